import type { Graph, GraphNode } from '../../pipeline/graph/ir.ts';

/** Side of the kernels, and how many of them respond to anything. */
export const DETECTOR_SIZE = 13;
export const DETECTORS = 4;
const [SIZE, UNITS] = [DETECTOR_SIZE, DETECTORS];

/** Edges at 0°, 45°, 90° and 135° under a Gaussian, and a last unit that nothing can rouse. */
export function edgeDetectors(stride: number): Graph {
  const channels = UNITS + 1;
  const kernel = new Float32Array(SIZE * SIZE * 3 * channels);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      for (let unit = 0; unit < UNITS; unit++) {
        const angle = (unit * Math.PI) / UNITS;
        const [dy, dx] = [y - 6, x - 6];
        const across = dx * Math.cos(angle) + dy * Math.sin(angle);
        const weight = Math.sin(1.2 * across) * Math.exp(-(dx * dx + dy * dy) / 20);
        for (let rgb = 0; rgb < 3; rgb++)
          kernel[((y * SIZE + x) * 3 + rgb) * channels + unit] = weight / 100;
      }
    }
  }
  const bias = Float32Array.from({ length: channels }, (_, unit) => (unit < UNITS ? -0.1 : -1e6));
  const convolution: GraphNode = {
    name: 'edges/preactivation',
    operation: {
      kind: 'convolution',
      window: {
        size: [SIZE, SIZE],
        stride: [stride, stride],
        padding: { top: 0, bottom: 0, left: 0, right: 0 },
      },
      groups: 1,
      kernel: { shape: [SIZE, SIZE, 3, channels], data: kernel },
      bias: { shape: [channels], data: bias },
    },
    inputs: ['data'],
  };
  return {
    nodes: [
      { name: 'data', operation: { kind: 'input', shape: [32, 32, 3] }, inputs: [] },
      convolution,
      { name: 'edges', operation: { kind: 'relu' }, inputs: ['edges/preactivation'] },
    ],
  };
}
