import { rotateKernel } from '../../actions/kernel.ts';
import { alignedSquares, tyingResidual } from '../../circuits/tying-residual.ts';
import { averageTurned, type AveragedKernel } from '../../circuits/turned-kernels.ts';
import type { NetworkDesign } from '../../designed/network-design.ts';
import { steerableBasis, type BasisOptions } from '../../designed/steerable-basis.ts';
import { steerBack } from '../../designed/steer-back.ts';
import { tiedSets, type TiedSet } from '../../designed/tied-sets.ts';
import type { Graph } from '../../graph/ir.ts';
import { motifForms } from '../../records/circuit.ts';
import type { Derivation } from '../../records/derivation.ts';
import type { DesignedTying } from '../../records/tying.ts';
import { derivation } from './derivation.ts';
import { round } from './round.ts';

export function designedTyingDerivation(design: NetworkDesign, tensorDigest: string): Derivation {
  return derivation({
    stage: 'weight tying by design',
    version: 1,
    parameters: { design: design.name },
    inputs: [{ name: 'weights', digest: tensorDigest }],
  });
}

/** How far the weights of a network that a design ties are tied, convolution by convolution. */
export function designedTying(
  design: NetworkDesign,
  graph: Graph,
  tensorDigest: string,
): DesignedTying {
  return {
    layers: design.layers.flatMap((layer) => {
      if (layer.kind !== 'convolution') return [];
      const sets = tiedSets(design, graph, layer.name);
      return motifForms.flatMap((form) => {
        const own = sets.filter((set) => set.form === form);
        if (own.length === 0) return [];
        return [{ layer: layer.name, form, ...residuals(own, layer.size, layer.basis) }];
      });
    }),
    step: 360 / design.symmetry.turns,
    derivation: designedTyingDerivation(design, tensorDigest),
  };
}

function residuals(sets: readonly TiedSet[], size: number, options?: BasisOptions) {
  const basis = steerableBasis(size, options);
  const back = sets[0]!.members.map(({ move }) => steerBack(basis, move));
  const all = tyingResidual(
    sets.map(({ members }) =>
      asTheyAre(
        members.map(({ kernel }, i) => back[i]!(kernel)),
        size,
      ),
    ),
  );
  const turned = sets.map(({ members }) =>
    averageTurned(
      members.map(({ kernel }) => kernel),
      members.map(({ move }) => move.degrees),
      size,
    ),
  );
  const whole = sets
    .flatMap(({ members }) => members.flatMap(({ kernel }) => [...kernel]))
    .reduce((sum, weight) => sum + weight ** 2, 0);
  return {
    kernels: all.kernels,
    templates: all.templates,
    untied: round(all.untied, 4),
    quarterTurns: rounded(tyingResidual(sets.flatMap((set) => quarters(set, size))).residual),
    steered: rounded(all.residual),
    aligned: rounded(tyingResidual(turned).residual),
    kept: whole === 0 ? 0 : round(alignedSquares(turned) / whole, 4),
  };
}

/** A set in parts that quarter turns carry into each other, turned back. */
function quarters({ members }: TiedSet, size: number): readonly AveragedKernel[] {
  const parts = new Map<number, Float64Array[]>();
  for (const { move, kernel } of members) {
    const rest = move.degrees % 90;
    const turned = rotateKernel(Float32Array.from(kernel), [size, size, 1, 1], rest - move.degrees);
    parts.set(rest, [...(parts.get(rest) ?? []), Float64Array.from(turned)]);
  }
  return [...parts.values()].map((kernels) => asTheyAre(kernels, size));
}

const asTheyAre = (kernels: readonly Float64Array[], size: number): AveragedKernel =>
  averageTurned(
    kernels,
    kernels.map(() => 0),
    size,
  );

/** Weights are float32: below a millionth a residual is their rounding. */
function rounded(residual: number): number {
  return round(residual, 6);
}
