import { describe, expect, it } from 'vitest';
import { answerHue, answerHueRotation } from '../../pipeline/atlas/claims/answer-colour.ts';
import { answerUniversality } from '../../pipeline/atlas/claims/answer-general.ts';
import { answerExotic, answerReflection } from '../../pipeline/atlas/claims/answer-mirrored.ts';
import {
  answerRotation,
  answerRotationModulo,
} from '../../pipeline/atlas/claims/answer-rotation.ts';
import { answerScale } from '../../pipeline/atlas/claims/answer-scale.ts';
import {
  answerParameterBound,
  remainingShare,
} from '../../pipeline/atlas/claims/parameter-bound.ts';
import type { Claim } from '../../pipeline/records/claim.ts';
import { claimRecords, coverageOf, madeCircuit, madeFamily } from '../support/claim-records.ts';

const numberOf = ({ numbers }: Pick<Claim, 'numbers'>, what: string) =>
  numbers.find((number) => number.what === what)?.value;

describe('the claim of rotation', () => {
  const curves = madeFamily('AA00');
  const frequencies = madeFamily('AA01', { name: 'high-low frequency', alias: 'b' });

  it('is reproduced by curves and high-low frequency around the circle, partly by one of them', () => {
    const both = answerRotation(claimRecords({ families: [curves, frequencies] }));
    expect(both.verdict).toBe('reproduced');
    expect(both.evidence).toEqual(['AA00', 'AA01']);
    expect(both.finding).toContain('Of curves: 1 family in c');
    expect(answerRotation(claimRecords({ families: [curves] })).verdict).toBe('partly');
    expect(answerRotation(claimRecords()).verdict).toBe('not reproduced');
  });

  it.each([
    ['is not supported', { verdict: 'not supported' }],
    ['has a wide gap', { largestGap: 91 }],
    ['has three members', { members: 3, largestGap: 80 }],
    ['repeats after half a turn', { period: 180 }],
  ] as const)('does not count a family that %s', (_, flaw) => {
    const flawed = madeFamily('AA02', { name: 'high-low frequency', ...flaw });
    expect(answerRotation(claimRecords({ families: [curves, flawed] })).verdict).toBe('partly');
  });
});

describe('the claim of rotation modulo half a turn', () => {
  it('wants a period of 180° and one of 90°', () => {
    const half = madeFamily('AA00', { name: 'edges', period: 180 });
    const quarter = madeFamily('AA01', { name: 'gratings', period: 90 });
    const verdict = (...families: (typeof half)[]) =>
      answerRotationModulo(claimRecords({ families })).verdict;
    expect(verdict(half, quarter)).toBe('reproduced');
    expect([verdict(half), verdict(quarter), verdict()]).toEqual([
      'partly',
      'partly',
      'not reproduced',
    ]);
    expect(verdict(madeFamily('AA02', { name: 'curves', period: 180 }))).toBe('not reproduced');
  });
});

describe('the claim of scale', () => {
  const chain = (tag: string, name: string, layers: string[]) =>
    madeFamily(tag, {
      group: 'scale',
      name,
      members: layers.length,
      with: {
        layer: layers.map((alias) => `layer-${alias}`),
        steps: layers.slice(1).map(() => ({ factor: 2 })),
      },
    });

  it('wants circles at three sizes, and takes pairs or other features for a part', () => {
    const verdict = (...families: ReturnType<typeof chain>[]) =>
      answerScale(claimRecords({ families })).verdict;
    expect(verdict(chain('AA00', 'circles', ['a', 'b', 'c']))).toBe('reproduced');
    expect(verdict(chain('AA00', 'circles', ['a', 'b']))).toBe('partly');
    expect(verdict(chain('AA00', 'edges', ['a', 'b', 'c']))).toBe('partly');
    expect(verdict()).toBe('not reproduced');
  });

  it('says that the order of the layers is not tested', () => {
    const families = [chain('AA00', 'circles', ['a', 'b', 'c'])];
    expect(answerScale(claimRecords({ families })).finding).toContain('assumed and not tested');
  });
});

