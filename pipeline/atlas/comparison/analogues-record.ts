import {
  analogueRules,
  findAnalogues,
  type SignedFamily,
  type SignedModel,
} from '../../families/find-analogues.ts';
import { unitSignature } from '../../families/tuning-signature.ts';
import { Random } from '../../numerics/random.ts';
import { analoguesSchema, type Analogues } from '../../records/analogue.ts';
import type { Derivation } from '../../records/derivation.ts';
import type { CircularFamily, Family } from '../../records/family.ts';
import { parseRecord } from '../../records/parse-record.ts';
import type { Unit } from '../../records/unit.ts';
import { derivation } from './derivation.ts';
import { round } from './round.ts';

/** Committed families and units of a model, with the sha256 of their bytes. */
export interface TunedRecords {
  readonly name: string;
  readonly families: readonly Family[];
  readonly familiesDigest: string;
  readonly units: readonly Unit[];
  readonly unitsDigest: string;
}

const SEED = 1;

export function analoguesDerivation(from: TunedRecords, to: TunedRecords): Derivation {
  const inputs = [from, to].flatMap(({ familiesDigest, unitsDigest }, i) => {
    const end = i === 0 ? 'from' : 'to';
    return [
      { name: `${end} families`, digest: familiesDigest },
      { name: `${end} units`, digest: unitsDigest },
    ];
  });
  const parameters = { rules: analogueRules, seed: SEED };
  return derivation({ stage: 'analogues', version: 1, parameters, inputs });
}

/** The supported families of one model along a circle beside the nearest ones of another. */
export function analoguesRecord(from: TunedRecords, to: TunedRecords): Analogues {
  const found = findAnalogues(signed(from), signed(to), new Random(SEED));
  const record: Analogues = {
    from: from.name,
    to: to.name,
    rules: analogueRules,
    families: found.map((analogue) => ({
      ...analogue,
      similarity: round(analogue.similarity, 4),
      nulls: analogue.nulls && {
        elements: shortened(analogue.nulls.elements),
        kinds: shortened(analogue.nulls.kinds),
        units: shortened(analogue.nulls.units),
      },
      pValue: round(analogue.pValue, 6),
      qValue: round(analogue.qValue, 6),
    })),
    derivation: analoguesDerivation(from, to),
  };
  return parseRecord(analoguesSchema, record, 'analogues.json');
}

function shortened<T extends { mean: number; q95: number; pValue: number }>(summary: T): T {
  const { mean, q95, pValue } = summary;
  return { ...summary, mean: round(mean, 4), q95: round(q95, 4), pValue: round(pValue, 6) };
}

function signed({ families, units }: TunedRecords): SignedModel {
  const tuning = new Map(
    units.map((unit) => [`${unit.layer}:${String(unit.unit)}`, unit.tuning] as const),
  );
  const circular = (family: Family): family is CircularFamily =>
    family.group === 'rotation' || family.group === 'hue';
  return {
    families: families.filter(circular).flatMap((family): SignedFamily[] => {
      const { tag, group, layer, period, members, verdict } = family;
      if (verdict === 'not supported') return [];
      const axis = group === 'hue' ? 'hue' : 'turn';
      return [
        {
          ...{ tag, axis, layer, period },
          elements: members.map(({ element }) => element),
          members: members.map(({ unit }) =>
            unitSignature(tuning.get(`${layer}:${String(unit)}`) ?? [], axis),
          ),
        },
      ];
    }),
    units: (layer, axis) =>
      units.filter((unit) => unit.layer === layer).map((unit) => unitSignature(unit.tuning, axis)),
  };
}
