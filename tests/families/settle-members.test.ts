import { describe, expect, it } from 'vitest';
import { pairTable } from '../../pipeline/families/pair-correlation.ts';
import { meanTemplate, settleMembers } from '../../pipeline/families/settle-members.ts';
import { angularDifference } from '../../pipeline/numerics/circular.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { ANGLES, modulationsOf, randomTemplate, template } from './synthetic-units.ts';

const elements = [0, 45, 100, 160, 230, 300];
const random = new Random(12);
/** Units 0–5 are copies; 6 is one at 77°, 7 its opposite in sign, 8 and 9 are unrelated. */
const pairs = pairTable(
  modulationsOf([
    ...elements.map((element) => ({ shape: template, element })),
    { shape: template, element: 77 },
    { shape: (c: number, d: number) => 9 - template(c, d), element: 20 },
    { shape: randomTemplate(random), element: 0 },
    { shape: randomTemplate(random), element: 0 },
  ]),
  ANGLES,
);
const rules = { join: 0.64, stay: 0.5 };
const copies = [0, 1, 2, 3, 4, 5];

describe('settling the members of a candidate', () => {
  it('lets copies that synchronisation missed join at their element', () => {
    const settled = settleMembers(pairs, { members: copies, elements }, [6, 7, 8, 9], rules);
    expect(settled.members).toEqual([...copies, 6]);
    const relative = settled.elements[6]! - settled.elements[0]!;
    expect(Math.abs(angularDifference(relative, 77))).toBeLessThan(0.5);
  });

  it('lets a member leave that the others do not predict, for good', () => {
    const start = { members: [...copies, 8], elements: [...elements, 120] };
    const settled = settleMembers(pairs, start, [8, 9], rules);
    expect(settled.members).toEqual(copies);
    expect(settled.elements).toHaveLength(6);
  });

  it('comes to an end where a unit would join and leave for ever', () => {
    const restless = { join: 0.01, stay: 0.5 };
    const settled = settleMembers(pairs, { members: copies, elements }, [8, 9], restless);
    expect(settled.members).toEqual(copies);
  });

  it('takes nobody who is not free, and changes nothing of its input', () => {
    const start = { members: [...copies], elements: [...elements] };
    expect(settleMembers(pairs, start, [], rules).members).toEqual(copies);
    expect(start).toEqual({ members: copies, elements });
  });

  it('asks as much as the rules do', () => {
    const strict = { join: 1.01, stay: 0.5 };
    expect(settleMembers(pairs, { members: copies, elements }, [6], strict).members).toEqual(
      copies,
    );
    const lax = { join: 0.64, stay: 0 };
    const start = { members: [...copies, 8], elements: [...elements, 120] };
    expect(settleMembers(pairs, start, [], lax).members).toContain(8);
  });
});

it('the mean template of aligned copies is the copy itself, at element 0', () => {
  const units = copies.map((i) => pairs.units[i]!);
  const mean = meanTemplate(units, elements, ANGLES);
  const overlap = mean.real.reduce(
    (sum, value, k) =>
      sum + value * units[0]!.real[k]! + mean.imaginary[k]! * units[0]!.imaginary[k]!,
    0,
  );
  expect(overlap).toBeCloseTo(1, 6);
});
