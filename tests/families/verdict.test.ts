import { describe, expect, it } from 'vitest';
import { judge, plural, verdictRules } from '../../pipeline/families/verdict.ts';

const share = { value: 0.3, least: 0.25, words: 'the share on held-out pictures' };
const sound = {
  qValue: 0.05,
  heldOut: [share, { value: 0.9, least: 0.5, words: 'the rate of hits' }],
  flaws: [],
  whole: 'every element is filled',
};

describe('the verdict', () => {
  it('is group action where nothing is missing, and says what is whole', () => {
    expect(judge(sound)).toEqual({
      verdict: 'group action',
      verdictReason: 'every element is filled',
    });
    expect(judge({ ...sound, heldOut: [{ ...share, value: 0.25 }] }).verdict).toBe('group action');
  });

  it('is partial with the list of flaws', () => {
    expect(judge({ ...sound, flaws: ['one is empty', 'one is weak'] })).toEqual({
      verdict: 'partial',
      verdictReason: 'one is empty; one is weak',
    });
  });

  it('is not supported above the false discovery rate, whatever else holds', () => {
    const { verdict, verdictReason } = judge({ ...sound, qValue: 0.051, flaws: ['a flaw'] });
    expect(verdict).toBe('not supported');
    expect(verdictReason).toContain('q value of 0.051');
    expect(verdictRules.falseDiscoveryRate).toBe(0.05);
  });

  it('is not supported where the held-out pictures do not bear it out', () => {
    for (const heldOut of [
      [{ ...share, value: 0.24 }, sound.heldOut[1]!],
      [sound.heldOut[1]!, { ...share, value: 0.24 }],
    ]) {
      const { verdict, verdictReason } = judge({ ...sound, heldOut });
      expect(verdict).toBe('not supported');
      expect(verdictReason).toBe('the share on held-out pictures is 0.24 only, below 0.25');
    }
  });
});

it('counts in words agree with the number', () => {
  expect([1, 2].map((count) => plural(count, 'member'))).toEqual(['1 member', '2 members']);
});
