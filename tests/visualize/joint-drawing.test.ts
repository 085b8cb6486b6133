import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import { preprocess, type InputColours } from '../../pipeline/engine/preprocess.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import { mean } from '../../pipeline/numerics/statistics.ts';
import { jointDrawing, type JointRequest } from '../../pipeline/visualize/joint-drawing.ts';
import { channelObjective, diversityObjective } from '../../pipeline/visualize/objective.ts';
import { pictureSettings } from '../../pipeline/visualize/picture-settings.ts';
import { renderObjective } from '../../pipeline/visualize/render-objective.ts';
import { DETECTOR_SIZE, edgeDetectors } from '../support/edge-detectors.ts';

const input: InputColours = { channels: 'rgb', mean: [127.5, 127.5, 127.5] };
// One file pixel for one of the input.
const settings = { ...pictureSettings, steps: 96, crop: 1, targetSide: 1 };
const graph = edgeDetectors(2);

const weighted = (...units: readonly number[]) => units.map((unit) => ({ unit, weight: 1 }));

async function draw(request: Partial<JointRequest> & Pick<JointRequest, 'kind' | 'units'>) {
  const drawing = jointDrawing(graph, 'edges', { copies: 2, settings, ...request });
  const network = compile(graph);
  try {
    const { subjects, ...rest } = drawing;
    const common = { network, input, settings, seed: 1, ...rest };
    const pictures = await renderObjective({ ...common, count: subjects.length });
    return { subjects, pictures };
  } finally {
    network.dispose();
  }
}

/** Responses of the five units to the middle of a picture. */
async function responses({ pixels, side }: { readonly pixels: Uint8Array; readonly side: number }) {
  const first = (side - DETECTOR_SIZE) / 2;
  const data = new Float32Array(DETECTOR_SIZE ** 2 * 3);
  for (let y = 0; y < DETECTOR_SIZE; y++) {
    const from = ((first + y) * side + first) * 3;
    data.set(pixels.subarray(from, from + DETECTOR_SIZE * 3), y * DETECTOR_SIZE * 3);
  }
  const network = compile(graph);
  const shape = [1, DETECTOR_SIZE, DETECTOR_SIZE, 3];
  const { edges } = await network.activations(preprocess(input, { shape, data }), ['edges']);
  network.dispose();
  return [...edges!.data];
}

/** Mean cosine between the Gram matrices of the units over the pictures. */
async function likeness(
  pictures: readonly { readonly pixels: Uint8Array; readonly side: number }[],
): Promise<number> {
  const { side } = pictures[0]!;
  const data = Float32Array.from(pictures.flatMap(({ pixels }) => [...pixels]));
  const network = compile(graph);
  const batch = preprocess(input, { shape: [pictures.length, side, side, 3], data });
  const { edges } = await network.activations(batch, ['edges']);
  network.dispose();
  const map = tf.tensor4d(edges!.data, edges!.shape as [number, number, number, number]);
  return -mean(diversityObjective('edges').measure({ edges: map }).dataSync());
}

describe('a picture of several units', () => {
  beforeAll(async () => {
    await openBackend('wasm');
  });

  it('along a direction drives what counts for it, and not what counts against it', async () => {
    const units = [
      { unit: 0, weight: 1 },
      { unit: 2, weight: 0.5 },
      { unit: 1, weight: -1 },
    ];
    // The middle alone, for a texture's middle may be anything.
    const narrow = { ...settings, spread: { pixels: 0, fields: 0 } };
    const { subjects, pictures } = await draw({ kind: 'direction', units, settings: narrow });
    expect(subjects).toEqual(['0x1_2x0.5_1x-1']);
    const [along, against, also] = await responses(pictures[0]!);
    expect(along).toBeGreaterThan(0);
    expect(also).toBeGreaterThan(0);
    expect(along).toBeGreaterThan(2 * against!);
  });

  it('of a family’s differences drives each member more than the others', async () => {
    const { subjects, pictures } = await draw({ kind: 'difference', units: weighted(0, 1, 2, 3) });
    expect(subjects).toEqual(['0', '1', '2', '3']);
    for (const [unit, picture] of pictures.entries()) {
      const found = await responses(picture);
      for (const other of [0, 1, 2, 3].filter((each) => each !== unit)) {
        expect(found[unit]).toBeGreaterThan(3 * found[other]!);
      }
    }
  });

  it('of one unit many ways drives it every time, less alike than copies that nothing parts', async () => {
    const diverse = { kind: 'diverse', units: weighted(1), copies: 3 } as const;
    const { subjects, pictures } = await draw(diverse);
    expect(subjects).toEqual(['1-1', '1-2', '1-3']);
    for (const { value } of pictures) expect(value).toBeGreaterThan(0);
    const { view } = jointDrawing(graph, 'edges', { ...diverse, settings });
    const network = compile(graph);
    const common = { network, input, settings, view, count: 3, seed: 1, apart: true };
    const alone = channelObjective('edges', [1, 1, 1]);
    const copies = await renderObjective({ ...common, objective: alone });
    network.dispose();
    expect(await likeness(pictures)).toBeLessThan((await likeness(copies)) - 0.1);
  });

  it.each([
    [{ kind: 'difference', units: weighted(1) }, /two or more units, each once, found 1/],
    [{ kind: 'difference', units: weighted(1, 1) }, /each once, found 1, 1/],
    [{ kind: 'diverse', units: weighted(1, 2) }, /expected one unit, found 1, 2/],
    [{ kind: 'diverse', units: weighted(1), copies: 1 }, /two copies or more, found 1/],
    [{ kind: 'direction', units: [{ unit: 1, weight: 0 }] }, /do not all cancel, found 0/],
    [{ kind: 'direction', units: weighted(7) }, /expected a unit from 0 to 4, found 7/],
  ] as const)('is refused where it says nothing: %o', (request, message) => {
    expect(() => jointDrawing(graph, 'edges', { copies: 2, settings, ...request })).toThrow(
      message,
    );
  });
});
