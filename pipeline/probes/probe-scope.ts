import type { Position } from '../engine/positions.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { ReceptiveField } from '../records/model.ts';

/** Layers that one stimulus serves, all centred on its middle pixel. */
export interface ProbeScope {
  /** `near` where the stimulus holds the receptive fields whole, `far` where it is cut off. */
  readonly name: string;
  /** Pixels a side of the stimulus, odd. */
  readonly size: number;
  /** Probed position of every layer, in the order of the network. */
  readonly positions: Readonly<Record<string, Position>>;
  /** How far around it the strongest response is taken, in positions; see `FINE_STRIDE`. */
  readonly reach: Readonly<Record<string, number>>;
}

export interface ScopedLayer {
  readonly name: string;
  readonly receptiveField: ReceptiveField;
}

/** Largest stimulus of the near scope, pixels: what fits several times into a photograph. */
const NEAR = 112;

/**
 * Pixels a side of the pictures that a model is probed with. Photographs are as large as its input.
 * Where dead leaves are all there is, nothing else limits them, and convolutions take a picture of any
 * size: a network for small pictures is shown some that hold its receptive fields several times, away
 * from the padding.
 */
export function pictureSide({
  input,
  photographs,
}: Pick<ModelFile, 'input' | 'photographs'>): number {
  const [side] = input.size;
  return photographs === undefined ? Math.max(side, NEAR) : side;
}

/** What the parameters of a task say of the pictures it reads: nothing where they are as large as the input. */
export function pictureParameters(model: Pick<ModelFile, 'input' | 'photographs'>): {
  readonly pictureSide?: number;
} {
  const side = pictureSide(model);
  return side === model.input.size[0] ? {} : { pictureSide: side };
}

/**
 * Pixels. Where positions lie as close as this, the strongest response at one of the nine next to
 * each other is read. A unit of a first layer is a fine grating that fits its stimulus at some
 * positions and misses it at the next: read at one alone, its response tells the phase, and a line
 * turned by 180° about a point beside it is another line.
 */
export const FINE_STRIDE = 2;

/**
 * Scopes of a model's layers. Receptive fields grow from layer to layer, and so does the cost of a
 * stimulus. Layers whose fields fit into a small stimulus share the smallest that holds them all;
 * the others share the largest that a picture holds and that is centred on a receptive-field centre
 * of every one of them. Fields larger than that are seen cut off by the stimulus's edge, as in a
 * picture of that size they always are.
 *
 * @param side of the pictures, see `pictureSide`
 * @throws RangeError where no pixel is a receptive-field centre of all layers of a scope
 */
export function probeScopes(layers: readonly ScopedLayer[], side: number): readonly ProbeScope[] {
  const limit = Math.min(NEAR, side);
  const near = layers.filter(({ receptiveField: { size } }) => size <= limit);
  const far = layers.filter((layer) => !near.includes(layer));
  const scopes: ProbeScope[] = [];
  if (near.length > 0) {
    const reach = Math.max(...near.map(seenFrom));
    const centre = commonCentres(near, side).find((place) => place >= reach);
    // Close to the limit the field is cut off by a few pixels rather than the picture enlarged.
    scopes.push(scope('near', near, centre ?? commonCentres(near, limit).at(-1)!));
  }
  if (far.length > 0) scopes.push(scope('far', far, commonCentres(far, side).at(-1)!));
  return scopes;
}

/**
 * One scope for all layers: what is compared across layers is measured in the same pictures, and at
 * one position in every layer.
 */
export function wholeScope(layers: readonly ScopedLayer[], side: number): ProbeScope {
  const whole = scope('whole', layers, commonCentres(layers, side).at(-1)!);
  return { ...whole, reach: Object.fromEntries(layers.map(({ name }) => [name, 0])) };
}

/** Pixels c that are a receptive-field centre of every layer and middle a picture of ≤ `limit` px. */
function commonCentres(layers: readonly ScopedLayer[], limit: number): number[] {
  const centres = Array.from({ length: Math.floor((limit + 1) / 2) }, (_, c) => c).filter((c) =>
    layers.every(
      ({ receptiveField: { start, stride } }) => c >= start && (c - start) % stride === 0,
    ),
  );
  if (centres.length === 0) {
    throw new RangeError(
      `no pixel of a picture of ${String(limit)} px is a receptive-field centre of all of ${layers.map(({ name }) => name).join(', ')}`,
    );
  }
  return centres;
}

function reachOf({ receptiveField: { stride } }: ScopedLayer): number {
  return stride <= FINE_STRIDE ? 1 : 0;
}

/** Pixels from the probed position's centre to the edge of all that its response depends on. */
function seenFrom(layer: ScopedLayer): number {
  const { size, stride } = layer.receptiveField;
  return (size - 1) / 2 + reachOf(layer) * stride;
}

function scope(name: string, layers: readonly ScopedLayer[], centre: number): ProbeScope {
  const positions = layers.map(({ name: layer, receptiveField: { start, stride } }) => {
    const place = (centre - start) / stride;
    return [layer, [place, place] as const] as const;
  });
  return {
    name,
    size: 2 * centre + 1,
    positions: Object.fromEntries(positions),
    reach: Object.fromEntries(layers.map((layer) => [layer.name, reachOf(layer)])),
  };
}

/** Radii between which a scope's stimulus fades to mid-grey, pixels. */
export function fadeRadii({ size }: Pick<ProbeScope, 'size'>): readonly [number, number] {
  return [0.4 * (size + 1), (size + 1) / 2];
}
