import { measureOperator, type MeasuredOperator } from './measure-operator.ts';
import { operatorCases } from './operator-cases.ts';

/** What the current backend makes of every case, or how it fails. */
export type MeasuredCases = readonly (MeasuredOperator | { readonly failure: string })[];

export default async function measureOperators(): Promise<MeasuredCases> {
  const measured: (MeasuredOperator | { failure: string })[] = [];
  for (const [seed, specified] of operatorCases.entries()) {
    measured.push(
      await measureOperator(specified, seed).catch((error: unknown) => ({
        failure: error instanceof Error ? error.message : String(error),
      })),
    );
  }
  return measured;
}
