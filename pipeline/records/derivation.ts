import { z } from 'zod';
import { sha256 } from './provenance.ts';

/** What an entry of `content/comparison/` was computed from; as for artifacts, without dates. */
export const derivationSchema = z.strictObject({
  stage: z.string(),
  version: z.int().positive(),
  /** sha256 of stage, version, canonical parameters and input digests. */
  key: sha256,
  parameters: z.record(z.string(), z.unknown()),
  /** Tensor digests of weights, and sha256 of the bytes of records. */
  inputs: z.array(z.strictObject({ name: z.string(), digest: sha256 })),
});

export type Derivation = z.infer<typeof derivationSchema>;
