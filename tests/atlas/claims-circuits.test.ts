import { describe, expect, it } from 'vitest';
import {
  answerColourAndGrey,
  answerHighLow,
} from '../../pipeline/atlas/claims/answer-factor-circuits.ts';
import {
  answerDogHead,
  answerHumanAnimal,
  headLayers,
} from '../../pipeline/atlas/claims/answer-mirrored-circuits.ts';
import {
  answerContrastLine,
  answerCurveCurve,
  answerHueHue,
} from '../../pipeline/atlas/claims/answer-relative-circuits.ts';
import {
  answerContrastCentre,
  answerCurveCircle,
  answerLineCircle,
} from '../../pipeline/atlas/claims/answer-round-circuits.ts';
import type { AnswerClaim } from '../../pipeline/atlas/claims/claim-records.ts';
import type { Circuit } from '../../pipeline/records/index.ts';
import {
  claimRecords,
  coverageOf,
  madeBin,
  madeCircuit,
  madeFamily,
  madeFit,
  madeUnit,
} from '../support/claim-records.ts';

const all: readonly (readonly [string, AnswerClaim])[] = [
  ['high-low', answerHighLow],
  ['contrast-center', answerContrastCentre],
  ['bw-color', answerColourAndGrey],
  ['line-circle', answerLineCircle],
  ['curve-circle', answerCurveCircle],
  ['human-animal', answerHumanAnimal],
  ['dog-head', answerDogHead],
  ['hue-hue', answerHueHue],
  ['curve-curve', answerCurveCurve],
  ['contrast-line', answerContrastLine],
];
const moving = { group: 'rotation', form: 'equivariant→equivariant' } as const;
const inward = { group: 'rotation', form: 'invariant→equivariant' } as const;
const outward = { group: 'rotation', form: 'equivariant→invariant' } as const;

describe('a claim of a circuit', () => {
  it.each(all)('is not testable where no circuit was measured: %s', (_, answer) => {
    expect(answer(claimRecords()).verdict).toBe('not testable here');
  });

  const curves = [madeFamily('AA00', { alias: 'b' }), madeFamily('AA01', { alias: 'c' })];
  const wired = { ...moving, from: ['b', 'AA00'], to: ['c', 'AA01'] } as const;

  it('is not testable where other circuits were fitted only', () => {
    const answer = answerHighLow(claimRecords({ families: curves, scan: [madeFit(wired)] }));
    expect(answer.verdict).toBe('not testable here');
    expect(answer.finding).toContain('Among 1 fits');
  });

  it('is not reproduced where all that was fitted failed, and names the best', () => {
    const scan = [madeFit({ ...wired, r2: -0.2 }), madeFit({ ...wired, r2: 0.12 }, null, 0.31)];
    const answer = answerCurveCurve(claimRecords({ families: curves, scan }));
    expect(answer.verdict).toBe('not reproduced');
    expect(answer.finding).toMatch(
      /curves of b \(6 units\) → curves of c .* has .*a q value of 0\.31 \(at most 0\.05 is asked\)/,
    );
    expect(answer.evidence).toEqual(['AA00', 'AA01']);
  });

  it('does not count a circuit that another motif fits better, nor one of unsupported families', () => {
    const circuits = [madeCircuit('CC00', { ...wired, motif: 'invariant→equivariant' })];
    const scan = [madeFit(wired, 'CC00', 0.01)];
    const answer = answerCurveCurve(claimRecords({ families: curves, circuits, scan }));
    expect(answer.verdict).toBe('not reproduced');
    expect(answer.finding).toContain('another motif');
    const families = [curves[0]!, madeFamily('AA01', { alias: 'c', verdict: 'not supported' })];
    const passed = [madeCircuit('CC00', wired)];
    expect(answerCurveCurve(claimRecords({ families, circuits: passed, scan })).verdict).toBe(
      'not testable here',
    );
  });
});

