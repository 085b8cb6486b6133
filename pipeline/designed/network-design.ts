import type { Symmetry } from './planar-group.ts';
import type { BasisOptions } from './steerable-basis.ts';
import { layoutUnits, type UnitLayout } from './unit-layout.ts';

/** A network as plain data: what is computed in which order, and which weights are tied. */
export interface NetworkDesign {
  readonly name: string;
  /** The group whose fields `regular` units are. */
  readonly symmetry: Symmetry;
  readonly input: {
    readonly name: string;
    /** Pixels, [height, width]; three channels, RGB. */
    readonly size: readonly [height: number, width: number];
    /** Subtracted from pixels on 0–255, by channel. */
    readonly mean: readonly [number, number, number];
    /** What pixels are divided by then, for training; an exported network has it in its weights. */
    readonly deviation: number;
    /** `invariant` where the first convolution is tied, else `free`. */
    readonly kind: 'invariant' | 'free';
  };
  /** In an order in which every layer comes after its inputs; the last gives the class scores. */
  readonly layers: readonly DesignedLayer[];
}

export type DesignedLayer =
  /** Stride 1, odd size, zero padding that keeps the map's size, bias, ReLU. */
  | {
      readonly kind: 'convolution';
      readonly name: string;
      readonly input: string;
      readonly size: number;
      readonly units: UnitLayout;
      /** Of tied weights; see steerable-basis.ts for what is taken unless said. */
      readonly basis?: BasisOptions;
    }
  /** Over odd windows, (size − 1) / 2 pixels of padding. */
  | {
      readonly kind: 'maxPool';
      readonly name: string;
      readonly input: string;
      readonly size: number;
      readonly stride: number;
    }
  | { readonly kind: 'concatenation'; readonly name: string; readonly inputs: readonly string[] }
  /** Mean over all positions of the map. */
  | { readonly kind: 'globalAverage'; readonly name: string; readonly input: string }
  | {
      readonly kind: 'dense';
      readonly name: string;
      readonly input: string;
      readonly units: number;
      readonly rectified: boolean;
    };

/** What a layer gives: the size of its map and the order of its units. */
export interface DesignedValue {
  readonly height: number;
  readonly width: number;
  readonly units: UnitLayout;
}

/**
 * Values of the input and of all layers, by name.
 *
 * @throws RangeError for a layer whose input is not before it, and for joined maps of several sizes
 */
export function designedValues({ input, layers }: NetworkDesign): Map<string, DesignedValue> {
  const [height, width] = input.size;
  const values = new Map<string, DesignedValue>([
    [input.name, { height, width, units: [{ kind: input.kind, units: 3 }] }],
  ]);
  const read = (layer: string, name: string): DesignedValue => {
    const value = values.get(name);
    if (value) return value;
    throw new RangeError(`layer ${layer} reads "${name}", which is not before it`);
  };
  for (const layer of layers) {
    const inputs = layerInputs(layer).map((name) => read(layer.name, name));
    values.set(layer.name, layerValue(layer, inputs as [DesignedValue, ...DesignedValue[]]));
  }
  return values;
}

/** Names of the values that a layer reads. */
export function layerInputs(layer: DesignedLayer): readonly string[] {
  return layer.kind === 'concatenation' ? layer.inputs : [layer.input];
}

function layerValue(
  layer: DesignedLayer,
  [first, ...others]: [DesignedValue, ...DesignedValue[]],
): DesignedValue {
  switch (layer.kind) {
    case 'convolution':
      return { ...first, units: layer.units };
    case 'maxPool': {
      const { stride } = layer;
      return {
        ...first,
        height: Math.ceil(first.height / stride),
        width: Math.ceil(first.width / stride),
      };
    }
    case 'concatenation':
      if (others.some(({ height, width }) => height !== first.height || width !== first.width)) {
        throw new RangeError(`layer ${layer.name} joins maps of several sizes`);
      }
      return { ...first, units: [first, ...others].flatMap(({ units }) => units) };
    case 'globalAverage':
      return { ...first, height: 1, width: 1 };
    case 'dense':
      return { height: 1, width: 1, units: [{ kind: 'free', units: layer.units }] };
  }
}

/** Length of a value that a dense layer reads, flattened in [y, x, c] order; `order` of the group. */
export function flatLength({ height, width, units }: DesignedValue, order: number): number {
  return height * width * layoutUnits(units, order);
}
