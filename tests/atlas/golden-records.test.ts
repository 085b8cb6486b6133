import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { CLAIMS_PATH, parseClaims } from '../../pipeline/atlas/claims/assemble-claims.ts';
import { parseTags } from '../../pipeline/atlas/tags.ts';
import { angularDifference, largestGap } from '../../pipeline/numerics/circular.ts';
import {
  circuitListSchema,
  agreementListSchema,
  controlsSchema,
  decodeSafetensors,
  coverageListSchema,
  errorLedgerSchema,
  familyListSchema,
  lieDerivativeSchema,
  modelSchema,
  pictureListSchema,
  provenanceListSchema,
  scanSchema,
  stimulusGallerySchema,
  unitConnectionsListSchema,
  unitListSchema,
  weightEquivarianceSchema,
} from '../../pipeline/records/index.ts';
import { digestOf } from '../../pipeline/store/digest.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

async function record<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse(await readFile(`${root}${path}`, 'utf8')));
}

const placeOf = (layer: string, unit: number): string => `${layer}:${String(unit)}`;

const models = await readdir(`${root}content/atlas`);
const claims = parseClaims(await readFile(`${root}${CLAIMS_PATH}`, 'utf8'));

describe.each(models)('the committed records of %s', async (name) => {
  const folder = `content/atlas/${name}`;
  const model = await record(`${folder}/model.json`, modelSchema);
  const families = await record(`${folder}/families.json`, familyListSchema);
  const circuits = await record(`${folder}/circuits.json`, circuitListSchema);
  const scan = await record(`${folder}/scan.json`, scanSchema);
  const units = await record(`${folder}/units.json`, unitListSchema);
  const connections = await record(`${folder}/connections.json`, unitConnectionsListSchema);
  const pictures = await record(`${folder}/pictures.json`, pictureListSchema);
  const provenance = await record(`${folder}/provenance.json`, provenanceListSchema);
  const controls = await record(`${folder}/controls.json`, controlsSchema);
  const coverage = await record(`${folder}/coverage.json`, coverageListSchema);
  const agreement = await record(`${folder}/agreement.json`, agreementListSchema);
  const lie = await record(`${folder}/lie-derivative.json`, lieDerivativeSchema);
  const ledger = await record(`${folder}/error-ledger.json`, errorLedgerSchema);
  const gallery = await record(`${folder}/stimuli.json`, stimulusGallerySchema);
  const tied = await record(`${folder}/weight-equivariance.json`, weightEquivarianceSchema);
  const kernelsOf = async (tag: string) =>
    decodeSafetensors(await readFile(`${root}${folder}/kernels/${tag}.safetensors`));
  const placed = families.flatMap((family) =>
    family.group === 'scale'
      ? family.members.map(({ layer, unit }) => ({ layer, unit }))
      : family.members.map(({ unit }) => ({ layer: family.layer, unit })),
  );
  const members = placed.map(({ layer, unit }) => `${layer}:${String(unit)}`);
  const circles = families.filter(
    (family) => family.group === 'rotation' || family.group === 'hue',
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
    for (const { layer, unit } of placed) {
      const [, , count] = model.layers.find((candidate) => candidate.name === layer)!.shape;
      expect(unit).toBeLessThan(count);
    }
  });

  it('have intervals around R² and q values above p', () => {
    for (const { r2, r2Interval, pValue, qValue } of families) {
      const [low, high] = r2Interval;
      expect(low).toBeLessThanOrEqual(high);
      expect(r2).toBeGreaterThanOrEqual(low - 1e-3);
      expect(r2).toBeLessThanOrEqual(high + 1e-3);
      expect(qValue).toBeGreaterThanOrEqual(pValue - 1e-6);
    }
  });

  it('have elements on circles in order, within the period, and gaps that follow from them', () => {
    for (const { members: list, period, largestGap: gap } of circles) {
      const elements = list.map(({ element }) => element);
      expect(elements).toEqual([...elements].sort((a, b) => a - b));
      expect(elements.every((element) => element < period)).toBe(true);
      const stretch = 360 / period;
      const measured = largestGap(elements.map((element) => element * stretch)) / stretch;
      // Elements are rounded to a tenth of a degree.
      expect(Math.abs(measured - gap)).toBeLessThan(0.25);
    }
  });

  it('have tuning curves that peak where the elements say, in nine supported families of ten', () => {
    const supported = circles.filter(({ verdict }) => verdict !== 'not supported');
    const aligned = supported.filter(({ members: list, angles, period, preferred }) => {
      // A grating or a line looks the same after half a turn, whatever the family's period.
      const repeats = ['grating', 'line'].includes(preferred.kind) ? Math.min(period, 180) : period;
      const stretch = 360 / repeats;
      const errors = list
        .filter(({ tuning }) => Math.max(...tuning) > 0)
        .map(({ element, tuning }) => {
          const peak = angles[tuning.indexOf(Math.max(...tuning))]!;
          return Math.abs(angularDifference(peak * stretch, element * stretch)) / stretch;
        });
      errors.sort((a, b) => a - b);
      // A single unit's highest sample may sit aside of the common template's peak.
      return errors.length > 0 && errors[Math.floor(errors.length / 2)]! <= 45;
    });
    expect(aligned.length).toBeGreaterThanOrEqual(0.9 * supported.length);
  });

  it('keep mirrored pairs apart from units that mirroring leaves alone', () => {
    for (const family of families) {
      if (family.group !== 'reflection') continue;
      const { mirrored, plain, own } = family.transfer;
      expect(mirrored).toBeGreaterThan(plain);
      expect(mirrored).toBeGreaterThan(Math.max(...own));
    }
  });

  it('have hue-rotation members that half a turn of both leaves alone, and of one does not', () => {
    for (const family of families) {
      if (family.group !== 'hue-rotation') continue;
      for (const { coupling } of family.members) {
        expect(coupling[0]).toBeGreaterThan(Math.max(coupling[1], coupling[2]));
      }
    }
  });

  it('count in the coverage what the families hold', () => {
    for (const { layer, inFamily, units: total, invariant, invariantUnits } of coverage) {
      const units = families
        .filter(({ group, verdict }) => group === 'rotation' && verdict !== 'not supported')
        .filter((family) => family.layer === layer)
        .flatMap(({ members: list }) => list.map(({ unit }) => unit));
      expect(inFamily.rotation).toBe(new Set(units).size);
      expect(invariant.rotation).toBe(invariantUnits.rotation.length);
      expect(Math.max(...Object.values(inFamily))).toBeLessThanOrEqual(total);
    }
    expect(coverage.map(({ layer }) => layer)).toEqual(
      model.layers.map(({ name: layer }) => layer),
    );
  });

  it.skipIf(model.controlOf !== undefined)(
    'keep the shuffled network within the false discovery rate, or say that they do not',
    () => {
      const real = families.filter(
        ({ verdict, group }) => verdict !== 'not supported' && group !== 'correspondence',
      ).length;
      // Below twenty families one false one is more than a twentieth.
      const most = Math.max(1, 0.05 * real);
      if (controls.shuffled.familiesFound <= most) return;
      // Random 5 × 5 kernels of a small network can act as edges; then no rule is claimed of it.
      expect(model.layers.length).toBeLessThan(4);
      const own = claims.find(({ id, model: of }) => id === 'universality' && of === name);
      expect(own?.verdict).toBe('not reproduced');
    },
  );

  it('find all that was planted', () => {
    expect(new Set(controls.planted.map(({ group }) => group))).toEqual(
      new Set(['rotation', 'reflection', 'hue', 'hue-rotation', 'scale']),
    );
    for (const { precision, recall, maxElementErrorSteps } of controls.planted) {
      expect([precision, recall]).toEqual([1, 1]);
      expect(maxElementErrorSteps).toBeLessThanOrEqual(1);
    }
  });

  it('measure every layer by the Lie derivative and the ledger, and show every stimulus', () => {
    const names = model.layers.map(({ name: layer }) => layer);
    expect(lie.layers.map(({ layer }) => layer)).toEqual(names);
    expect(ledger.layers.map(({ layer }) => layer)).toEqual(names);
    // Dead leaves agree with photographs where there are some.
    const both = provenance.some(({ stage }) => stage === 'photograph responses');
    expect(new Set(agreement.map(({ layer }) => layer))).toEqual(new Set(both ? names : []));
    expect(gallery.kinds).toHaveLength(11);
    for (const { family } of tied.firstLayer) {
      expect(families.some(({ tag }) => tag === family)).toBe(true);
    }
  });

  it('give every unit of a family or a circuit a passport, its weights and a picture', async () => {
    const inCircuits = circuits.flatMap(({ from, to, factors }) => [
      ...[from, to].flatMap(({ layer, units: list }) => list.map((unit) => placeOf(layer, unit))),
      ...factors.flatMap((factor) => factor.units.map(({ unit }) => placeOf(from.layer, unit))),
    ]);
    const shown = new Set([...members, ...inCircuits]);
    for (const list of [units, connections]) {
      expect(new Set(list.map(({ layer, unit }) => placeOf(layer, unit)))).toEqual(shown);
    }
    // Units that are in nothing may have a feature picture, and no other.
    const placesOf = (list: typeof pictures) =>
      new Set(list.map(({ layer, unit }) => placeOf(layer, unit)));
    expect(placesOf(pictures.filter(({ kind }) => kind === 'dead leaves'))).toEqual(shown);
    const others = placesOf(pictures.filter(({ kind }) => kind !== 'unit'));
    expect(others).toEqual(shown);
    const drawn = placesOf(pictures.filter(({ kind }) => kind === 'unit'));
    expect([...shown].filter((unit) => !drawn.has(unit))).toEqual([]);
    for (const { file, digest } of pictures) {
      expect(digestOf(await readFile(`${root}public/${file}`))).toBe(digest);
    }
  });

  it('have circuits between families that are there, with one kernel for every pair', async () => {
    for (const { tag, from, to, kernels, aligned } of circuits) {
      for (const { family: name, units: list, elements } of [from, to]) {
        expect(elements === null).toBe(name === null);
        if (name === null) continue;
        const family = families.find(({ tag: other }) => other === name)!;
        expect(new Set(list)).toEqual(new Set(family.members.map(({ unit }) => unit)));
        expect(elements).toHaveLength(list.length);
      }
      const tensors = await kernelsOf(tag);
      const [height, width] = kernels.size;
      const whole = [to.units.length, from.units.length, height, width];
      expect(tensors['kernels']!.shape).toEqual(whole);
      for (const average of ['mean', 'spread']) {
        expect(tensors[average]!.shape).toEqual([aligned.length, height, width]);
      }
      const largest = tensors['kernels']!.data.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
      // Rounded to three digits in the record and to eight bits in the file; what was cut away may
      // hold the largest.
      expect(largest).toBeLessThanOrEqual(1.01 * kernels.largest);
    }
  });

  it('have one file of kernels for every circuit, and a circuit for every fit that passed', async () => {
    // Without a circuit there is no folder.
    const files = circuits.length === 0 ? [] : await readdir(`${root}${folder}/kernels`);
    expect(new Set(files)).toEqual(new Set(circuits.map(({ tag }) => `${tag}.safetensors`)));
    const passed = scan.flatMap(({ circuit }) => circuit ?? []);
    expect(new Set(passed)).toEqual(new Set(circuits.map(({ tag }) => tag)));
    for (const { qValue } of circuits) expect(qValue).toBeLessThanOrEqual(0.05);
  });

  it('have profiles that are the means of their kernels', async () => {
    let compared = 0;
    for (const { tag, from, to, kernels, profile } of circuits) {
      if (profile.length === 0) continue;
      const { data } = (await kernelsOf(tag))['kernels']!;
      const area = kernels.size[0] * kernels.size[1];
      const stretch = 360 / Math.min(from.period ?? 360, to.period ?? 360);
      for (const { delta, weight, pairs } of profile) {
        let magnitude = 0;
        const sums = to.elements!.flatMap((b, t) =>
          from.elements!.flatMap((a, s) => {
            const away = angularDifference(stretch * (b - a), stretch * delta) / stretch;
            if (Math.abs(away) > 15) return [];
            const start = (t * from.units.length + s) * area;
            const kernel = data.subarray(start, start + area);
            magnitude += kernel.reduce((sum, value) => sum + Math.abs(value), 0);
            return [kernel.reduce((sum, value) => sum + value, 0)];
          }),
        );
        // Rounded elements may move a pair on the border of two bins, and what was cut from the
        // kernels is missing from the sums.
        if (sums.length !== pairs || kernels.share < 1) continue;
        compared++;
        const mean = sums.reduce((sum, value) => sum + value, 0) / sums.length;
        // Kernel values are rounded to eight significant bits, weights to three digits.
        const rounding = 2 ** -9 * (magnitude / sums.length) + 5e-3 * Math.abs(weight);
        expect(Math.abs(mean - weight), tag).toBeLessThanOrEqual(rounding);
      }
    }
    const whole = circuits.filter(({ kernels }) => kernels.share === 1);
    const bins = whole.reduce((sum, { profile }) => sum + profile.length, 0);
    expect(compared).toBeGreaterThanOrEqual(bins / 2);
  });

  it('come from stages that the provenance lists', () => {
    const keys = new Set(provenance.map(({ key }) => key));
    for (const { stageKey } of [...families, ...circuits, ...pictures, lie, ledger]) {
      expect(keys.has(stageKey)).toBe(true);
    }
  });
});
