import { describe, expect, it } from 'vitest';
import {
  fadeRadii,
  pictureSide,
  probeScopes,
  wholeScope,
} from '../../pipeline/probes/probe-scope.ts';

const layer = (name: string, size: number, stride: number, start: number) => ({
  name,
  receptiveField: { size, stride, start },
});

/** Receptive fields of GoogLeNet's covered layers. */
const googlenet = [
  layer('conv1', 7, 2, 0),
  layer('conv2', 19, 4, 2),
  layer('3a', 59, 8, 6),
  layer('3b', 91, 8, 6),
  layer('4a', 171, 16, 14),
  layer('5b', 715, 32, 30),
];

describe('scopes', () => {
  it('put layers whose fields fit together under the smallest stimulus that holds them all', () => {
    const [near] = probeScopes(googlenet, 224);
    expect(near).toEqual({
      name: 'near',
      size: 93,
      positions: { conv1: [23, 23], conv2: [11, 11], '3a': [5, 5], '3b': [5, 5] },
      reach: { conv1: 1, conv2: 0, '3a': 0, '3b': 0 },
    });
  });

  it('put the others under the largest that a picture holds', () => {
    const [, far] = probeScopes(googlenet, 224);
    expect(far).toEqual({
      name: 'far',
      size: 189,
      positions: { '4a': [5, 5], '5b': [2, 2] },
      reach: { '4a': 0, '5b': 0 },
    });
  });

  it.each(['near', 'far', 'whole'])(
    'centre every probed position on the middle pixel: %s',
    (name) => {
      const scopes = [...probeScopes(googlenet, 224), wholeScope(googlenet, 224)];
      const { size, positions } = scopes.find((scope) => scope.name === name)!;
      for (const [place, [y]] of Object.entries(positions)) {
        const { start, stride } = googlenet.find((entry) => entry.name === place)!.receptiveField;
        expect(start + y * stride).toBe((size - 1) / 2);
      }
    },
  );

  it('are one where all layers are near', () => {
    expect(probeScopes(googlenet.slice(0, 2), 224).map(({ name }) => name)).toEqual(['near']);
  });

  it('refuse layers without a common centre', () => {
    const apart = [layer('a', 5, 4, 0), layer('b', 5, 4, 1)];
    expect(() => probeScopes(apart, 64)).toThrow(/no pixel .* centre of all of a, b/);
  });

  it('of a network for small pictures hold its fields whole, where no photograph sets the size', () => {
    const cifar = [layer('conv1', 5, 1, 0), layer('conv2', 11, 2, 0), layer('3a', 31, 4, 0)];
    const input = {
      ...{ name: 'data', channels: 'rgb' as const, mean: [0, 0, 0] },
      size: [32, 32],
    };
    const side = pictureSide({ input } as Parameters<typeof pictureSide>[0]);
    expect(probeScopes(cifar, side).map(({ name, size }) => [name, size])).toEqual([['near', 33]]);
    expect(wholeScope(cifar, side).size).toBe(105);
    const photographs = { imageSet: 'small', imageSetDigest: '' };
    expect(pictureSide({ input, photographs } as Parameters<typeof pictureSide>[0])).toBe(32);
    const large = { ...input, size: [224, 224] };
    expect(pictureSide({ input: large } as Parameters<typeof pictureSide>[0])).toBe(224);
  });

  it('fade within the stimulus', () => {
    const [inner, outer] = fadeRadii({ size: 93 });
    expect(outer).toBe(47);
    expect(inner).toBeLessThan(outer);
  });
});
