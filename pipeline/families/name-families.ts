import type { KindTuning } from '../probes/stimulus-tuning.ts';
import type { StimulusKind } from '../records/stimulus.ts';
import {
  strongestOfKind,
  strongestResponse,
  type PreferredStimulus,
} from './preferred-stimulus.ts';

/** Names by the kind of stimulus that drives the members. */
const plural: Readonly<Record<StimulusKind, string>> = {
  line: 'lines',
  edge: 'edges',
  grating: 'gratings',
  curve: 'curves',
  corner: 'corners',
  circle: 'circles',
  'centre-surround': 'centre-surround',
  'colour centre-surround': 'colour centre-surround',
  'colour edge': 'colour contrast',
  'high-low frequency': 'high-low frequency',
  'brightness gradient': 'brightness gradient',
};

export const UNNAMED = 'unnamed features';

/** A bent stimulus must move the family by so much more than the next simpler one. */
const BENT = 1.15;

/** What each kind must beat to count: a wide curve is nearly an edge, a wide corner nearly a curve. */
const simpler: Readonly<Partial<Record<StimulusKind, readonly StimulusKind[]>>> = {
  curve: ['line', 'edge'],
  corner: ['line', 'edge', 'curve'],
};

/** How `preferredKind` and `nameByStrength` decide, in words; shown with every family. */
export const nameRule =
  'A family of rotation or hue has the name of the kind of stimulus that moves it most, relative to the ' +
  'layer: the largest range of the members’ aligned tuning curves to that kind, members scaled to their ' +
  'strongest response, squared and divided by the range that the kind makes in a unit of the layer on ' +
  'average. Curves count only where they move the family 1.15 times as far as lines and edges do, corners ' +
  'where they move it 1.15 times as far as lines, edges and curves. Other families have the name of the ' +
  'kind with the strongest response, relative to the layer in the same way. A family that synthetic ' +
  'stimuli drive less than a quarter as strongly as natural pictures do is called unnamed.';

/** Of every kind's preferred stimulus the one that names the family, by `nameRule`. */
export function preferredKind(
  candidates: readonly PreferredStimulus[],
  baseline: (kind: StimulusKind) => number,
): PreferredStimulus | undefined {
  const rangeOf = (kind: StimulusKind): number =>
    candidates.find((candidate) => candidate.kind === kind)?.range ?? 0;
  let best: PreferredStimulus | undefined;
  let height = 0;
  for (const candidate of candidates) {
    const rivals = simpler[candidate.kind] ?? [];
    if (rivals.some((kind) => candidate.range < BENT * rangeOf(kind))) continue;
    const usual = baseline(candidate.kind);
    const score = usual > 0 ? candidate.range ** 2 / usual : 0;
    if (score > height) [best, height] = [candidate, score];
  }
  return best;
}

export function kindName(kind: StimulusKind): string {
  return plural[kind];
}

/** Mean over the layer's units of every kind's strongest response, units scaled to their strongest. */
export function strengthBaseline(kinds: readonly KindTuning[]): readonly number[] {
  const units = kinds[0]?.responses.units ?? 0;
  const strongest = Array.from({ length: units }, (_, unit) => strongestResponse(kinds, unit));
  const active = strongest.flatMap((value, unit) => (value > 0 ? [unit] : []));
  return kinds.map((kind) => {
    const shares = active.map((unit) => strongestOfKind(kind, unit) / strongest[unit]!);
    return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
  });
}

/** The name of units by what drives them most relative to the layer, whatever its axes. */
export function nameByStrength(
  kinds: readonly KindTuning[],
  baseline: readonly number[],
  units: readonly number[],
): string {
  let best: StimulusKind | undefined;
  let height = 0;
  kinds.forEach((kind, k) => {
    const shares = units.map((unit) => {
      const strongest = strongestResponse(kinds, unit);
      return strongest > 0 ? strongestOfKind(kind, unit) / strongest : 0;
    });
    const mean = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
    const score = baseline[k]! > 0 ? (mean * mean) / baseline[k]! : 0;
    if (score > height) [best, height] = [kind.kind, score];
  });
  return best === undefined ? UNNAMED : plural[best];
}
