import type { Network } from '../engine/network.ts';
import { preprocess } from '../engine/preprocess.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { StimulusCondition, StimulusKind } from '../records/stimulus.ts';
import { rasterisePainting } from '../stimuli/rasterise-painting.ts';
import { stimulusFamily, type StimulusElement } from '../stimuli/stimulus-set.ts';
import { probedResponses } from './probed-responses.ts';
import { fadeRadii, probeScopes, type ProbeScope, type ScopedLayer } from './probe-scope.ts';
import { HUE_STEP, TURN_STEP } from './transformation-grid.ts';

/** Layers that one set of synthetic stimuli serves. */
export interface TuningScope extends ProbeScope {
  /** Pixels a side that the stimuli are in proportion to. */
  readonly fieldSize: number;
}

/**
 * Where receptive fields are larger than the picture, most of their weight still lies in the middle
 * (Luo, Li, Urtasun & Zemel 2016, "Understanding the effective receptive field"): stimuli are in
 * proportion to this share of the picture.
 */
const EFFECTIVE = 2 / 3;

/** Every near layer gets stimuli of its own size; the far layers share one set. */
export function tuningScopes(
  layers: readonly (ScopedLayer & { readonly alias: string })[],
  side: number,
): readonly TuningScope[] {
  return probeScopes(layers, side).flatMap((scope): TuningScope[] => {
    if (scope.name === 'far') {
      return [{ ...scope, fieldSize: Math.round(EFFECTIVE * scope.size) }];
    }
    return Object.keys(scope.positions).map((name) => {
      const layer = layers.find((candidate) => candidate.name === name)!;
      const [own] = probeScopes([layer], side);
      return { ...own!, name: layer.alias, fieldSize: layer.receptiveField.size };
    });
  });
}

/** Responses of one layer, [unit, condition, hue, turn], row-major. */
export interface StimulusResponses {
  readonly units: number;
  readonly conditions: number;
  /** 360° / HUE_STEP where the kind has a hue, else 1; likewise turns. */
  readonly hues: number;
  readonly turns: number;
  readonly values: Float32Array;
}

/** One kind's responses of a layer with the conditions that were shown. */
export interface KindTuning {
  readonly kind: StimulusKind;
  readonly conditions: readonly StimulusCondition[];
  readonly responses: StimulusResponses;
}

/** Sizes of a kind's axes. */
export function kindAxes(kind: StimulusKind): { readonly hues: number; readonly turns: number } {
  const { axes } = stimulusFamily(kind);
  return {
    hues: axes.includes('hue') ? 360 / HUE_STEP : 1,
    turns: axes.includes('turn') ? 360 / TURN_STEP : 1,
  };
}

export interface TuningProbe {
  readonly network: Network;
  readonly input: ModelFile['input'];
  readonly scope: TuningScope;
  readonly kind: StimulusKind;
  readonly conditions: readonly StimulusCondition[];
}

const BATCH_VALUES = 450_000;

/**
 * Responses (activations) at the scope's probed places to every condition of a kind at every hue
 * and turn. Of two elements that are the same picture (a colour edge turned by half a turn in hue
 * and in angle) one is shown.
 */
export async function measureStimulusTuning(
  probe: TuningProbe,
): Promise<Readonly<Record<string, StimulusResponses>>> {
  const { network, input, scope, kind, conditions } = probe;
  const { size } = scope;
  const { hues, turns } = kindAxes(kind);
  const perCondition = hues * turns;
  const shown = Array.from({ length: conditions.length * perCondition }, (_, i) => i).filter(
    (index) => twinOf(index % perCondition, hues, turns) >= index % perCondition,
  );
  const collected: Record<string, StimulusResponses> = {};
  const area = size * size * 3;
  const batch = Math.max(1, Math.floor(BATCH_VALUES / area));
  for (let start = 0; start < shown.length; start += batch) {
    const indices = shown.slice(start, start + batch);
    const pixels = new Float32Array(indices.length * area);
    indices.forEach((index, i) => {
      const condition = conditions[Math.floor(index / perCondition)]!;
      const element = elementAt(index % perCondition, turns);
      pixels.set(drawStimulus(scope, kind, condition, element), i * area);
    });
    const pictures = preprocess(input, { shape: [indices.length, size, size, 3], data: pixels });
    const found = await probedResponses(network, pictures, scope);
    for (const [layer, data] of Object.entries(found)) {
      const units = data.length / indices.length;
      const total = conditions.length * perCondition;
      const table = (collected[layer] ??= {
        units,
        conditions: conditions.length,
        hues,
        turns,
        values: new Float32Array(units * total),
      });
      indices.forEach((index, i) => {
        const first = index - (index % perCondition);
        const twin = first + twinOf(index % perCondition, hues, turns);
        for (let unit = 0; unit < units; unit++) {
          const value = data[i * units + unit]!;
          table.values[unit * total + index] = value;
          table.values[unit * total + twin] = value;
        }
      });
    }
  }
  return collected;
}

/** The element half a turn of hue and of angle away, the same picture; the element itself without both axes. */
function twinOf(element: number, hues: number, turns: number): number {
  if (hues === 1 || turns === 1) return element;
  const hue = Math.floor(element / turns);
  const turn = element % turns;
  return ((hue + hues / 2) % hues) * turns + ((turn + turns / 2) % turns);
}

function elementAt(element: number, turns: number): StimulusElement {
  return { hue: Math.floor(element / turns) * HUE_STEP, turn: (element % turns) * TURN_STEP };
}

/** A stimulus as the scope shows it: RGB [y, x, 3] on 0–255. */
export function drawStimulus(
  scope: TuningScope,
  kind: StimulusKind,
  condition: StimulusCondition,
  element: StimulusElement,
): Float32Array {
  const painting = stimulusFamily(kind).paint(condition, element);
  return rasterisePainting(painting, scope.size, fadeRadii(scope));
}
