import { explainedForm, quadraticForm, solveRidge } from '../numerics/least-squares.ts';
import type { Ring } from './kernel-rings.ts';
import type { KernelTable } from './kernel-table.ts';
import { squaredError, type FitRules } from './motif-fit.ts';

export type TurningRules = Pick<FitRules, 'harmonics' | 'ridge'>;

const RADIANS = Math.PI / 180;

/** Kernels of many single units with the same family, laid out for fits one unit at a time. */
export interface TurningLayout {
  readonly singles: number;
  readonly members: number;
  readonly parameters: number;
  readonly rings: readonly {
    /** Harmonics of φ − element that the family's period allows. */
    readonly orders: readonly number[];
    readonly angles: readonly number[];
    /** Σ over positions of K cos n φ and K sin n φ: by order, [single, member]. */
    readonly real: readonly Float64Array[];
    readonly imaginary: readonly Float64Array[];
    /** Σ of K², [single, member]. */
    readonly power: Float64Array;
  }[];
  /** Σ of squares about the single unit's mean kernel. */
  readonly variance: Float64Array;
}

/** @param moved the end of the table that holds the family */
export function turningLayout(
  { size, sources, targets, values }: KernelTable,
  moved: 'sources' | 'targets',
  rings: readonly Ring[],
  period: number,
  { harmonics }: TurningRules,
): TurningLayout {
  const area = size * size;
  const [singles, members] = moved === 'targets' ? [sources, targets] : [targets, sources];
  const at = (single: number, member: number): number =>
    area * (moved === 'targets' ? member * sources + single : single * sources + member);
  const variance = new Float64Array(singles);
  for (let single = 0; single < singles; single++) {
    for (let place = 0; place < area; place++) {
      let sum = 0;
      let squares = 0;
      for (let member = 0; member < members; member++) {
        const value = values[at(single, member) + place]!;
        sum += value;
        squares += value * value;
      }
      variance[single] = variance[single]! + squares - (sum * sum) / members;
    }
  }
  const laid = rings.map(({ radius, places }) => {
    const orders = Array.from(
      { length: radius === 0 ? 1 : harmonics.position + 1 },
      (_, n) => n,
    ).filter((n) => n % (360 / period) === 0);
    const real = orders.map(() => new Float64Array(singles * members));
    const imaginary = orders.map(() => new Float64Array(singles * members));
    const power = new Float64Array(singles * members);
    for (let single = 0; single < singles; single++) {
      for (let member = 0; member < members; member++) {
        const start = at(single, member);
        const to = single * members + member;
        for (const { index, angle } of places) {
          const value = values[start + index]!;
          power[to] = power[to]! + value * value;
          orders.forEach((n, k) => {
            real[k]![to] = real[k]![to]! + value * Math.cos(n * angle * RADIANS);
            imaginary[k]![to] = imaginary[k]![to]! + value * Math.sin(n * angle * RADIANS);
          });
        }
      }
    }
    return { orders, angles: places.map(({ angle }) => angle), real, imaginary, power };
  });
  const parameters = laid.reduce((sum, { orders }) => sum + termCount(orders), 0);
  return { singles, members, parameters, rings: laid, variance };
}

/** cos and sin of every order, of order 0 the cosine alone. */
function termCount(orders: readonly number[]): number {
  return orders.reduce((sum, n) => sum + (n === 0 ? 1 : 2), 0);
}

export interface TurningFit {
  /** Per single unit, Σ of squares that the turned template misses. */
  readonly missed: Float64Array;
  /** Variance about the single unit's mean kernel less what is missed. */
  readonly gain: Float64Array;
}

/**
 * Fits to every single unit's kernels one template turned by the members' elements: on every ring a
 * sum of cos and sin of n (φ − element). What is returned takes the elements in any order, as nulls
 * need them: sums over all members do not depend on it.
 */
