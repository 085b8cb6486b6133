import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loader, LoaderContext } from 'astro/loaders';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  claimListSchema,
  modelCardSchema,
  parseRecord,
  tagEntrySchema,
} from '../../pipeline/records/index.ts';
import { parseCsv } from './csv.ts';

function watch(context: LoaderContext, path: string, reload: () => void): void {
  context.watcher?.add(path);
  context.watcher?.on('change', (changed) => {
    if (changed === path) reload();
  });
}

/**
 * Loads `content/atlas/<model>/<file>` of every model into one entry a model, `{ value }`, checked
 * by `schema`. Models without the file have no entry; without any model the collection is empty.
 * @throws UserError naming the file and the place in it that does not fit the schema.
 */
export function recordFiles<T>(file: string, schema: z.ZodType<T>) {
  return {
    name: `records ${file}`,
    schema: z.object({ value: schema }),
    load: async (context: LoaderContext) => {
      const root = fileURLToPath(context.config.root);
      const load = async () => {
        context.store.clear();
        for (const path of globSync(`content/atlas/*/${file}`, { cwd: root }).sort()) {
          const text = readFileSync(join(root, path), 'utf8');
          const value = parseRecord(schema, JSON.parse(text), path);
          const id = basename(dirname(path));
          context.store.set({ id, data: { value }, digest: context.generateDigest(text) });
          watch(context, join(root, path), () => void load());
        }
        await Promise.resolve();
      };
      await load();
    },
  } satisfies Loader;
}

/** Loads `content/comparison/<file>` into one entry, `{ value }`; without the file there is none. */
export function comparisonFile<T>(file: string, schema: z.ZodType<T>) {
  return {
    name: `comparison ${file}`,
    schema: z.object({ value: schema }),
    load: async (context: LoaderContext) => {
      const path = `content/comparison/${file}`;
      const absolute = join(fileURLToPath(context.config.root), path);
      const load = async () => {
        context.store.clear();
        if (existsSync(absolute)) {
          const text = readFileSync(absolute, 'utf8');
          const value = parseRecord(schema, JSON.parse(text), path);
          const digest = context.generateDigest(text);
          context.store.set({ id: basename(file, '.json'), data: { value }, digest });
        }
        await Promise.resolve();
      };
      await load();
      watch(context, absolute, () => void load());
    },
  } satisfies Loader;
}

/** Loads the card of every model that has one, `content/models/<model>/card.json`, as `recordFiles` does. */
export function modelCards() {
  return {
    name: 'model cards',
    schema: z.object({ value: modelCardSchema }),
    load: async (context: LoaderContext) => {
      const root = fileURLToPath(context.config.root);
      context.store.clear();
      for (const path of globSync('content/models/*/card.json', { cwd: root }).sort()) {
        const text = readFileSync(join(root, path), 'utf8');
        const value = parseRecord(modelCardSchema, JSON.parse(text), path);
        context.store.set({ id: value.name, data: { value } });
      }
      await Promise.resolve();
    },
  } satisfies Loader;
}

/** Loads `content/tags.csv`: one entry a tag, in the order of the file. A missing file is empty. */
export function tagRegister() {
  return {
    name: 'tags.csv',
    schema: tagEntrySchema,
    load: async (context: LoaderContext) => {
      const path = join(fileURLToPath(context.config.root), 'content/tags.csv');
      context.store.clear();
      if (!existsSync(path)) return;
      for (const row of parseCsv(readFileSync(path, 'utf8'))) {
        const data = parseRecord(tagEntrySchema, row, 'content/tags.csv');
        context.store.set({ id: data.tag, data });
      }
      await Promise.resolve();
    },
  } satisfies Loader;
}

/** Loads `content/claims.yaml` into one entry, `{ value }`. A missing file is an empty list. */
export function claimRegister() {
  return {
    name: 'claims.yaml',
    schema: z.object({ value: claimListSchema }),
    load: async (context: LoaderContext) => {
      const file = 'content/claims.yaml';
      const path = join(fileURLToPath(context.config.root), file);
      const load = async () => {
        context.store.clear();
        const text = existsSync(path) ? readFileSync(path, 'utf8') : '[]';
        const value = parseRecord(claimListSchema, parse(text), file);
        context.store.set({ id: 'claims', data: { value }, digest: context.generateDigest(text) });
        await Promise.resolve();
      };
      await load();
      watch(context, path, () => void load());
    },
  } satisfies Loader;
}
