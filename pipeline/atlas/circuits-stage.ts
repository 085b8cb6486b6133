import { linearPath } from '../circuits/linear-path.ts';
import {
  circuitRules,
  measureCircuit,
  type CircuitRules,
  type MeasuredCircuit,
} from '../circuits/measure-circuit.ts';
import type { DescribedCircle } from '../families/describe-sets.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { Stage, Task } from '../store/stage.ts';
import type { LayerFamilies } from './families-stage.ts';
import { jsonArtifact, PLAIN_BACKEND, readJson } from './json-artifact.ts';
import type { Resources } from './resources.ts';

interface CircuitsParameters extends Record<string, unknown> {
  readonly from: string;
  readonly to: string;
  readonly rules: CircuitRules;
}

/** One circuit between two families, told by their places in the layers' discoveries. */
export interface CircuitArtifact extends Omit<MeasuredCircuit, 'kernels'> {
  readonly from: number;
  readonly to: number;
  /** Positions a side. */
  readonly size: number;
  /** Effective weights [target][source][position], in the order of the families' members. */
  readonly kernels: readonly (readonly (readonly number[])[])[];
  readonly approximations: readonly string[];
}

/** Families whose circuits are extracted: those of period 360° that curves drive. Verdicts are spoken later. */
export function isCurveFamily({ name, period }: Pick<DescribedCircle, 'name' | 'period'>): boolean {
  return name === 'curves' && period === 360;
}

export function circuitsTask({ weights }: ModelFile, from: string, to: string): Task {
  return {
    stage: 'circuits',
    subject: `${from} → ${to}`,
    parameters: { from, to, rules: circuitRules } satisfies CircuitsParameters,
    inputs: {
      weights: { digest: weights.tensorDigest },
      from: { task: `families rotation ${from}` },
      to: { task: `families rotation ${to}` },
    },
  };
}

/** Circuits of every curve family of one layer with every one of the next; an array as JSON. */
export const circuitsStage: Stage<Resources> = {
  name: 'circuits',
  version: 2,
  needs: ['weights'],
  compute: async ({ parameters, inputs, resources }) => {
    const { from, to, rules } = parameters as CircuitsParameters;
    const { graph } = await resources.weights();
    const path = linearPath(graph, from, to);
    const sources = readJson<LayerFamilies>(inputs['from']!).circles;
    const targets = readJson<LayerFamilies>(inputs['to']!).circles;
    const circuits: CircuitArtifact[] = [];
    sources.forEach((source, f) => {
      targets.forEach((target, t) => {
        if (!isCurveFamily(source) || !isCurveFamily(target)) return;
        const { kernels, ...measured } = measureCircuit(path, end(source), end(target), rules);
        circuits.push({
          from: f,
          to: t,
          ...measured,
          size: kernels.size,
          kernels: target.members.map((_, b) =>
            source.members.map((_, a) => {
              const area = kernels.size * kernels.size;
              const start = (b * source.members.length + a) * area;
              return Array.from(kernels.values.subarray(start, start + area));
            }),
          ),
          approximations: path.approximations,
        });
      });
    });
    return jsonArtifact(circuits, PLAIN_BACKEND);
  },
};

function end({ members }: DescribedCircle): { units: number[]; elements: number[] } {
  return {
    units: members.map(({ unit }) => unit),
    elements: members.map(({ element }) => element),
  };
}