export function turningFit(
  layout: TurningLayout,
  elements: readonly number[],
  { ridge }: TurningRules,
): (ordered: readonly number[]) => TurningFit {
  const forms = layout.rings.map(({ orders, angles }) => {
    const size = termCount(orders);
    const gram = new Float64Array(size * size);
    for (const element of elements) addGram(gram, orders, angles, element);
    return explainedForm(gram, size, ridge);
  });
  return (ordered) => {
    const missed = new Float64Array(layout.singles);
    layout.rings.forEach((ring, r) => {
      const phases = phasesOf(ring.orders, ordered);
      const right = new Float64Array(termCount(ring.orders));
      for (let single = 0; single < layout.singles; single++) {
        right.fill(0);
        let squares = 0;
        for (let member = 0; member < layout.members; member++) {
          addRight(right, ring, phases, single * layout.members + member, member);
          squares += ring.power[single * layout.members + member]!;
        }
        missed[single] = missed[single]! + squares - quadraticForm(forms[r]!, right);
      }
    });
    return { missed, gain: layout.variance.map((value, i) => value - missed[i]!) };
  };
}

/** Per single unit, Σ of squares missed when every member's kernel is predicted from the others. */
export function missedLeftOut(
  layout: TurningLayout,
  elements: readonly number[],
  { ridge }: TurningRules,
): Float64Array {
  const missed = new Float64Array(layout.singles);
  for (const ring of layout.rings) {
    const size = termCount(ring.orders);
    const phases = phasesOf(ring.orders, elements);
    const total = new Float64Array(size * size);
    for (const element of elements) addGram(total, ring.orders, ring.angles, element);
    elements.forEach((element, left) => {
      const own = new Float64Array(size * size);
      addGram(own, ring.orders, ring.angles, element);
      const gram = total.map((value, i) => value - own[i]!);
      for (let single = 0; single < layout.singles; single++) {
        const right = new Float64Array(size);
        const test = new Float64Array(size);
        for (let member = 0; member < layout.members; member++) {
          const at = single * layout.members + member;
          addRight(member === left ? test : right, ring, phases, at, member);
        }
        const power = ring.power[single * layout.members + left]!;
        const weights = solveRidge(gram, right, ridge);
        missed[single] = missed[single]! + squaredError({ gram: own, right: test, power }, weights);
      }
    });
  }
  return missed;
}

type Phases = readonly { readonly cosines: Float64Array; readonly sines: Float64Array }[];

function phasesOf(orders: readonly number[], elements: readonly number[]): Phases {
  return orders.map((n) => ({
    cosines: Float64Array.from(elements, (e) => Math.cos(n * e * RADIANS)),
    sines: Float64Array.from(elements, (e) => Math.sin(n * e * RADIANS)),
  }));
}

/** Adds a kernel's products with cos and sin of n (φ − element). */
function addRight(
  right: Float64Array,
  { orders, real, imaginary }: TurningLayout['rings'][number],
  phases: Phases,
  at: number,
  member: number,
): void {
  let term = 0;
  for (let k = 0; k < orders.length; k++) {
    const cosine = phases[k]!.cosines[member]!;
    const sine = phases[k]!.sines[member]!;
    const x = real[k]![at]!;
    const y = imaginary[k]![at]!;
    right[term] = right[term]! + x * cosine + y * sine;
    term++;
    if (orders[k] === 0) continue;
    right[term] = right[term]! + y * cosine - x * sine;
    term++;
  }
}

function addGram(
  gram: Float64Array,
  orders: readonly number[],
  angles: readonly number[],
  element: number,
): void {
  const size = termCount(orders);
  const values = new Float64Array(size);
  for (const angle of angles) {
    let term = 0;
    for (const n of orders) {
      const phase = n * (angle - element) * RADIANS;
      values[term++] = Math.cos(phase);
      if (n > 0) values[term++] = Math.sin(phase);
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        gram[i * size + j] = gram[i * size + j]! + values[i]! * values[j]!;
      }
    }
  }
}
