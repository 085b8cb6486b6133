import { branchAlias } from '../graph/branches.ts';
import type { Circuit } from '../records/circuit.ts';
import type { Family } from '../records/family.ts';
import type { Unit } from '../records/unit.ts';
import type { Architecture } from './architecture-stage.ts';
import { round, tuningCurve, type LayerFindings } from './assemble-families.ts';
import { sentence } from './assemble-circuits.ts';
import type { Connection, Connections } from './connections-stage.ts';

/** Connections between two neighbouring covered layers. */
export interface LayerConnections {
  readonly from: string;
  readonly to: string;
  readonly connections: Connections;
}

/** Passports of all units that are in a family, by layer and unit. */
export function assembleUnits(
  model: string,
  architecture: Architecture,
  layers: readonly LayerFindings[],
  connections: readonly LayerConnections[],
  families: readonly Family[],
  circuits: readonly Circuit[],
): Unit[] {
  return layers.flatMap((findings) => {
    const { layer, alias, plan } = findings;
    const facts = architecture.layers.find(({ name }) => name === layer)!;
    const own = families.filter((family) => family.layer === layer);
    const units = [...new Set(own.flatMap(({ members }) => members.map(({ unit }) => unit)))].sort(
      (a, b) => a - b,
    );
    return units.map((unit): Unit => {
      const tags = own
        .filter(({ members }) => members.some((member) => member.unit === unit))
        .map(({ tag }) => tag);
      const before = connections.find(({ to }) => to === layer);
      const after = connections.find(({ from }) => from === layer);
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
          .filter(({ from, to }) => tags.includes(from.family) || tags.includes(to.family))
          .map(({ tag }) => tag),
        weightDigest: facts.unitDigests[unit]!,
        tuning: {
          conditions: [...plan.conditions],
          angles: [...plan.angles],
          values: plan.conditions.map((_, c) => tuningCurve(findings.responses, unit, c)),
        },
        incoming: before ? named(before.from, before.connections.incoming[unit]!) : [],
        outgoing: after ? named(after.to, after.connections.outgoing[unit]!) : [],
        linearised: [
          ...new Set([before, after].flatMap((layers) => layers?.connections.approximations ?? [])),
        ].map(sentence),
      };
    });
  });
}

function named(layer: string, connections: readonly Connection[]): Unit['incoming'] {
  return connections.map(({ unit, weight, peak }) => ({
    layer,
    unit,
    weight: round(weight, 4),
    peak: round(peak, 4),
  }));
}
