import type { Artifact } from '../store/stage.ts';

/**
 * A JSON value as an artifact; keys keep the order in which the stage wrote them, numbers keep seven
 * significant digits, which is what float32 activations hold.
 */
export function jsonArtifact(value: unknown, backend: string): Artifact {
  return { bytes: new TextEncoder().encode(JSON.stringify(value, roundNumber)), backend };
}

function roundNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value)
    ? Number(value.toPrecision(7))
    : value;
}

/** The value of a JSON artifact; the caller names the type that its stage wrote. */
export function readJson<T>(bytes: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}

/** What does the arithmetic of stages that use no TensorFlow.js backend. */
export const PLAIN_BACKEND = 'float64';
