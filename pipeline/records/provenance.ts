import { z } from 'zod';

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a sha256 digest in lower-case hex');

/** One artifact of the store: which stage made it, from what. No dates and no durations. */
export const provenanceSchema = z.strictObject({
  stage: z.string(),
  version: z.int().positive(),
  /** What distinguishes this run of the stage from others: layer, unit, ... */
  subject: z.string(),
  /** sha256 of stage, version, canonical parameters and input digests. */
  key: sha256,
  parameters: z.record(z.string(), z.unknown()),
  inputs: z.array(z.strictObject({ name: z.string(), digest: sha256 })),
  /** sha256 of the artifact's bytes. */
  output: sha256,
  backend: z.string(),
});

/** `provenance.json`: an array in the order of the stage graph. */
export const provenanceListSchema = z.array(provenanceSchema);

export type Provenance = z.infer<typeof provenanceSchema>;
