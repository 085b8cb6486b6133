import { assembleClaims, CLAIMS_PATH, parseClaims } from '../claims/assemble-claims.ts';
import { committedClaimRecords } from '../claims/committed-claim-records.ts';
import { readComparison } from '../claims/comparison-records.ts';
import { COMPARISON_RECORDS } from './compared-folders.ts';
import type { ReadCommitted } from './model-records.ts';

/** The register of claims, answered with what has just been compared; undefined where there is none. */
export async function claimsBeside(
  read: ReadCommitted,
  files: ReadonlyMap<string, Uint8Array | string>,
): Promise<string | undefined> {
  const before = await read(CLAIMS_PATH);
  if (before === undefined) return undefined;
  const text = new TextDecoder().decode(before);
  const names = new Set(parseClaims(text).map(({ model }) => model));
  const records = await committedClaimRecords(names, read);
  const [first, ...others] = records;
  if (first === undefined) return text;
  const comparison = await readComparison((file) =>
    Promise.resolve(files.get(`${COMPARISON_RECORDS}/${file}`)),
  );
  return assembleClaims(...first, text, new Map(others), comparison);
}
