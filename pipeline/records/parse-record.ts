import type { z } from 'zod';
import { UserError } from './user-error.ts';

/**
 * Parses `value` with `schema`; on failure throws a UserError that names the file, the path inside
 * it and what was wrong there (the first problem; the number of further ones is added).
 */
export function parseRecord<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [first, ...others] = result.error.issues;
  const place = first?.path.length ? `at ${first.path.map(String).join('.')}` : 'at the top';
  throw new UserError({
    expected: `a valid ${file}`,
    found: `${place}: ${first?.message ?? 'unknown problem'}${others.length ? ` (and ${String(others.length)} more)` : ''}`,
    remedy: 'correct that entry',
  });
}