describe('circuits between two families', () => {
  const between = (
    answer: AnswerClaim,
    families: readonly [ReturnType<typeof madeFamily>, ReturnType<typeof madeFamily>],
    profile: Circuit['profile'],
    group: 'rotation' | 'hue' = 'rotation',
    coverage = [coverageOf('c')],
  ) => {
    const wired = { ...moving, group, from: ['b', 'AA00'], to: ['c', 'AA01'] } as const;
    const circuits = [madeCircuit('CC00', { ...wired, with: { profile } })];
    return answer(claimRecords({ families, circuits, coverage }));
  };
  const curves = [madeFamily('AA00', { alias: 'b' }), madeFamily('AA01')] as const;

  it('of curves must excite at 0° and inhibit at 180°, by their intervals', () => {
    const verdict = (...profile: Circuit['profile']) =>
      between(answerCurveCurve, curves, profile).verdict;
    expect(verdict(madeBin(0, 0.5), madeBin(180, -0.2))).toBe('reproduced');
    expect(verdict(madeBin(0, 0.5), madeBin(180, -0.05))).toBe('partly');
    expect(verdict(madeBin(0, 0.5), madeBin(180, -0.2, 2))).toBe('partly');
    expect(verdict(madeBin(30, 0.5), madeBin(180, -0.2))).toBe('partly');
  });

  it('of hues must excite, inhibit nearby, and do nothing far away', () => {
    const hue = { group: 'hue', name: 'colour centre-surround' } as const;
    const centres = [madeFamily('AA00', { ...hue, alias: 'b' }), madeFamily('AA01', hue)] as const;
    const answer = (...profile: Circuit['profile']) =>
      between(answerHueHue, centres, profile, 'hue');
    const [same, near, far] = [madeBin(0, 0.5), madeBin(-60, -0.2), madeBin(150, 0.03)];
    expect(answer(same, near, far).verdict).toBe('reproduced');
    expect(answer(same, near, far).numbers.map(({ value }) => value)).toEqual(
      expect.arrayContaining([0.5, -0.2, 0.03]),
    );
    expect(answer(same, madeBin(60, 0.2), far).verdict).toBe('partly');
    expect(answer(same, near, madeBin(150, -0.3)).verdict).toBe('partly');
    expect(answer(same, near).verdict).toBe('partly');
  });

  it('from contrast to lines must excite across, inhibit along, and end in units blind to hue', () => {
    const contrast = madeFamily('AA00', { group: 'hue-rotation', alias: 'b' });
    const lines = madeFamily('AA01', { name: 'lines', period: 180 });
    const verdict = (profile: Circuit['profile'], blind: number[]) =>
      between(answerContrastLine, [contrast, lines], profile, 'rotation', [
        coverageOf('c', {}, blind),
      ]).verdict;
    const profile = [madeBin(180, 0.4), madeBin(-90, -0.3)];
    expect(verdict(profile, [1, 2])).toBe('reproduced');
    expect(verdict(profile, [])).toBe('partly');
    expect(verdict([madeBin(90, 0.4), madeBin(0, -0.3)], [1, 2])).toBe('partly');
  });
});

describe('circuits into single units', () => {
  const lines = madeFamily('AA00', { name: 'lines', alias: 'b', period: 180 });
  const curves = madeFamily('AA01', { alias: 'b' });
  const passports = [
    madeUnit('c', 1, { circle: 9, line: 1 }),
    madeUnit('c', 2, { circle: 1, line: 9 }),
    madeUnit('d', 1, { circle: 9, line: 1 }),
    madeUnit('d', 2, { circle: 1, line: 9 }),
  ];

  it('make a circle where a target prefers it', () => {
    const verdict = (units: number[]) =>
      answerLineCircle(
        claimRecords({
          families: [lines],
          circuits: [
            madeCircuit('CC00', { ...outward, from: ['b', 'AA00'], to: ['c', null], units }),
          ],
          units: passports,
        }),
      ).verdict;
    expect(verdict([2, 1])).toBe('reproduced');
    expect(verdict([2])).toBe('partly');
    expect(verdict([77])).toBe('partly');
  });

  it('make circles of curves between two pairs of layers', () => {
    const circuit = (tag: string, to: string) =>
      madeCircuit(tag, { ...outward, from: ['b', 'AA01'], to: [to, null], units: [1] });
    const answer = (...circuits: Circuit[]) =>
      answerCurveCircle(claimRecords({ families: [curves], circuits, units: passports }));
    const [first, second] = [circuit('CC00', 'c'), circuit('CC01', 'd')];
    expect(answer(first, second).verdict).toBe('reproduced');
    expect(answer(first, second).evidence).toEqual(['CC00', 'CC01', 'AA01']);
    expect(answer(first, circuit('CC02', 'c')).verdict).toBe('partly');
  });

  it('make coloured centres of colour contrast only', () => {
    const from = ['b', 'AA02'] as const;
    const circuits = [madeCircuit('CC00', { ...outward, from, to: ['c', null] })];
    const units = [madeUnit('c', 1, { 'colour centre-surround': 9, line: 1 }), passports[1]!];
    const verdict = (family: ReturnType<typeof madeFamily>) =>
      answerContrastCentre(claimRecords({ families: [family], circuits, units })).verdict;
    expect(verdict(madeFamily('AA02', { group: 'hue-rotation', alias: 'b' }))).toBe('reproduced');
    expect(verdict(madeFamily('AA02', { name: 'colour contrast', alias: 'b' }))).toBe('reproduced');
    expect(verdict(madeFamily('AA02', { name: 'edges', alias: 'b' }))).toBe('not testable here');
  });

  it('compare the pattern into centres with that of high-low frequency, turned to fit best', () => {
    const grid = (weight: (x: number, y: number) => number): number[][] =>
      Array.from({ length: 7 }, (_, y) =>
        Array.from(
          { length: 7 },
          (_, x) => weight(x - 3, y - 3) * Math.exp(-Math.hypot(x - 3, y - 3)),
        ),
      );
    const half = { units: [{ unit: 1, loading: 1 }], explained: 0.5 };
    const factors = [
      { ...half, kernel: grid((x) => x) },
      { ...half, kernel: grid((x) => -x) },
    ];
    const compared = (pattern: number[][]) =>
      answerContrastCentre(
        claimRecords({
          families: [
            madeFamily('AA02', { group: 'hue-rotation', alias: 'b' }),
            madeFamily('AA03', { name: 'high-low frequency', alias: 'c' }),
          ],
          circuits: [
            madeCircuit('CC00', { ...outward, from: ['b', 'AA02'], to: ['c', null] }),
            madeCircuit('CC01', {
              ...inward,
              ...{ from: ['b', null], to: ['c', 'AA03'], with: { factors } },
            }),
          ],
          units: [madeUnit('c', 1, { 'colour centre-surround': 9 })],
          alignedMean: (circuit) => (circuit === 'CC00' ? pattern : undefined),
        }),
      );
    const number = (answer: ReturnType<typeof compared>) =>
      answer.numbers.find(({ what }) => what.startsWith('correlation of its pattern'))!.value;
    const turned = compared(grid((_, y) => y));
    expect(number(turned)).toBeGreaterThan(0.95);
    expect(turned.verdict).toBe('reproduced');
    expect(turned.evidence).toContain('CC01');
    const other = compared(grid((x, y) => x * x + y * y));
    expect(Math.abs(number(other))).toBeLessThan(0.1);
    expect(other.verdict).toBe('partly');
  });
});

