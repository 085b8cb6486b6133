import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { parseTags } from '../../pipeline/atlas/tags.ts';
import { angularDifference, largestGap } from '../../pipeline/numerics/circular.ts';
import {
  circuitListSchema,
  controlsSchema,
  familyListSchema,
  modelSchema,
  pictureListSchema,
  provenanceListSchema,
  unitListSchema,
} from '../../pipeline/records/index.ts';
import { digestOf } from '../../pipeline/store/digest.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

async function record<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse(await readFile(`${root}${path}`, 'utf8')));
}

const models = await readdir(`${root}content/atlas`);

describe.each(models)('the committed records of %s', async (name) => {
  const folder = `content/atlas/${name}`;
  const model = await record(`${folder}/model.json`, modelSchema);
  const families = await record(`${folder}/families.json`, familyListSchema);
  const circuits = await record(`${folder}/circuits.json`, circuitListSchema);
  const units = await record(`${folder}/units.json`, unitListSchema);
  const pictures = await record(`${folder}/pictures.json`, pictureListSchema);
  const provenance = await record(`${folder}/provenance.json`, provenanceListSchema);
  await record(`${folder}/controls.json`, controlsSchema);
  const members = families.flatMap(({ layer, members: list }) =>
    list.map(({ unit }) => `${layer}:${String(unit)}`),
  );

  it('stand in the register of tags, under the same label', async () => {
    const register = parseTags(await readFile(`${root}content/tags.csv`, 'utf8'));
    for (const { tag, label } of [...families, ...circuits]) {
      expect(register.find((entry) => entry.tag === tag)).toMatchObject({
        label,
        status: 'current',
      });
    }
  });

  it('name layers and units that the model has', () => {
    for (const { layer, members: list } of families) {
      const [, , count] = model.layers.find((candidate) => candidate.name === layer)!.shape;
      for (const { unit } of list) expect(unit).toBeLessThan(count);
    }
  });

  it('have elements in order, gaps that follow from them, and intervals around R²', () => {
    for (const family of families) {
      const elements = family.members.map(({ element }) => element);
      expect(elements).toEqual([...elements].sort((a, b) => a - b));
      // Elements are rounded to a tenth of a degree.
      expect(Math.abs(largestGap(elements) - family.largestGap)).toBeLessThan(0.25);
      const [low, high] = family.r2Interval;
      expect(low).toBeLessThan(high);
      expect(family.r2).toBeLessThanOrEqual(high);
      expect(family.pValue).toBeLessThanOrEqual(family.qValue);
    }
  });

  it('have tuning curves that peak where the elements say', () => {
    for (const { members: list, angles } of families) {
      const errors = list.map(({ element, tuning }) => {
        const peak = tuning.indexOf(Math.max(...tuning));
        return Math.abs(angularDifference(angles[peak]!, element));
      });
      errors.sort((a, b) => a - b);
      // A single unit's highest sample may sit aside of the common template's peak.
      expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(30);
    }
  });

  it('give every member a passport and a picture whose bytes match its digest', async () => {
    expect(new Set(units.map(({ layer, unit }) => `${layer}:${String(unit)}`))).toEqual(
      new Set(members),
    );
    expect(new Set(pictures.map(({ layer, unit }) => `${layer}:${String(unit)}`))).toEqual(
      new Set(members),
    );
    for (const { file, digest } of pictures) {
      expect(digestOf(await readFile(`${root}public/${file}`))).toBe(digest);
    }
  });

  it('have circuits between families that are there, with one kernel for every pair', () => {
    for (const { from, to, kernels } of circuits) {
      for (const end of [from, to]) {
        const family = families.find(({ tag }) => tag === end.family)!;
        expect(family.members.map(({ unit }) => unit)).toEqual(end.units);
      }
      expect(kernels.values).toHaveLength(to.units.length);
      for (const row of kernels.values) {
        expect(row).toHaveLength(from.units.length);
        for (const kernel of row) expect(kernel).toHaveLength(kernels.size[0] * kernels.size[1]);
      }
    }
  });

  it('have profiles that are the means of their kernels', () => {
    let compared = 0;
    for (const { from, to, kernels, profile } of circuits) {
      for (const { delta, weight, pairs } of profile) {
        const sums = to.elements.flatMap((b, t) =>
          from.elements.flatMap((a, s) =>
            Math.abs(angularDifference(b - a, delta)) <= 15
              ? [kernels.values[t]![s]!.reduce((sum, value) => sum + value, 0)]
              : [],
          ),
        );
        // Rounded elements may move a pair on the border of two bins.
        if (sums.length !== pairs) continue;
        compared++;
        const mean = sums.reduce((sum, value) => sum + value, 0) / sums.length;
        // Kernel values are rounded to 1e-4, 25 of them to a sum.
        expect(Math.abs(mean - weight)).toBeLessThan(2e-3);
      }
    }
    const bins = circuits.reduce((sum, { profile }) => sum + profile.length, 0);
    expect(compared).toBeGreaterThanOrEqual(bins / 2);
  });

  it('come from stages that the provenance lists', () => {
    const keys = new Set(provenance.map(({ key }) => key));
    for (const { stageKey } of [...families, ...circuits, ...pictures]) {
      expect(keys.has(stageKey)).toBe(true);
    }
  });
});
