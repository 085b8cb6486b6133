import { describe, expect, it } from 'vitest';
import { inGroupOrder } from '../../src/lib/group-order.ts';

describe('the order of the groups', () => {
  it('is fixed for those it knows, and by name for others, which follow', () => {
    const ids = ['zoom', 'scale', 'correspondence', 'affine', 'rotation'].map((id) => ({ id }));
    expect(inGroupOrder(ids).map(({ id }) => id)).toEqual([
      'rotation',
      'scale',
      'correspondence',
      'affine',
      'zoom',
    ]);
  });
});
