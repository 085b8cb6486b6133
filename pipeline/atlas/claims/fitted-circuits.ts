import type { Circuit, CircuitGroup, MotifForm, ScannedFit } from '../../records/circuit.ts';
import type { Family } from '../../records/family.ts';
import type { ClaimRecords } from './claim-records.ts';

/** What is at an end of a circuit: a family that passes the test, or single units. */
export type WiredEnd = 'single units' | ((family: Family) => boolean);

/** Circuits of one kind, whatever their layers. */
export interface Wiring {
  readonly group: CircuitGroup;
  readonly form: MotifForm;
  readonly from: WiredEnd;
  readonly to: WiredEnd;
  /** Where only some layers count: those of the end that is a family. */
  readonly layers?: ReadonlySet<string>;
  /** In words, plural: "circuits from single units to high-low frequency". */
  readonly words: string;
}

export interface FittedCircuits {
  readonly wiring: Wiring;
  /** Fits of the scan, passed or not, best first. */
  readonly tried: readonly ScannedFit[];
  /** Circuits with the motif that the wiring asks for, best first. */
  readonly passed: readonly Circuit[];
}

/** The fits and circuits of one kind. */
export function fittedCircuits(
  { families, circuits, scan }: ClaimRecords,
  wiring: Wiring,
): FittedCircuits {
  const byTag = new Map(families.map((family) => [family.tag, family]));
  const ends = (end: ScannedFit['from'], wanted: WiredEnd): boolean => {
    if (wanted === 'single units') return end.family === null;
    const family = end.family === null ? undefined : byTag.get(end.family);
    if (family === undefined || !wanted(family)) return false;
    return wiring.layers === undefined || wiring.layers.has(end.layer);
  };
  const isWired = ({ group, form, from, to }: Pick<ScannedFit, 'group' | 'form' | 'from' | 'to'>) =>
    group === wiring.group &&
    form === wiring.form &&
    ends(from, wiring.from) &&
    ends(to, wiring.to);
  const motif = wiring.group === 'reflection' ? 'mirror' : wiring.form;
  return {
    wiring,
    tried: scan.filter(isWired).toSorted((a, b) => b.r2 - a.r2),
    passed: circuits
      .filter((circuit) => isWired(circuit) && circuit.motif === motif)
      .toSorted((a, b) => b.r2 - a.r2),
  };
}
