import type { NaturalResponses } from '../probes/natural-responses.ts';
import type { ProbeName, Verification } from '../records/family.ts';

/** Patches that speak for a member. */
const PATCHES = 8;

/**
 * The check by pictures: of the pictures that the search did not see, those patches (at any element
 * of the grid) that drive a member most are moved to where the family says that another member
 * should respond, and the member that responds most is counted. Responses are compared after
 * dividing each unit's by its largest. The moved patches are the probe's own: nothing is shown anew.
 *
 * @param elements steps of the grid along every axis, one a member
 * @param sizes steps of every axis
 * @param samplesPerPicture consecutive patches of one picture
 */
export function verifyByPictures(
  probe: ProbeName,
  { patches, values, elements: order }: NaturalResponses,
  samplesPerPicture: number,
  members: readonly number[],
  elements: readonly (readonly number[])[],
  sizes: readonly number[],
  neighbours: (a: number, b: number) => boolean,
): Verification | null {
  const held = Array.from({ length: patches }, (_, s) => s).filter(
    (s) => Math.floor(s / samplesPerPicture) % 2 === 1,
  );
  const at = (unit: number, sample: number, element: number): number =>
    values[(unit * patches + sample) * order + element]!;
  const largest = members.map((unit) => {
    let most = 0;
    for (let k = unit * patches * order; k < (unit + 1) * patches * order; k++) {
      most = Math.max(most, values[k]!);
    }
    return most;
  });
  if (largest.some((value) => value <= 0) || held.length < PATCHES) return null;
  const confusion = members.map(() => members.map(() => 0));
  let trials = 0;
  members.forEach((unit, a) => {
    for (const { sample, element } of strongestPatches(at, unit, held, order)) {
      members.forEach((_, b) => {
        if (b === a) return;
        const moved = moveElement(element, elements[a]!, elements[b]!, sizes);
        // Where no member responds, none is counted, and it is a miss.
        let winner: number | undefined;
        let height = 0;
        members.forEach((other, m) => {
          const response = at(other, sample, moved) / largest[m]!;
          if (response > height) [winner, height] = [m, response];
        });
        trials++;
        if (winner !== undefined) confusion[b]![winner]!++;
      });
    }
  });
  const hits = confusion.reduce(
    (sum, row, b) => sum + row.reduce((all, count, m) => all + (neighbours(b, m) ? count : 0), 0),
    0,
  );
  const lucky = members.map(
    (_, b) => members.filter((__, m) => neighbours(b, m)).length / members.length,
  );
  return {
    probe,
    patches: PATCHES,
    confusion,
    hitRate: trials === 0 ? 0 : hits / trials,
    chance: lucky.reduce((sum, share) => sum + share, 0) / Math.max(1, members.length),
  };
}

/** Of every patch the element that drives the unit most; the strongest patches. */
function strongestPatches(
  at: (unit: number, sample: number, element: number) => number,
  unit: number,
  samples: readonly number[],
  order: number,
): { readonly sample: number; readonly element: number }[] {
  return samples
    .map((sample) => {
      let element = 0;
      for (let e = 1; e < order; e++) {
        if (at(unit, sample, e) > at(unit, sample, element)) element = e;
      }
      return { sample, element, height: at(unit, sample, element) };
    })
    .sort((a, b) => b.height - a.height || a.sample - b.sample)
    .slice(0, PATCHES);
}

/** The grid's element nearest to element · a⁻¹ · b. */
function moveElement(
  element: number,
  a: readonly number[],
  b: readonly number[],
  sizes: readonly number[],
): number {
  const place = new Array<number>(sizes.length);
  let rest = element;
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    place[axis] = rest % sizes[axis]!;
    rest = Math.floor(rest / sizes[axis]!);
  }
  return sizes.reduce((index, size, axis) => {
    const moved = Math.round(place[axis]! + b[axis]! - a[axis]!);
    return index * size + (((moved % size) + size) % size);
  }, 0);
}
