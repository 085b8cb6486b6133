import { strongestOfKind } from '../families/preferred-stimulus.ts';
import { LEAST_DRIVE } from '../families/probe-evidence.ts';
import { branchAlias } from '../graph/branches.ts';
import type { KindTuning as MeasuredTuning } from '../probes/stimulus-tuning.ts';
import type { Circuit } from '../records/circuit.ts';
import type { Family } from '../records/family.ts';
import type { KindTuning, Unit, UnitConnections } from '../records/unit.ts';
import type { Architecture } from './architecture-stage.ts';
import { sentence } from './assemble-circuits.ts';
import { unitsIn } from './assemble-model.ts';
import type { Connection, Connections } from './connections-stage.ts';
import { round } from './family-draft.ts';
import type { LayerFindings } from './layer-findings.ts';

/** Connections between two neighbouring covered layers. */
export interface LayerConnections {
  readonly from: string;
  readonly to: string;
  readonly connections: Connections;
}

/** Passports of all units that are in a family or a circuit, by layer and unit. */
export function assembleUnits(
  model: string,
  architecture: Architecture,
  layers: readonly LayerFindings[],
  families: readonly Family[],
  circuits: readonly Circuit[],
): Unit[] {
  return layers.flatMap(({ layer, alias, kinds, moved, mirror }) => {
    const facts = architecture.layers.find(({ name }) => name === layer)!;
    const tagsOf = new Map<number, string[]>();
    for (const family of families) {
      for (const unit of unitsIn(family, layer)) {
        tagsOf.set(unit, [...(tagsOf.get(unit) ?? []), family.tag]);
      }
    }
    for (const unit of singleUnits(circuits, layer)) tagsOf.set(unit, tagsOf.get(unit) ?? []);
    const modulation = (group: 'rotation' | 'hue', unit: number): number | null => {
      const share = moved.find((entry) => entry.group === group)?.found.modulation[unit] ?? null;
      return share === null ? null : round(share, 4);
    };
    return [...tagsOf.keys()]
      .sort((a, b) => a - b)
      .map((unit): Unit => {
        const tags = tagsOf.get(unit)!;
        const own = mirror.found.own[unit] ?? null;
        return {
          model,
          layer,
          unit,
          aliases: [
            ...new Set([
              `${alias}:${String(unit)}`,
              `${layer}:${String(unit)}`,
              branchAlias(facts.branches, unit),
            ]),
          ],
          families: tags,
          circuits: circuits
            .filter(({ from, to }) =>
              [from, to].some((end) => end.layer === layer && end.units.includes(unit)),
            )
            .map(({ tag }) => tag),
          weightDigest: facts.unitDigests[unit]!,
          tuning: unitTuning(kinds, unit),
          transformations: {
            rotation: modulation('rotation', unit),
            hue: modulation('hue', unit),
            mirror: own === null ? null : round(own, 4),
          },
        };
      });
  });
}

/** The strongest weights of the units that have a passport, in their order. */
export function assembleConnections(
  units: readonly Unit[],
  connections: readonly LayerConnections[],
): UnitConnections[] {
  return units.map(({ layer, unit, families }) => {
    const before = connections.find(({ to }) => to === layer);
    const after = connections.find(({ from }) => from === layer);
    return {
      layer,
      unit,
      incoming: before ? named(before.from, before.connections.incoming[unit]!, families) : [],
      outgoing: after ? named(after.to, after.connections.outgoing[unit]!, families) : [],
      linearised: [
        ...new Set([before, after].flatMap((end) => end?.connections.approximations ?? [])),
      ].map(sentence),
    };
  });
}

/** Tuning to the kinds that drive the unit; what hardly does says nothing of it. */
function unitTuning(kinds: readonly MeasuredTuning[], unit: number): KindTuning[] {
  const all = kinds.map((kind) => kindTuning(kind, unit));
  const largest = Math.max(...all.map(({ strongest }) => strongest));
  return all.filter(({ strongest }) => strongest >= LEAST_DRIVE * largest);
}

/** A unit's tuning to the condition of a kind that drives it most. */
function kindTuning(measured: MeasuredTuning, unit: number): KindTuning {
  const { kind, conditions, responses } = measured;
  const { hues, turns, values } = responses;
  const size = responses.conditions * hues * turns;
  const strongest = strongestOfKind(measured, unit);
  const own = values.subarray(unit * size, (unit + 1) * size);
  const place = Math.max(0, own.indexOf(strongest));
  const condition = Math.floor(place / (hues * turns));
  const hue = Math.floor(place / turns) % hues;
  const turn = place % turns;
  const at = (h: number, t: number): number =>
    Number(own[(condition * hues + h) * turns + t]!.toPrecision(3));
  return {
    kind,
    condition: conditions[condition]!,
    strongest: Number(strongest.toPrecision(4)),
    turns: turns > 1 ? Array.from({ length: turns }, (_, t) => at(hue, t)) : [],
    hues: hues > 1 ? Array.from({ length: hues }, (_, h) => at(h, turn)) : [],
  };
}

/** Connections a side that a unit's record lists, and those of a unit without a family. */
const LISTED = 5;
const FEWER = 3;

function named(
  layer: string,
  connections: readonly Connection[],
  families: readonly string[],
): UnitConnections['incoming'] {
  const listed = connections.slice(0, families.length > 0 ? LISTED : FEWER);
  return listed.map(({ unit, weight, peak }) => ({
    layer,
    unit,
    weight: round(weight, 4),
    peak: round(peak, 4),
  }));
}

/** Units of a layer that stand alone at the end of a circuit or lead one of its factors. */
function singleUnits(circuits: readonly Circuit[], layer: string): number[] {
  return circuits.flatMap(({ from, to, factors }) => [
    ...[from, to]
      .filter((end) => end.layer === layer && end.family === null)
      .flatMap(({ units }) => units),
    ...(from.layer === layer ? factors.flatMap(({ units }) => units.map(({ unit }) => unit)) : []),
  ]);
}
