import { canonicalJson } from './canonical-json.ts';
import { digestOf } from './digest.ts';
import type { Parameters } from './stage.ts';

export interface InputDigest {
  readonly name: string;
  readonly digest: string;
}

/**
 * The key under which a stage's output is kept: sha256 over stage, version, parameters and the
 * digests of the inputs' content. An input that is computed anew with the same bytes leaves the key
 * as it was, so nothing downstream is computed again.
 */
export function stageKey(run: {
  readonly stage: string;
  readonly version: number;
  readonly parameters: Parameters;
  readonly inputs: readonly InputDigest[];
}): string {
  const inputs = Object.fromEntries(run.inputs.map(({ name, digest }) => [name, digest]));
  const { stage, version, parameters } = run;
  return digestOf(canonicalJson({ stage, version, parameters, inputs }));
}
