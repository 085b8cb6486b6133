import type {
  CircuitGroup,
  CircularFamily,
  DesignedTying,
  FamilyAnalogue,
  LayerTruth,
  NaturalTying,
} from '../../pipeline/records/index.ts';
import { isCircular } from './best-family.ts';
import type { ModelAtlas } from './index-atlas.ts';

/** The largest error of an element in a layer, degrees; undefined where no family was found. */
export function largestError({
  families,
}: {
  readonly families: readonly Pick<LayerTruth['families'][number], 'elementError'>[];
}): number | undefined {
  const errors = families.flatMap(({ elementError }) => elementError?.largest ?? []);
  return errors.length === 0 ? undefined : Math.max(...errors);
}

/** What is shown of a family and the nearest of another model. */
type Matched = Pick<
  FamilyAnalogue,
  'family' | 'counterpart' | 'similarity' | 'nulls' | 'qValue' | 'isAnalogue'
>;

/** A family beside the nearest of the other model. */
export interface AnaloguePair {
  readonly family: CircularFamily;
  readonly counterpart: CircularFamily;
  readonly similarity: number;
  readonly nulls: NonNullable<Matched['nulls']>;
  readonly qValue: number;
}

/**
 * The pairs that are analogues by the record's rules, most similar first.
 * @throws Error for a tag of a family that its model lacks
 */
export function analoguePairs(
  { families }: { readonly families: readonly Matched[] },
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

/** What the plot of residuals is drawn from. */
interface TiedWeights {
  readonly natural: {
    readonly circuits: readonly Pick<
      NaturalTying['circuits'][number],
      'tag' | 'group' | 'residual' | 'untied'
    >[];
  } | null;
  readonly designed: {
    readonly layers: readonly Pick<
      DesignedTying['layers'][number],
      'layer' | 'untied' | 'quarterTurns' | 'steered' | 'aligned'
    >[];
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
export function residualStrips(records: readonly TiedWeights[]): ResidualStrip[] {
  const circuitStrips = (name: string, some: readonly TiedWeights[]): ResidualStrip[] => {
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
