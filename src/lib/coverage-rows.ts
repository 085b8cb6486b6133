import type { Controls, Coverage, Family, GroupName, Layer } from '../../pipeline/records/index.ts';
import { layersOf } from './family-members.ts';

/** A transformation of the coverage record. */
export interface CoveredGroup {
  readonly group: GroupName;
  readonly title: string;
  readonly key: keyof Coverage['inFamily'];
  /** undefined where invariance is not measured. */
  readonly invariant: keyof Coverage['invariant'] | undefined;
}

const covered = (
  group: GroupName,
  title: string,
  key: CoveredGroup['key'],
  invariant?: CoveredGroup['invariant'],
): CoveredGroup => ({ group, title, key, invariant });

/** The transformations of the coverage record, in the order in which pages show them. */
export const COVERED_GROUPS: readonly CoveredGroup[] = [
  covered('rotation', 'Rotation', 'rotation', 'rotation'),
  covered('reflection', 'Reflection', 'reflection', 'reflection'),
  covered('hue', 'Hue', 'hue', 'hue'),
  covered('hue-rotation', 'Hue-rotation', 'hueRotation'),
  covered('scale', 'Scale', 'scale'),
  covered('correspondence', 'Correspondence', 'correspondence'),
];

export const groupTitle = (group: GroupName): string =>
  COVERED_GROUPS.find((known) => known.group === group)!.title;

/** One layer under one transformation. */
export interface CoverageCell {
  readonly layer: Layer;
  readonly units: number;
  readonly inFamily: number;
  /** undefined for a transformation under which invariance is not measured. */
  readonly invariant: number | undefined;
  /** Supported families with a member in the layer. */
  readonly families: number;
  /** Of the shuffled network; undefined where the control was not run. */
  readonly shuffled: { readonly candidates: number; readonly found: number } | undefined;
}

export interface CoverageRow extends CoveredGroup {
  readonly cells: readonly CoverageCell[];
  /** Supported families, those that span layers once. */
  readonly families: number;
  readonly shuffledFound: number | undefined;
}

interface CoverageSource {
  readonly model: { readonly layers: readonly Layer[] };
  readonly families: readonly Family[];
  readonly coverage: readonly Coverage[];
  readonly controls: Controls | undefined;
}

/** The coverage of a model's layers, one row a transformation, the shuffled network beside it. */
export function coverageRows(atlas: CoverageSource): CoverageRow[] {
  const layers = atlas.model.layers.flatMap((layer) => {
    const record = atlas.coverage.find((entry) => entry.layer === layer.name);
    return record ? [{ layer, record }] : [];
  });
  const shuffled = atlas.controls?.shuffled.layers;
  return COVERED_GROUPS.map((transformation): CoverageRow => {
    const supported = atlas.families.filter(
      ({ group, verdict }) => group === transformation.group && verdict !== 'not supported',
    );
    const cells = layers.map(({ layer, record }): CoverageCell => {
      const control = shuffled?.filter(
        (entry) => entry.layer === layer.name && entry.group === transformation.group,
      );
      return {
        layer,
        units: record.units,
        inFamily: record.inFamily[transformation.key],
        invariant: transformation.invariant && record.invariant[transformation.invariant],
        families: supported.filter((family) => layersOf(family).includes(layer.name)).length,
        shuffled:
          control === undefined || control.length === 0
            ? undefined
            : {
                candidates: control.reduce((sum, { candidates }) => sum + candidates, 0),
                found: control.reduce((sum, { familiesFound }) => sum + familiesFound, 0),
              },
      };
    });
    const measured = shuffled?.filter(({ group }) => group === transformation.group) ?? [];
    return {
      ...transformation,
      cells,
      families: supported.length,
      shuffledFound:
        measured.length === 0
          ? undefined
          : measured.reduce((sum, { familiesFound }) => sum + familiesFound, 0),
    };
  });
}

export interface PlacedRow {
  /** Top of the row, and the line on which its bars stand. */
  readonly top: number;
  readonly base: number;
}

/**
 * Heights of rows that share one scale: every row is as high as its own tallest bar, at least
 * `least`, with `above` for the numbers over the bars and `below` for what stands under the line.
 */
export function placeRows(
  tallest: readonly number[],
  scale: number,
  {
    least,
    above,
    below,
  }: { readonly least: number; readonly above: number; readonly below: number },
): { readonly rows: readonly PlacedRow[]; readonly height: number } {
  let height = 0;
  const rows = tallest.map((share) => {
    const top = height;
    const base = top + above + Math.max(least, share * scale);
    height = base + below;
    return { top, base };
  });
  return { rows, height };
}
