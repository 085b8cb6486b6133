import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  hasFields,
  knownTruthRecord,
} from '../../../pipeline/atlas/comparison/known-truth-record.ts';
import { cifarHalfEquivariant, cifarPlain } from '../../../pipeline/designed/cifar-networks.ts';
import { designedGraph } from '../../../pipeline/designed/export-network.ts';
import { initialParameters } from '../../../pipeline/designed/learned-weights.ts';
import { openBackend } from '../../../pipeline/engine/backend.ts';
import type { Graph } from '../../../pipeline/graph/ir.ts';
import { Random } from '../../../pipeline/numerics/random.ts';
import {
  familyListSchema,
  type Family,
  type HueRotationFamily,
  type RotationFamily,
} from '../../../pipeline/records/family.ts';

const committed = fileURLToPath(
  new URL('../../../content/atlas/googlenet/families.json', import.meta.url),
);

let graph: Graph;
let pattern: RotationFamily;
let torus: HueRotationFamily;

beforeAll(async () => {
  await openBackend('wasm');
  graph = await designedGraph(
    cifarHalfEquivariant,
    initialParameters(cifarHalfEquivariant, new Random(2020)),
  );
  const families = familyListSchema.parse(JSON.parse(await readFile(committed, 'utf8')));
  pattern = families.find((family) => family.group === 'rotation')!;
  torus = families.find((family) => family.group === 'hue-rotation')!;
});

/** A family that holds a whole field of the first layer, as a record. */
function recorded(changes: Partial<RotationFamily>): RotationFamily {
  const [member] = pattern.members;
  return {
    ...pattern,
    ...{ layer: 'conv1/5x5', period: 360, verdict: 'group action' },
    members: Array.from({ length: 16 }, (_, k) => ({
      ...member!,
      unit: 16 + k,
      element: (k * 22.5 + 40) % 360,
    })),
    ...changes,
  };
}

const recordOf = (families: readonly Family[]) =>
  knownTruthRecord(
    {
      name: 'cifar-half-equivariant',
      controlOf: undefined,
      tensorDigest: 'ab'.repeat(32),
      layers: ['conv1/5x5', 'conv2/3x3', 'inception_3a/output'],
      families,
      familiesDigest: 'cd'.repeat(32),
    },
    cifarHalfEquivariant,
    graph,
  );

describe('the record of a known truth', () => {
  it('finds a field in a family that holds it, in its own layer', () => {
    const { layers, elementError, step } = recordOf([recorded({})]);
    expect(step).toBe(22.5);
    expect(layers.map(({ fields }) => fields)).toEqual([2, 2, 4]);
    expect(layers.map(({ found }) => found)).toEqual([1, 0, 0]);
    expect(layers[0]!.families[0]).toMatchObject({ field: 1, ofField: 16, invariant: 0 });
    expect(elementError).toEqual({ median: 0, largest: 0 });
    expect(layers[0]!.pairs).toMatchObject({ found: 120, both: 120, known: 240 });
  });

  it('counts a family of hue-rotation by its turns, whichever of its two names a member has', () => {
    const renamed = (hues: (k: number) => number): HueRotationFamily => {
      const [member] = torus.members;
      const members = Array.from({ length: 16 }, (_, k) => {
        const turn = (k * 22.5 + 40) % 360;
        const [hue, other] = [hues(k), (hues(k) + 180) % 360];
        const element: [number, number] = k % 3 === 0 ? [other, (turn + 180) % 360] : [hue, turn];
        return { ...member!, unit: 16 + k, element };
      });
      return { ...torus, layer: 'conv1/5x5', verdict: 'partial', members };
    };
    const { layers, elementError } = recordOf([renamed((k) => 100 + (k % 2))]);
    expect(layers.map(({ found }) => found)).toEqual([1, 0, 0]);
    expect(elementError).toEqual({ median: 0, largest: 0 });
    // Hues all round: not one feature turned.
    expect(recordOf([renamed((k) => k * 10)]).layers[0]!.families).toEqual([]);
  });

  it('counts supported families alone', () => {
    const { layers, elementError } = recordOf([recorded({ verdict: 'not supported' })]);
    expect(layers[0]!.families).toEqual([]);
    expect(elementError).toBeNull();
  });

  it('is of designs with fields', () => {
    expect(hasFields(cifarHalfEquivariant)).toBe(true);
    expect(hasFields(cifarPlain)).toBe(false);
  });
});
