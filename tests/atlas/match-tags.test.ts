import { describe, expect, it } from 'vitest';
import { overlap, tagCircuits, tagFamilies } from '../../pipeline/atlas/match-tags.ts';
import type { TagRegister } from '../../pipeline/atlas/tags.ts';

const identity = (units: number[], layer = 'inception_3b/output') => ({
  layer,
  alias: layer === 'inception_3b/output' ? '3b' : '3a',
  group: 'rotation',
  units,
});

/** A family as it would stand in the records of the run before. */
function recorded({ tag, label }: { tag: string; label: string }, units: number[]) {
  return {
    tag,
    label,
    layer: 'inception_3b/output',
    group: 'rotation' as const,
    members: units.map((unit) => ({ unit, element: 0, gain: 1, r2: 1, tuning: [] })),
  };
}

const first = [1, 2, 3, 4];
const second = [10, 11, 12, 13, 14];

function start(): { register: TagRegister; earlier: ReturnType<typeof recorded>[] } {
  const { register, tags } = tagFamilies([], 'net', [identity(first), identity(second)], []);
  return { register, earlier: [recorded(tags[0]!, first), recorded(tags[1]!, second)] };
}

describe('tagFamilies', () => {
  it('numbers new families of a layer', () => {
    const { earlier, register } = start();
    expect(earlier.map(({ label }) => label)).toEqual(['net/3b/rotation/1', 'net/3b/rotation/2']);
    expect(new Set(earlier.map(({ tag }) => tag)).size).toBe(2);
    expect(register.every(({ status }) => status === 'current')).toBe(true);
  });

  it('leaves a family its tag while most of its units stay, in whatever order it is found', () => {
    const { register, earlier } = start();
    const again = tagFamilies(
      register,
      'net',
      [identity([10, 11, 12, 13, 15]), identity([1, 2, 3])],
      earlier,
    );
    expect(again.tags.map(({ tag }) => tag)).toEqual([earlier[1]!.tag, earlier[0]!.tag]);
    expect(again.register).toEqual(register);
  });

  it('gives a new tag and retires the old one where most units changed', () => {
    const { register, earlier } = start();
    const changed = tagFamilies(
      register,
      'net',
      [identity([1, 2, 50, 51, 52]), identity(second)],
      earlier,
    );
    expect(changed.tags[0]!.label).toBe('net/3b/rotation/3');
    const old = changed.register.find(({ tag }) => tag === earlier[0]!.tag)!;
    expect(old).toMatchObject({ status: 'retired', label: 'net/3b/rotation/1' });
    expect(old.reason).not.toBe('');
  });

  it('refuses to give new tags where the earlier records are missing', () => {
    const { register } = start();
    expect(() => tagFamilies(register, 'net', [identity(first)], [])).toThrow(
      /expected content\/atlas\/net\/families.json beside content\/tags.csv, found only tags/,
    );
    expect(tagFamilies(register, 'other', [identity(first)], []).tags).toHaveLength(1);
  });

  it('never passes a tag to another layer or to two families', () => {
    const { register, earlier } = start();
    const found = tagFamilies(
      register,
      'net',
      [identity(first, 'inception_3a/output'), identity(first), identity([1, 2, 3])],
      earlier,
    );
    const tags = found.tags.map(({ tag }) => tag);
    expect(tags[1]).toBe(earlier[0]!.tag);
    expect(new Set(tags).size).toBe(3);
  });
});

describe('tagCircuits', () => {
  it('tells a circuit by its families and retires one whose family is gone', () => {
    const { register } = start();
    const before = tagCircuits(register, 'net', [{ from: 'AAAA', to: 'BBBB' }]);
    const after = tagCircuits(before.register, 'net', [{ from: 'AAAA', to: 'CCCC' }]);
    expect(after.tags[0]!.tag).not.toBe(before.tags[0]!.tag);
    expect(after.register.filter(({ status }) => status === 'retired')).toHaveLength(1);
  });
});

describe('overlap', () => {
  it('is the Jaccard index', () => {
    expect(overlap([1, 2, 3], [2, 3, 4])).toBe(0.5);
    expect(overlap([1], [2])).toBe(0);
    expect(overlap([1, 2], [2, 1])).toBe(1);
  });
});
