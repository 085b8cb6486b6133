import { leadingEigenvector } from '../numerics/leading-eigenvector.ts';
import { correlationAt } from './cross-spectrum.ts';
import { elementDistance, tableAt, type CorrelationTable } from './correlation-table.ts';

/**
 * One element per member from the pairwise best elements g_ij ≈ a_j − a_i (angular synchronisation;
 * Singer, Appl. Comput. Harmon. Anal. 30, 2011): for each of a few characters χ that tell the elements of
 * the group apart, the phases of the leading eigenvector of S_ij χ(g_ij)* estimate χ(a_i); the element
 * is the one whose characters come closest.
 *
 * @param members places in the table
 * @returns elements of the grid, up to one common to all
 */
export function synchroniseElements(table: CorrelationTable, members: readonly number[]): number[] {
  const { grid, units, strength, best, spectrum } = table;
  const total = units.length;
  const n = members.length;
  const generators = separatingCharacters(table);
  const turnsOf = (harmonics: readonly number[], element: number): number => {
    const place = grid.coordinates(element);
    return harmonics.reduce((sum, k, a) => sum + (k * place[a]!) / grid.sizes[a]!, 0);
  };
  const phases = generators.map((c) => {
    const { harmonics } = spectrum.characters[c]!;
    const real = new Float64Array(n * n);
    const imaginary = new Float64Array(n * n);
    members.forEach((i, row) => {
      members.forEach((j, column) => {
        const height = row === column ? 1 : Math.max(0, strength[i * total + j]!);
        // The matrix that has χ(a_i) as eigenvector holds χ(a_i) χ(a_j)* = χ(g_ij)*.
        const angle =
          -2 * Math.PI * (row === column ? 0 : turnsOf(harmonics, best[i * total + j]!));
        real[row * n + column] = height * Math.cos(angle);
        imaginary[row * n + column] = row === column ? 0 : height * Math.sin(angle);
      });
    });
    return leadingEigenvector(real, imaginary).phases;
  });
  return members.map((_, i) => {
    let found = 0;
    let height = -Infinity;
    for (let e = 0; e < grid.order; e++) {
      const fit = generators.reduce((sum, c, g) => {
        const turns = turnsOf(spectrum.characters[c]!.harmonics, e);
        return sum + Math.cos(phases[g]![i]! - 2 * Math.PI * turns);
      }, 0);
      if (fit > height + 1e-9) [found, height] = [e, fit];
    }
    return table.coset[found]!;
  });
}

const separating = new WeakMap<CorrelationTable, number[]>();

/** Characters of lowest frequency that together take different values on different cosets. */
function separatingCharacters(table: CorrelationTable): number[] {
  const known = separating.get(table) ?? findSeparatingCharacters(table);
  separating.set(table, known);
  return known;
}

function findSeparatingCharacters({ spectrum, grid, coset }: CorrelationTable): number[] {
  const frequency = (c: number): number =>
    spectrum.characters[c]!.harmonics.reduce((sum, k) => sum + Math.abs(k), 0);
  const order = spectrum.characters.map((_, c) => c).sort((a, b) => frequency(a) - frequency(b));
  const cosets = [...new Set(coset)];
  const chosen: number[] = [];
  const classes = (): number =>
    new Set(
      cosets.map((e) =>
        chosen
          .map((c) => {
            const place = grid.coordinates(e);
            const turns = spectrum.characters[c]!.harmonics.reduce(
              (sum, k, a) => sum + (k * place[a]!) / grid.sizes[a]!,
              0,
            );
            return (turns - Math.floor(turns + 1e-9)).toFixed(6);
          })
          .join(),
      ),
    ).size;
  let known = 1;
  for (const c of order) {
    chosen.push(c);
    const now = classes();
    if (now > known) known = now;
    else chosen.pop();
    if (known === cosets.length) break;
  }
  return chosen;
}

/** Coordinate ascent on the grid: each member in turn moves to where it fits the others best. */
export function refineOnGrid(
  table: CorrelationTable,
  members: readonly number[],
  start: readonly number[],
  sweeps = 3,
): number[] {
  const { grid } = table;
  const elements = [...start];
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let moved = false;
    members.forEach((unit, i) => {
      let best = elements[i]!;
      let height = -Infinity;
      for (let e = 0; e < grid.order; e++) {
        if (table.coset[e] !== e) continue;
        let sum = 0;
        members.forEach((other, j) => {
          if (j !== i) sum += tableAt(table, other, unit, grid.subtract(e, elements[j]!));
        });
        if (sum > height + 1e-9) [best, height] = [e, sum];
      }
      if (best !== elements[i]) moved = true;
      elements[i] = best;
    });
    if (!moved) break;
  }
  return elements;
}

/**
 * Real-valued elements (steps along every axis) from those of the grid: a parabola through three
 * values along every axis of the summed correlation with the others; two sweeps.
 */
export function refineBetweenSteps(
  table: CorrelationTable,
  members: readonly number[],
  elements: readonly number[],
): number[][] {
  const { grid, spectrum } = table;
  const refined = elements.map((e) => grid.coordinates(e));
  const fit = (i: number, place: readonly number[]): number =>
    members.reduce((sum, other, j) => {
      if (j === i) return sum;
      const relative = place.map((step, axis) => step - refined[j]![axis]!);
      return sum + correlationAt(spectrum, other, members[i]!, relative);
    }, 0);
  for (let sweep = 0; sweep < 2; sweep++) {
    members.forEach((_, i) => {
      const place = refined[i]!;
      grid.sizes.forEach((size, axis) => {
        if (size < 3) return;
        const at = (offset: number): number =>
          fit(
            i,
            place.map((step, a) => (a === axis ? step + offset : step)),
          );
        const [before, here, after] = [at(-0.5), at(0), at(0.5)];
        const bend = before - 2 * here + after;
        const offset = bend < 0 ? (0.25 * (before - after)) / bend : 0;
        place[axis] = place[axis]! + Math.max(-0.75, Math.min(0.75, offset));
      });
    });
  }
  return refined;
}

/** How well one member's pairwise best elements agree with the elements solved for. */
export interface Agreement {
  /** Share of the other members tied to it at least as strongly as asked, within the tolerance. */
  readonly agreeing: number;
  /** Mean correlation with the others at the elements solved for. */
  readonly correlation: number;
}

export function memberAgreement(
  table: CorrelationTable,
  members: readonly number[],
  elements: readonly number[],
  rules: { readonly strength: number; readonly toleranceSteps: number },
): Agreement[] {
  const { grid, units, strength, best } = table;
  return members.map((i, row) => {
    let agreeing = 0;
    let correlation = 0;
    members.forEach((j, column) => {
      if (row === column) return;
      const relative = grid.subtract(elements[column]!, elements[row]!);
      correlation += tableAt(table, i, j, relative);
      const at = i * units.length + j;
      if (strength[at]! < rules.strength) return;
      if (elementDistance(table, best[at]!, relative) <= rules.toleranceSteps) agreeing++;
    });
    const others = Math.max(1, members.length - 1);
    return { agreeing: agreeing / others, correlation: correlation / others };
  });
}
