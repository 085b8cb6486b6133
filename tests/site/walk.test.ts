import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOTIF_PAGES } from '../../src/lib/motif-pages.ts';
import { launch, planBrowser } from '../support/browser.ts';
import { pagesOf } from './build-project.ts';
import { committedSite, type CommittedSite } from './committed-site.ts';
import { serve, type Server } from './serve.ts';

const plan = await planBrowser();
if (plan.kind === 'none')
  process.stderr.write(`skipped: the walk through the site: ${plan.reason}\n`);

const MINUTE = 60_000;
let site: CommittedSite;
let server: Server;
let browser: Browser;
/** One page of every kind. */
let kinds: string[];

describe.skipIf(plan.kind === 'none')('a reader with a browser', () => {
  beforeAll(async () => {
    site = await committedSite();
    expect(site.status, site.log).toBe(0);
    server = await serve(site.dist);
    browser = await launch(plan);
    const pages = pagesOf(site.dist);
    const first = (shape: RegExp) => pages.filter((page) => shape.test(page)).slice(0, 1);
    const families = pages.filter((page) => page.startsWith('/f/'));
    // `FamilyView` marks the page with the group of its family.
    const ofGroup = (group: string) =>
      families
        .filter((page) =>
          readFileSync(join(site.dist, page, 'index.html'), 'utf8').includes(`of-${group}"`),
        )
        .slice(0, 1);
    /** A circuit of every motif, from its page. */
    const ofMotifs = () =>
      MOTIF_PAGES.flatMap(([slug]) => {
        const page = readFileSync(join(site.dist, `motifs/${slug}/index.html`), 'utf8');
        return /"(\/c\/[0-9A-Z]{4}\/)"/.exec(page)?.slice(1) ?? [];
      });
    kinds = [
      ...['/', '/method/', '/motifs/', '/data/', '/cite/', '/groups/rotation/', '/404.html'],
      ...['/groups/', '/stimuli/', '/claims/', '/designed/', '/references/'],
      ...MOTIF_PAGES.map(([slug]) => `/motifs/${slug}/`),
      ...['rotation', 'hue', 'reflection', 'hue-rotation', 'scale', 'correspondence'].flatMap(
        ofGroup,
      ),
      ...ofMotifs(),
      ...first(/^\/models\/[^/]+\/$/),
      ...first(/^\/models\/[^/]+\/[^/]+\/$/),
      ...first(/^\/models\/[^/]+\/[^/]+\/[^/]+\/$/),
    ];
  }, 3 * MINUTE);

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /** Runs `visit` in a page of its own and returns everything that went wrong there. */
  async function watch(
    options: BrowserContextOptions,
    visit: (page: Page, go: (path: string) => Promise<void>) => Promise<void>,
  ): Promise<string[]> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
    });
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(server.origin) && !url.startsWith('data:'))
        troubles.push(`left for ${url}`);
    });
    page.on('requestfailed', (request) => {
      // What was still loading when the reader went on is aborted, not broken.
      if (request.failure()?.errorText === 'net::ERR_ABORTED') return;
      troubles.push(`failed: ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400)
        troubles.push(`${String(response.status())}: ${response.url()}`);
    });
    await visit(page, async (path) => {
      await page.goto(server.origin + path, { waitUntil: 'load' });
    });
    await context.close();
    return troubles;
  }

  const pathOf = (page: Page) => new URL(page.url()).pathname;

  it(
    'walks from home to a family, its circuit and a unit',
    async () => {
      const troubles = await watch({ viewport: { width: 1280, height: 900 } }, async (page, go) => {
        await go('/');
        await page.locator('figcaption a[href^="/f/"]').first().click();
        expect(pathOf(page)).toMatch(/^\/f\/[0-9A-Z]{4}\/$/);
        expect(await page.locator('.orbit .tile').count()).toBeGreaterThanOrEqual(2);
        if ((await page.locator('a[href^="/c/"]').count()) === 0) await go('/motifs/');
        await page.locator('main a[href^="/c/"]:not([download])').first().click();
        expect(pathOf(page)).toMatch(/^\/c\/[0-9A-Z]{4}\/$/);
        const weight = page.locator('a.weight').first();
        await weight.focus();
        await weight.press('Enter');
        expect(new URL(page.url()).hash).toMatch(/^#w-\d+-\d+$/);
        await page.locator('.weight-matrix a.tile').first().click();
        expect(pathOf(page)).toMatch(/^\/models\/[^/]+\/[^/]+\/\d+\/$/);
        await page.locator('.crumbs a').nth(2).click();
        expect(await page.locator('h1').textContent()).not.toBe('');
      });
      expect(troubles).toEqual([]);
    },
    MINUTE,
  );

  it(
    'sees every picture of every kind of page, and no error',
    async () => {
      const troubles = await watch({ viewport: { width: 1280, height: 900 } }, async (page, go) => {
        for (const kind of kinds) {
          await go(kind);
          const blank = await page.evaluate(async () => {
            const images = [...document.images];
            for (const image of images) image.loading = 'eager';
            await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
            return images.filter((image) => image.naturalWidth === 0).map((image) => image.src);
          });
          expect(blank, kind).toEqual([]);
        }
      });
      expect(troubles).toEqual([]);
    },
    MINUTE,
  );

  it.each(['light', 'dark'] as const)(
    'meets no serious accessibility fault in %s colours',
    async (colorScheme) => {
      await watch({ colorScheme, viewport: { width: 1280, height: 900 } }, async (page, go) => {
        // Colours are all that dark changes, and pages of prose share theirs.
        const dark = colorScheme === 'dark';
        const prose = /^\/(data|cite|motifs|404|groups|stimuli|references)/;
        for (const kind of kinds.filter((path) => !dark || !prose.test(path))) {
          await go(kind);
          // What is not laid out yet is not judged.
          await page.addStyleTag({
            content: '.section { content-visibility: visible !important }',
          });
          const axe = new AxeBuilder({ page });
          if (dark) axe.withRules('color-contrast');
          const { violations } = await axe.analyze();
          const serious = violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html}`));
          expect(serious, kind).toEqual([]);
        }
      });
    },
    3 * MINUTE,
  );

  it(
    'never has to move the page sideways at 320 pixels',
    async () => {
      await watch({ viewport: { width: 320, height: 640 } }, async (page, go) => {
        for (const kind of kinds) {
          await go(kind);
          const excess = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(excess, kind).toBe(0);
        }
      });
    },
    MINUTE,
  );

  it(
    'reads and opens everything without JavaScript',
    async () => {
      const troubles = await watch({ javaScriptEnabled: false }, async (page, go) => {
        for (const kind of kinds) {
          await go(kind);
          expect(await page.locator('h1').count(), kind).toBe(1);
          expect(await page.locator('.theme').isVisible(), kind).toBe(false);
        }
        await go(kinds.find((kind) => kind.startsWith('/f/'))!);
        const table = page.locator('details table').first();
        expect(await table.isVisible()).toBe(false);
        await page.locator('summary').first().click();
        expect(await table.isVisible()).toBe(true);
      });
      expect(troubles).toEqual([]);
    },
    MINUTE,
  );

  it(
    'chooses among tied weights and moves along the bound by keyboard and by pointer',
    async () => {
      const troubles = await watch({ viewport: { width: 1280, height: 900 } }, async (page, go) => {
        await go('/designed/');
        const words = page.locator('.tying-words');
        const lit = (selector: string) => page.locator(`${selector}.lit`);
        expect(await words.textContent()).toContain('from 0° to 45° is B');
        await page.locator('.tying input.source').focus();
        await page.keyboard.press('ArrowRight');
        expect(await words.textContent()).toContain('from 45° to 90° is B');
        await page.locator('.tying input.relative').focus();
        await page.keyboard.press('ArrowRight');
        expect(await words.textContent()).toContain('from 45° to 135° is C');
        await page.locator('.tying-matrix .cell[data-source="3"][data-relative="4"]').click();
        expect(await words.textContent()).toContain('from 135° to 315° is E');
        for (const part of ['.tying-rings .tied', '.tying-matrix .cell']) {
          expect(await lit(part).count(), part).toBe(8);
          expect(await page.locator(`${part}.chosen`).count(), part).toBe(1);
          expect(await lit(part).first().getAttribute('data-relative'), part).toBe('4');
        }
        await page.locator('.bound-controls input.share').focus();
        await page.keyboard.press('End');
        await page.locator('.bound-controls input.copies').focus();
        await page.keyboard.press('End');
        expect(await page.locator('.bound-words').textContent()).toBe(
          'With a share of 1.00 of the units in families of 32, 3.1% of the parameters remain.',
        );
        await page.locator('a.citation').first().click();
        await page.waitForURL(/\/references\/#/);
        expect(await page.locator('li:target').textContent()).toContain('designed');
      });
      expect(troubles).toEqual([]);
    },
    MINUTE,
  );

  it(
    'sees the diagrams of designed equivariance without JavaScript, and no controls that do nothing',
    async () => {
      await watch({ javaScriptEnabled: false }, async (page, go) => {
        await go('/designed/');
        expect(await page.locator('.tying-rings .tied.lit').count()).toBe(8);
        expect(await page.locator('.tying-words').isVisible()).toBe(true);
        for (const range of await page.locator('input[type="range"]').all()) {
          expect(await range.isVisible()).toBe(false);
        }
        expect(await page.locator('.bound-plot .reader').isVisible()).toBe(false);
        expect(await page.locator('#bound table').first().isVisible()).toBe(true);
      });
    },
    MINUTE,
  );

  it(
    'keeps the chosen colours from page to page',
    async () => {
      await watch({ colorScheme: 'light' }, async (page, go) => {
        await go('/');
        const ground = () =>
          page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
        const light = await ground();
        await page.locator('.theme').click();
        const dark = await ground();
        expect(dark).not.toBe(light);
        await go('/cite/');
        expect(await ground()).toBe(dark);
      });
    },
    MINUTE,
  );

  it(
    'gets a hover card by pointer and by focus, and dismisses it with Escape',
    async () => {
      await watch({ viewport: { width: 1280, height: 900 } }, async (page, go) => {
        await go(kinds.find((kind) => kind.startsWith('/f/'))!);
        const tile = page.locator('.orbit a.tile').first();
        const card = page.locator('.card');
        await tile.hover();
        expect(await card.isVisible()).toBe(true);
        await card.hover();
        await page.waitForTimeout(400);
        expect(await card.isVisible()).toBe(true);
        await page.keyboard.press('Escape');
        expect(await card.isVisible()).toBe(false);
        await page.mouse.move(0, 0);
        await page.locator('.orbit').evaluate((orbit) => {
          orbit.closest<HTMLElement>('.scroller')?.focus();
        });
        await page.keyboard.press('Tab');
        expect(await card.isVisible()).toBe(true);
        expect(await card.textContent()).toContain(':');
      });
    },
    MINUTE,
  );
});

describe('the choice of a browser', () => {
  it('names a browser that exists, or says why there is none', () => {
    if (plan.kind === 'none') expect(plan.reason).toMatch(/set CHROMIUM_PATH$/);
    else expect(existsSync(join(plan.options.executablePath ?? ''))).toBe(true);
  });
});
