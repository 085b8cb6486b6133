import { describe, expect, it } from 'vitest';
import { judge, verdictRules } from '../../pipeline/families/verdict.ts';

const member = (r2: number) => ({ unit: 0, element: 0, gain: 1, r2 });
const sound = {
  members: [member(0.9), member(0.8), member(0.64)],
  r2LeaveOneOut: 0.78,
  holes: [],
  order: 8,
};

describe('the verdict', () => {
  it('is group action where every element is filled and every member predicted', () => {
    const { verdict, verdictReason } = judge(sound, 0.05);
    expect(verdict).toBe('group action');
    expect(verdictReason).toContain('every element of C_8 is filled');
  });

  it('is partial for a hole, a weak member, or both, with the reason in numbers', () => {
    expect(judge({ ...sound, holes: [45] }, 0.01)).toEqual({
      verdict: 'partial',
      verdictReason: '1 element of C_8 is empty',
    });
    const weak = [member(0.9), member(0.639), member(0.6)];
    expect(judge({ ...sound, members: weak }, 0.01)).toEqual({
      verdict: 'partial',
      verdictReason: '2 members of 3 are predicted with R² below 0.64',
    });
    expect(judge({ ...sound, members: weak, holes: [45, 90] }, 0.01).verdictReason).toBe(
      '2 elements of C_8 are empty; 2 members of 3 are predicted with R² below 0.64',
    );
  });

  it('is not supported above the false discovery rate, whatever else holds', () => {
    const { verdict, verdictReason } = judge(sound, 0.051);
    expect(verdict).toBe('not supported');
    expect(verdictReason).toContain('q value of 0.051');
    expect(verdictRules.falseDiscoveryRate).toBe(0.05);
  });

  it('is not supported where the others predict less than half', () => {
    const { verdict, verdictReason } = judge({ ...sound, r2LeaveOneOut: 0.49 }, 0.001);
    expect(verdict).toBe('not supported');
    expect(verdictReason).toContain('R² 0.49 only');
    expect(judge({ ...sound, r2LeaveOneOut: 0.5 }, 0.001).verdict).toBe('group action');
  });
});
