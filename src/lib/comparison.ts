import type {
  CircuitGroup,
  CircularFamily,
  PermutationNull,
} from '../../pipeline/records/index.ts';
import { isCircular } from './best-family.ts';
import type { ModelAtlas } from './index-atlas.ts';

/** What the page reads of the record of a network whose families are known; the record has more. */
export interface ShownTruth {
  /** Degrees between neighbouring elements of a field. */
  readonly step: number;
  readonly layers: readonly {
    readonly layer: string;
    readonly unitsInFields: number;
    readonly fields: number;
    /** Fields whose units differ at all: of others there is nothing to find. */
    readonly distinctFields: number;
    readonly found: number;
    readonly unitPrecision: number;
    readonly unitRecall: number;
    readonly families: readonly { readonly elementError: ElementError | null }[];
  }[];
  readonly elementError: ElementError | null;
}

interface ElementError {
  /** Degrees. */
  readonly median: number;
  readonly largest: number;
}

/** The largest error of an element in a layer, degrees; undefined where no family was found. */
export function largestError({ families }: ShownTruth['layers'][number]): number | undefined {
  const errors = families.flatMap(({ elementError }) => elementError?.largest ?? []);
  return errors.length === 0 ? undefined : Math.max(...errors);
}

/** What the page reads of the record of the families of one model beside those of another. */
export interface ShownAnalogues {
  readonly families: readonly {
    readonly family: string;
    readonly counterpart: string | null;
    readonly similarity: number;
    readonly nulls: {
      readonly elements: PermutationNull;
      readonly kinds: PermutationNull;
      readonly units: PermutationNull;
    } | null;
    readonly qValue: number;
    readonly isAnalogue: boolean;
  }[];
}

/** A family beside the nearest of the other model. */
export interface AnaloguePair {
  readonly family: CircularFamily;
  readonly counterpart: CircularFamily;
  readonly similarity: number;
  readonly nulls: NonNullable<ShownAnalogues['families'][number]['nulls']>;
  readonly qValue: number;
}

/**
 * The pairs that are analogues by the record's rules, most similar first.
 * @throws Error for a tag of a family that its model lacks
 */
export function analoguePairs(
  { families }: ShownAnalogues,
  from: Pick<ModelAtlas, 'family' | 'model'>,
  to: Pick<ModelAtlas, 'family' | 'model'>,
): AnaloguePair[] {
  const find = ({ family, model }: typeof from, tag: string): CircularFamily => {
    const found = family(tag);
    if (found && isCircular(found)) return found;
    throw new Error(
      `expected a family of rotation or hue ${tag} of ${model.name}, found none; emit the records of both anew`,
    );
  };
  return families
    .flatMap(({ family, counterpart, similarity, nulls, qValue, isAnalogue }) =>
      isAnalogue && counterpart !== null && nulls !== null
        ? [
            {
              ...{ family: find(from, family), counterpart: find(to, counterpart) },
              ...{ similarity, nulls, qValue },
            },
          ]
        : [],
    )
    .sort((a, b) => b.similarity - a.similarity);
}

/** What the page reads of the record of weight tying of one model. */
export interface ShownTying {
  readonly natural: {
    readonly circuits: readonly {
      readonly tag: string;
      readonly group: CircuitGroup;
      /** Share of the squares that tying leaves, and what it leaves of weights without any tie. */
      readonly residual: number;
      readonly untied: number;
    }[];
  } | null;
  readonly designed: {
    readonly layers: readonly {
      readonly layer: string;
      readonly untied: number;
      /** Over quarter turns, over all turns in the basis of the kernels, and as for natural circuits. */
      readonly quarterTurns: number;
      readonly steered: number;
      readonly aligned: number;
    }[];
  } | null;
}

/** One strip of the plot: residuals as shares of what weights without any tie leave. */
export interface ResidualStrip {
  readonly title: string;
  readonly group: CircuitGroup | undefined;
  readonly designed: boolean;
  readonly values: readonly { readonly name: string; readonly ofUntied: number }[];
}

const MEASURES = [
  ['designed, quarter turns', 'quarterTurns'],
  ['designed, all turns', 'steered'],
  ['designed, by this ruler', 'aligned'],
] as const;

/**
 * Strips of all models: circuits by group, those of networks of free weights apart from those found in
 * designed networks, then the designed layers by what is undone.
 */
export function residualStrips(records: readonly ShownTying[]): ResidualStrip[] {
  const circuitStrips = (name: string, some: readonly ShownTying[]): ResidualStrip[] => {
    const circuits = some.flatMap(({ natural }) => natural?.circuits ?? []);
    return (['rotation', 'hue', 'reflection'] as const).map((group) => ({
      title: `${name}, ${group}`,
      group,
      designed: false,
      values: circuits
        .filter((circuit) => circuit.group === group && circuit.untied > 0)
        .map(({ tag, residual, untied }) => ({ name: tag, ofUntied: residual / untied })),
    }));
  };
  const layers = records.flatMap(({ designed }) => designed?.layers ?? []);
  const measures = MEASURES.map(([title, measure]) => ({
    title,
    group: undefined,
    designed: true,
    values: layers
      .filter(({ untied }) => untied > 0)
      .map((layer) => ({ name: layer.layer, ofUntied: layer[measure] / layer.untied })),
  }));
  return [
    ...circuitStrips(
      'natural',
      records.filter(({ designed }) => designed === null),
    ),
    ...circuitStrips(
      'found in a design',
      records.filter(({ designed }) => designed !== null),
    ),
    ...measures,
  ].filter(({ values }) => values.length > 0);
}

/** Places of dots on a strip, so that none covers another: the row of each, from the middle out. */
export function stripRows(positions: readonly number[], width: number): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => positions[a]! - positions[b]!);
  const ends = new Map<number, number>();
  const rows = positions.map(() => 0);
  for (const i of order) {
    // 0, 1, −1, 2, −2, …
    for (let step = 0; ; step += 1) {
      const row = step % 2 === 1 ? (step + 1) / 2 : -step / 2 + 0;
      if ((ends.get(row) ?? -Infinity) > positions[i]!) continue;
      ends.set(row, positions[i]! + width);
      rows[i] = row;
      break;
    }
  }
  return rows;
}