describe('circuits with factors', () => {
  const family = madeFamily('AA00', { name: 'high-low frequency' });
  const factor = (unit: number, kernel: number[][]): Circuit['factors'][number] => ({
    units: [{ unit, loading: 1 }],
    explained: 0.6,
    kernel,
  });
  const left = [[1, 0, -1]];
  const right = [[-1, 0, 1]];
  const answer = (factors: Circuit['factors'], wavelengths: [number, number]) =>
    answerHighLow(
      claimRecords({
        families: [family],
        circuits: [
          madeCircuit('CC00', {
            ...inward,
            ...{ from: ['b', null], to: ['c', 'AA00'], with: { factors } },
          }),
        ],
        units: wavelengths.map((wave, i) => madeUnit('b', i + 1, { grating: 5 }, wave)),
      }),
    );

  it('must oppose each other and differ in frequency', () => {
    const opposed = [factor(1, left), factor(2, right)];
    expect(answer(opposed, [4, 12]).verdict).toBe('reproduced');
    expect(answer(opposed, [4, 5]).verdict).toBe('partly');
    expect(answer([factor(1, left), factor(2, left)], [4, 12]).verdict).toBe('partly');
    expect(answer([factor(1, left)], [4, 12]).verdict).toBe('partly');
  });

  it('say so where the frequencies cannot be told', () => {
    const unknown = answer([factor(8, left), factor(9, right)], [4, 12]);
    expect(unknown.verdict).toBe('partly');
    expect(unknown.finding).toContain('Missing: which frequencies the factors pass');
  });
});

describe('the chain of colour and grey', () => {
  const chain = (name: string) => {
    const families = [madeFamily('AA00', { name })];
    const into = { ...inward, from: ['b', null], to: ['c', 'AA00'] } as const;
    const out = { ...outward, from: ['c', 'AA00'], to: ['d', null] } as const;
    const circuits = [madeCircuit('CC00', into), madeCircuit('CC01', out)];
    const scan = [madeFit(into, 'CC00'), madeFit(out, 'CC01')];
    return { families, circuits, scan };
  };

  it('is at most half the claim', () => {
    const records = chain('colour contrast');
    const answer = answerColourAndGrey(claimRecords(records));
    expect(answer.verdict).toBe('partly');
    expect(answer.evidence).toEqual(['CC00', 'CC01', 'AA00']);
    const broken = { ...records, circuits: records.circuits.slice(1) };
    expect(answerColourAndGrey(claimRecords(broken)).verdict).toBe('not reproduced');
  });

  it('does not pass through other features', () => {
    const answer = answerColourAndGrey(claimRecords(chain('curves')));
    expect(answer.verdict).toBe('not testable here');
    expect(answer.finding).toMatch(
      /Of the chains through families of other features \(1 of them\) the closest counterpart is single units of b → curves of c .*, then curves of c .* → single units of d .*; it fails in that what turns in it is not colour\.$/,
    );
    expect(answer.evidence.slice(0, 2)).toEqual(['CC00', 'CC01']);
  });
});

describe('mirrored circuits', () => {
  it('count between two fifths and four fifths of the depth, and never wholly', () => {
    expect([...headLayers(claimRecords())].map((name) => name.at(-1))).toEqual([...'efghi']);
    const pair = (alias: string) => madeFamily('AA00', { group: 'reflection', alias, members: 2 });
    const verdicts = (alias: string) => {
      const mirrored = { group: 'reflection', form: 'invariant→equivariant' } as const;
      const circuits = [
        madeCircuit('CC00', { ...mirrored, from: ['a', null], to: [alias, 'AA00'] }),
      ];
      const records = claimRecords({ families: [pair(alias)], circuits });
      return [answerHumanAnimal(records).verdict, answerDogHead(records).verdict];
    };
    expect(verdicts('f')).toEqual(['partly', 'not testable here']);
    expect(verdicts('b')).toEqual(['not testable here', 'not testable here']);
  });
});
