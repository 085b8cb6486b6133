import type { Verification } from '../../pipeline/records/index.ts';

/** What became of the patches that one member was predicted to win. */
export interface PredictedMember {
  /** Index of the member. */
  readonly member: number;
  readonly patches: number;
  /** Patches that it won itself. */
  readonly hits: number;
  /** Index of the member that won most; undefined without patches. */
  readonly winner: number | undefined;
}

/** One row of the confusion matrix in words' reach. */
export const predictedMembers = ({ confusion }: Verification): PredictedMember[] =>
  confusion.map((row, member) => {
    const patches = row.reduce((sum, n) => sum + n, 0);
    const winner = patches === 0 ? undefined : row.indexOf(Math.max(...row));
    return { member, patches, hits: row[member]!, winner };
  });

/** Counts as shares of their row; rows without patches stay at zero. */
export const rowShares = ({ confusion }: Verification): number[][] =>
  confusion.map((row) => {
    const total = row.reduce((sum, n) => sum + n, 0);
    return row.map((n) => (total === 0 ? 0 : n / total));
  });
