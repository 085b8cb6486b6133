import type { ContinuousTransformation, LieDerivative } from '../../pipeline/records/index.ts';

/** One transformation by one step: the errors of every layer. */
export interface LiePanel {
  readonly name: ContinuousTransformation;
  readonly unit: LieDerivative['transformations'][number]['unit'];
  readonly span: number;
  /** Equivariance and invariance errors of the pixels themselves as the map. */
  readonly picture: { readonly equivariance: number; readonly invariance: number };
  readonly layers: readonly {
    readonly layer: string;
    readonly equivariance: number;
    readonly invariance: number;
    readonly ruler: number;
  }[];
  /** A layer's map has no hue to turn back, so there the two errors are one. */
  readonly oneError: boolean;
}

/** The record by transformation instead of by layer; small and large steps are panels of their own. */
export const liePanels = ({ transformations, picture, layers }: LieDerivative): LiePanel[] =>
  transformations.map(({ name, unit, span }, t): LiePanel => {
    const rows = layers.map(({ layer, errors }) => ({ layer, ...errors[t]! }));
    return {
      name,
      unit,
      span,
      picture: picture[t]!,
      layers: rows,
      oneError: rows.every((row) => row.equivariance === row.invariance),
    };
  });

const NAMES: Readonly<Record<ContinuousTransformation, string>> = {
  rotation: 'Rotation',
  scale: 'Scale',
  translation: 'Translation',
  hue: 'Hue',
};

/** `Rotation by 8°`: the name with the distance between the two disturbed pictures. */
export function panelTitle({ name, unit, span }: Pick<LiePanel, 'name' | 'unit' | 'span'>): string {
  const amount = String(Number(span.toPrecision(3)));
  const measure = { degree: '°', percent: '%', pixel: ' px', 'degree of hue': '°' }[unit];
  return `${NAMES[name]} by ${amount}${measure}`;
}
