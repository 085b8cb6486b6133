import { z } from 'zod';

export const tagSchema = z.string().regex(/^[0-9A-Z]{4}$/, 'four characters of 0–9 and A–Z');

/** One line of `content/tags.csv`. Lines are only ever added; status, successor and reason may be filled in. */
export const tagEntrySchema = z.strictObject({
  tag: tagSchema,
  /** e.g. `googlenet/3b/rotation/1`: never changes its meaning. */
  label: z.string(),
  kind: z.enum(['family', 'circuit']),
  status: z.enum(['current', 'retired']),
  /** Tag that takes over, or empty. */
  successor: z.union([tagSchema, z.literal('')]),
  reason: z.string(),
});

export type TagEntry = z.infer<typeof tagEntrySchema>;
