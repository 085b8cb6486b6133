import type { z } from 'zod';
import {
  circuitListSchema,
  scanSchema,
  type Circuit,
  type ScannedFit,
} from '../../records/circuit.ts';
import type { Claim } from '../../records/claim.ts';
import { controlsSchema, type Controls } from '../../records/controls.ts';
import { coverageListSchema, type Coverage } from '../../records/coverage.ts';
import { familyListSchema, type Family } from '../../records/family.ts';
import { modelSchema, type Model } from '../../records/model.ts';
import { parseRecord } from '../../records/parse-record.ts';
import { NOTHING_COMPARED, type ComparisonRecords } from './comparison-records.ts';
import { decodeSafetensors } from '../../records/safetensors.ts';
import { unitListSchema, type Unit } from '../../records/unit.ts';
import {
  weightEquivarianceSchema,
  type WeightEquivariance,
} from '../../records/weight-equivariance.ts';

/** The records of one model from which the published claims are answered. */
export interface ClaimRecords {
  readonly model: Model;
  readonly families: readonly Family[];
  readonly circuits: readonly Circuit[];
  /** Every fit of a circuit, passed or not. */
  readonly scan: readonly ScannedFit[];
  readonly coverage: readonly Coverage[];
  readonly controls: Pick<Controls, 'shuffled'>;
  readonly weightEquivariance: WeightEquivariance;
  readonly units: readonly Unit[];
  /** First mean kernel of a circuit in the aligned frame, [y][x]; undefined without a file of it. */
  alignedMean(circuit: string): readonly (readonly number[])[] | undefined;
  /** What the register says of other models. */
  readonly others: readonly Claim[];
  /** What is said of several models together. */
  readonly comparison: ComparisonRecords;
}

/** What the records of a model say of a claim. */
export type Answer = Pick<
  Claim,
  'verdict' | 'rule' | 'finding' | 'numbers' | 'evidence' | 'records'
>;

export type AnswerClaim = (records: ClaimRecords) => Answer;

/**
 * The records as they are written, so that an answer follows from what a reader can download.
 * @param bytesOf a record file of the model; circuits, their scan and their kernels may be missing.
 * @throws UserError where another file is missing or one does not fit its schema.
 */
export function readClaimRecords(
  bytesOf: (file: string) => Uint8Array | string | undefined,
  others: readonly Claim[],
  comparison: ComparisonRecords = NOTHING_COMPARED,
): ClaimRecords {
  const read = <T>(file: string, schema: z.ZodType<T>, missing?: T): T => {
    const bytes = bytesOf(file);
    const text = bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : bytes;
    if (text === undefined && missing !== undefined) return missing;
    return parseRecord(schema, text === undefined ? undefined : JSON.parse(text), file);
  };
  return {
    model: read('model.json', modelSchema),
    families: read('families.json', familyListSchema),
    circuits: read('circuits.json', circuitListSchema, []),
    scan: read('scan.json', scanSchema, []),
    coverage: read('coverage.json', coverageListSchema),
    controls: read('controls.json', controlsSchema),
    weightEquivariance: read('weight-equivariance.json', weightEquivarianceSchema),
    units: read('units.json', unitListSchema),
    alignedMean: (circuit) => {
      const bytes = bytesOf(`kernels/${circuit}.safetensors`);
      if (!(bytes instanceof Uint8Array)) return undefined;
      const { shape, data } = decodeSafetensors(bytes)['mean']!;
      const [, height, width] = shape as [number, number, number];
      return Array.from({ length: height }, (_, y) =>
        Array.from(data.subarray(y * width, (y + 1) * width)),
      );
    },
    others,
    comparison,
  };
}