describe('the claims of colour', () => {
  const centres = (tag: string, alias: string, made = {}) =>
    madeFamily(tag, { group: 'hue', name: 'colour centre-surround', alias, ...made });

  it('follow hue to about the eighth layer', () => {
    const verdict = (...families: ReturnType<typeof centres>[]) =>
      answerHue(claimRecords({ families })).verdict;
    expect(verdict(centres('AA00', 'a'), centres('AA01', 'g'))).toBe('reproduced');
    expect(verdict(centres('AA00', 'a'), centres('AA01', 'd'))).toBe('partly');
    expect(verdict(centres('AA00', 'a'), centres('AA01', 'k'))).toBe('partly');
    const near = { members: 3, with: { members: [{ element: 0 }, { element: 90 }] } };
    expect(verdict(centres('AA00', 'a', near), centres('AA01', 'g', near))).toBe('partly');
    expect(verdict(centres('AA00', 'a', near))).toBe('not reproduced');
    expect(verdict()).toBe('not reproduced');
  });

  it('count units of coloured centres by layer', () => {
    const families = [centres('AA00', 'a', { members: 5 }), centres('AA01', 'g', { members: 7 })];
    const answer = answerHue(claimRecords({ families }));
    expect(numberOf(answer, 'units in these families · a')).toBe(5);
    expect(numberOf(answer, 'units in these families · g')).toBe(7);
  });

  const torus = (elements: [number, number][], coupling = [0.5, -0.4, -0.3]) =>
    madeFamily('AA00', {
      group: 'hue-rotation',
      with: { members: elements.map((element, unit) => ({ unit, element, coupling })) },
    });

  it('take a pair that half a turn of both identifies for no variation', () => {
    const verdict = (family: ReturnType<typeof torus>) =>
      answerHueRotation(claimRecords({ families: [family] })).verdict;
    expect(
      verdict(
        torus([
          [0, 0],
          [90, 90],
        ]),
      ),
    ).toBe('reproduced');
    expect(
      verdict(
        torus([
          [0, 0],
          [180, 180],
        ]),
      ),
    ).toBe('partly');
    const uncoupled = torus(
      [
        [0, 0],
        [90, 90],
      ],
      [0.5, 0.1, -0.3],
    );
    expect(verdict(uncoupled)).toBe('partly');
  });
});

describe('the claim of reflection', () => {
  const shares = (first: number, middle: number, last: number) =>
    claimRecords({
      coverage: [...'abcdefghijk'].map((alias, i) =>
        coverageOf(alias, { reflection: [first, middle, last][Math.floor((3 * i) / 11)]! }),
      ),
    });

  it('compares the middle third of the layers with the others', () => {
    expect(answerReflection(shares(2, 8, 4)).verdict).toBe('reproduced');
    expect(answerReflection(shares(10, 8, 4)).verdict).toBe('partly');
    expect(answerReflection(shares(10, 0, 4)).verdict).toBe('not reproduced');
  });

  it('also gives the share of the units that mirroring changes', () => {
    const answer = answerReflection(shares(2, 8, 4));
    expect(numberOf(answer, 'units that mirroring changes · e')).toBe(80);
    expect(answer.finding).toContain('10% of the middle third');
  });
});

describe('the claim of variation that is no transformation', () => {
  it('is never wholly reproduced', () => {
    const pair = (verdict: 'correspondence' | 'not supported') =>
      madeFamily('AA00', {
        group: 'correspondence',
        verdict,
        with: { match: { incoming: 0.5, outgoing: 0.4 } },
      });
    const verdict = (family: ReturnType<typeof pair>) =>
      answerExotic(claimRecords({ families: [family] })).verdict;
    expect([verdict(pair('correspondence')), verdict(pair('not supported'))]).toEqual([
      'partly',
      'not reproduced',
    ]);
    expect(answerExotic(claimRecords()).verdict).toBe('not reproduced');
  });
});

describe('the general claims', () => {
  it('make no rule of one model', () => {
    const families = [madeFamily('AA00')];
    const other = { id: 'universality', model: 'other', verdict: 'partly' } as Claim;
    const shuffled = claimRecords().controls.shuffled;
    const noisy = { shuffled: { ...shuffled, falseDiscoveryRate: 0.2 } };
    expect(answerUniversality(claimRecords({ families })).verdict).toBe('partly');
    expect(answerUniversality(claimRecords({ families, others: [other] })).verdict).toBe(
      'reproduced',
    );
    const against = { ...other, verdict: 'not reproduced' } as Claim;
    expect(answerUniversality(claimRecords({ families, others: [against] })).verdict).toBe(
      'partly',
    );
    expect(answerUniversality(claimRecords({ families, controls: noisy })).verdict).toBe(
      'not reproduced',
    );
  });

  it('work out the bound on parameters', () => {
    expect(remainingShare(0, 16)).toBe(1);
    expect(remainingShare(1, 1)).toBe(1);
    // Half of the units in sixteen copies: 1 − 15/16 · 1/4.
    expect(remainingShare(0.5, 16)).toBe(0.765625);
    const families = [madeFamily('AA00', { members: 4 })];
    const coverage = [coverageOf('c', { rotation: 50 })];
    const answer = answerParameterBound(claimRecords({ families, coverage }));
    expect(numberOf(answer, 'remaining share · c')).toBe(81.25);
    expect(answer.verdict).toBe('partly');
  });

  it('call the bound reproduced only where tied weights would do', () => {
    const circuit = (r2: number) =>
      madeCircuit('CC00', {
        ...{ group: 'rotation', form: 'equivariant→equivariant', r2 },
        ...{ from: ['b', 'AA00'], to: ['c', 'AA01'] },
      });
    const verdict = (r2: number) =>
      answerParameterBound(claimRecords({ circuits: [circuit(r2)] })).verdict;
    expect([verdict(0.95), verdict(0.6)]).toEqual(['reproduced', 'partly']);
  });
});
