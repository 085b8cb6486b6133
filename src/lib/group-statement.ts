import type { Family, GroupName } from '../../pipeline/records/index.ts';

/** What membership of a family says as a formula, to follow the words of `orbitClaim`. */
export interface GroupStatement {
  /** What to call the group, after an article. */
  readonly group: string;
  /** The symbol that the formula is about, and what it stands for. */
  readonly symbol: string;
  readonly meaning: string;
  /** TeX. */
  readonly formula: string;
  /** For what the formula holds; TeX between dollar signs. */
  readonly where: string;
}

const member = { symbol: 'r_a', meaning: 'the response of the member with element' } as const;

const statements: Readonly<Record<GroupName, GroupStatement>> = {
  rotation: {
    group: 'rotation group',
    ...member,
    formula: String.raw`r_a(g\cdot x) \;=\; r_{g^{-1}a}(x)`,
    where: 'for every turn $g$ and picture $x.$',
  },
  hue: {
    group: 'hue group',
    ...member,
    formula: String.raw`r_a(\eta\cdot x) \;=\; r_{a-\eta}(x)`,
    where: 'for every shift of hue $\\eta$ and picture $x.$',
  },
  reflection: {
    group: 'group of the mirror',
    symbol: 'r_1,\\, r_2',
    meaning: 'the responses of the two units and',
    formula: String.raw`\begin{aligned} r_2(s\cdot x) &= r_1(x)\\ r_1(s\cdot x) &= r_2(x) \end{aligned}`,
    where: 'for every picture $x.$',
  },
  'hue-rotation': {
    group: 'hue-rotation group',
    symbol: 'r_{(h,\\,t)}',
    meaning: 'the response of the member with hue and turn',
    formula: String.raw`\begin{gathered} r_{(h,\,t)}\bigl((\eta,\varrho)\cdot x\bigr) \\ =\; r_{(h-\eta,\;t-\varrho)}(x),\\ (h+180^\circ,\,t+180^\circ) \sim (h,\,t) \end{gathered}`,
    where: 'for every shift of hue $\\eta$, turn $\\varrho$ and picture $x.$',
  },
  scale: {
    group: 'partial action of scale',
    ...member,
    formula: String.raw`r_a(\lambda\cdot x) \;=\; r_{a/\lambda}(x)`,
    where: 'for every magnification $\\lambda$ and picture $x,$ where both sizes have a unit.',
  },
  correspondence: {
    group: 'correspondence',
    symbol: String.raw`W_{c\to a}`,
    meaning: 'the weights from a unit to a member and partners written',
    formula: String.raw`W_{c\to a} \;\approx\; W_{\pi(c)\to\pi(a)}`,
    where: 'for every unit $c$ of the layer below.',
  },
};

const argument: Readonly<Partial<Record<GroupName, string>>> = {
  reflection: 's',
  'hue-rotation': '(h,\\,t),',
  correspondence: '\\pi,',
};

/** The statement for a family's group, with the symbol that its meaning ends in. */
export const groupStatement = ({
  group,
}: Pick<Family, 'group'>): GroupStatement & {
  readonly argument: string;
  readonly after: string;
} => ({
  ...statements[group],
  argument: argument[group] ?? 'a,',
  after: group === 'reflection' ? 'the exchange of left and right,' : '',
});

/** What a period shorter than a full turn means; nothing for a full turn. */
export const periodNote = (family: Family): string =>
  family.group === 'rotation' && family.period < 360
    ? `The feature is the same again after ${String(family.period)}°, so elements are counted modulo ${String(family.period)}°.`
    : '';
