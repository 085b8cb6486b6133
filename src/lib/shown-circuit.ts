import type { Circuit, Family } from '../../pipeline/records/index.ts';
import { type CircuitKernels, type Kernel, readKernels } from './circuit-kernels.ts';
import { endUnitName, familyOfEnd } from './circuit-words.ts';
import type { ModelAtlas } from './index-atlas.ts';
import { decimal, signed } from './numbers.ts';
import { kernelPeak, kernelSum } from './weight-map.ts';

/** A circuit with everything that its figures are drawn from. */
export interface ShownCircuit {
  readonly atlas: ModelAtlas;
  readonly circuit: Circuit;
  readonly kernels: CircuitKernels;
  /** Of either end; undefined for single units. */
  readonly families: readonly [from: Family | undefined, to: Family | undefined];
  /** End of the one scale of its weights. */
  readonly largest: number;
}

/** @throws Error where a family's record or the file of kernels is missing. */
export const showCircuit = (atlas: ModelAtlas, circuit: Circuit): ShownCircuit => ({
  atlas,
  circuit,
  kernels: readKernels(circuit),
  families: [familyOfEnd(atlas, circuit, circuit.from), familyOfEnd(atlas, circuit, circuit.to)],
  largest: circuit.kernels.largest,
});

/** `3a:14 at 32° → 3b:206 at 35°`. */
export const connectionName = ({ atlas, circuit }: ShownCircuit, target: number, source: number) =>
  `${endUnitName(atlas, circuit, circuit.from, source)} → ${endUnitName(atlas, circuit, circuit.to, target)}`;

/** `sum +0.21, strongest +0.08`. */
export const kernelText = (kernel: Kernel) =>
  `sum ${signed(kernelSum(kernel), 3)}, strongest ${signed(kernelPeak(kernel), 3)}`;

/** `sum 0.21, strongest 0.08`, for a card. */
export const plainKernelText = (kernel: Kernel) =>
  `sum ${decimal(kernelSum(kernel), 3)}, strongest ${decimal(kernelPeak(kernel), 3)}`;

/** `3a:14 at 32° → 3b:206 at 35°: sum +0.21, strongest +0.08`. */
export const weightText = (shown: ShownCircuit, target: number, source: number) =>
  `${connectionName(shown, target, source)}: ${kernelText(shown.kernels.kernel(target, source))}`;
