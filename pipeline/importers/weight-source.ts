import { UserError } from '../records/user-error.ts';

/** Where a model's bytes came from: what error messages say of them. */
export interface WeightSource {
  /** Path of the file that was read. */
  readonly path: string;
  /** Public address of the intended file; none where the project ships it. */
  readonly url: string | undefined;
}

/** The file is not what the model's file says: `found` tells in what way, the remedy is another copy. */
export function unusable(source: WeightSource, expected: string, found: string): UserError {
  return new UserError({
    expected: `${expected} in ${source.path}`,
    found,
    remedy:
      source.url === undefined ? 'restore the committed file' : `replace it with ${source.url}`,
  });
}
