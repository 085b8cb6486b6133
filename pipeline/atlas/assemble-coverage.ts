import type { Agreement } from '../records/agreement.ts';
import type { Coverage } from '../records/coverage.ts';
import type { Family, GroupName } from '../records/family.ts';
import type { Architecture } from './architecture-stage.ts';
import { unitsIn } from './assemble-model.ts';
import { round } from './family-draft.ts';
import type { LayerFindings } from './layer-findings.ts';

/** A unit is invariant where a transformation makes less than this share of its variance. */
export const INVARIANT_SHARE = 0.25;
/** A unit is invariant to mirroring where its T_flip with itself reaches this. */
export const INVARIANT_MIRROR = 0.9;

/** Units in supported families, and invariant units, of every layer. */
export function assembleCoverage(
  { layers }: Architecture,
  findings: readonly LayerFindings[],
  families: readonly Family[],
): Coverage[] {
  return layers.map(({ name, shape }) => {
    const { moved, mirror } = findings.find(({ layer }) => layer === name)!;
    const covered = (group: GroupName): number => {
      const units = families
        .filter((family) => family.group === group && family.verdict !== 'not supported')
        .flatMap((family) => unitsIn(family, name));
      return new Set(units).size;
    };
    const still = (group: 'rotation' | 'hue'): number[] =>
      moved
        .filter((entry) => entry.group === group)
        .flatMap(({ found }) =>
          found.modulation.flatMap((share, unit) =>
            share !== null && share < INVARIANT_SHARE ? [unit] : [],
          ),
        );
    const unmirrored = mirror.found.own.flatMap((own, unit) =>
      own !== null && own >= INVARIANT_MIRROR ? [unit] : [],
    );
    const invariantUnits = {
      rotation: still('rotation'),
      reflection: unmirrored,
      hue: still('hue'),
    };
    return {
      layer: name,
      units: shape[2],
      inFamily: {
        rotation: covered('rotation'),
        reflection: covered('reflection'),
        hue: covered('hue'),
        hueRotation: covered('hue-rotation'),
        scale: covered('scale'),
        correspondence: covered('correspondence'),
      },
      invariant: {
        rotation: invariantUnits.rotation.length,
        reflection: invariantUnits.reflection.length,
        hue: invariantUnits.hue.length,
      },
      invariantUnits,
    };
  });
}

/** Dead leaves alone beside photographs alone, by layer and group. */
export function assembleAgreement(findings: readonly LayerFindings[]): Agreement[] {
  return findings.flatMap(({ layer, moved }) =>
    moved.flatMap(({ group, found: { agreement } }): Agreement[] => {
      if (agreement === null) return [];
      const { first, second, sharedUnits, samePairs, elementError } = agreement;
      return [
        {
          layer,
          group,
          photographs: first,
          deadLeaves: second,
          sharedUnits,
          samePairs: samePairs === null ? null : round(samePairs, 4),
          elementError: elementError === null ? null : round(elementError, 1),
        },
      ];
    }),
  );
}
