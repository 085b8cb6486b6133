import type { AnyModelFile } from '../records/model-file.ts';
import { UserError } from '../records/user-error.ts';

/** Where a model's bytes came from: what error messages say of them. */
export interface WeightSource {
  /** Path of the file that was read. */
  readonly path: string;
  /** Where the intended file is to be had, as `weightAddress` says it; none where the project ships it. */
  readonly url: string | undefined;
}

/** What to download, in words: an address, or a file from the archive at an address. */
export function weightAddress(weights: AnyModelFile['weights']): string | undefined {
  const archived = 'archive' in weights && weights.archive !== undefined;
  return archived ? `${weights.file} from ${weights.url}` : weights.url;
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
