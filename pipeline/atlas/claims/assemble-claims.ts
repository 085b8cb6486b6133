import { parse, stringify } from 'yaml';
import { claimListSchema, type Claim } from '../../records/claim.ts';
import { parseRecord } from '../../records/parse-record.ts';
import { UserError } from '../../records/user-error.ts';
import { answerHue, answerHueRotation } from './answer-colour.ts';
import { answerColourAndGrey, answerHighLow } from './answer-factor-circuits.ts';
import { answerDesigned } from './answer-designed.ts';
import { answerFirstLayer } from './answer-first-layer.ts';
import { answerUniversality } from './answer-general.ts';
import { answerDogHead, answerHumanAnimal } from './answer-mirrored-circuits.ts';
import { answerExotic, answerReflection } from './answer-mirrored.ts';
import { answerContrastLine, answerCurveCurve, answerHueHue } from './answer-relative-circuits.ts';
import { answerRotation, answerRotationModulo } from './answer-rotation.ts';
import {
  answerContrastCentre,
  answerCurveCircle,
  answerLineCircle,
} from './answer-round-circuits.ts';
import { answerScale } from './answer-scale.ts';
import { readClaimRecords, type AnswerClaim, type ClaimRecords } from './claim-records.ts';
import { NOTHING_COMPARED, type ComparisonRecords } from './comparison-records.ts';
import { answerParameterBound } from './parameter-bound.ts';
import { publishedClaims, publishedModel } from './published-claims.ts';

/** The register of claims, below the project's root. */
export const CLAIMS_PATH = 'content/claims.yaml';

/** Which rule answers which claim. */
const answers: Readonly<Record<string, AnswerClaim>> = {
  rotation: answerRotation,
  'rotation-mod-180': answerRotationModulo,
  scale: answerScale,
  hue: answerHue,
  'hue-rotation': answerHueRotation,
  reflection: answerReflection,
  exotic: answerExotic,
  'high-low': answerHighLow,
  'contrast-center': answerContrastCentre,
  'bw-color': answerColourAndGrey,
  'line-circle': answerLineCircle,
  'curve-circle': answerCurveCircle,
  'human-animal': answerHumanAnimal,
  'dog-head': answerDogHead,
  'hue-hue': answerHueHue,
  'curve-curve': answerCurveCurve,
  'contrast-line': answerContrastLine,
  designed: answerDesigned,
  'first-layer': answerFirstLayer,
  universality: answerUniversality,
  'parameter-bound': answerParameterBound,
};

/** Every published claim, answered from the records of one model. */
export function answerClaims(records: ClaimRecords): Claim[] {
  return publishedClaims.map((claim): Claim => {
    const {
      verdict,
      rule,
      finding,
      numbers,
      evidence,
      records: files,
    } = answers[claim.id]!(records);
    return {
      ...claim,
      model: records.model.name,
      ...{ verdict, rule, finding, numbers, evidence, records: files },
      published: publishedModel,
    };
  });
}

/** A record file of a model. */
export type BytesOf = (file: string) => Uint8Array | string | undefined;

/**
 * The register with the claims answered anew for one model, and then for the others, since some
 * claims are about all models: models by name, claims in the order in which they were published.
 * @param bytesOf a record file of the model.
 * @param committed the register so far.
 * @param others record files of the other models; what is said of one that is not among them stays.
 * @param comparison what is said of several models together.
 */
export function assembleClaims(
  model: string,
  bytesOf: BytesOf,
  committed: Uint8Array | string | undefined,
  others: ReadonlyMap<string, BytesOf> = new Map(),
  comparison: ComparisonRecords = NOTHING_COMPARED,
): string {
  let claims = parseClaims(decoded(committed));
  for (const [name, records] of [[model, bytesOf] as const, ...others]) {
    const rest = claims.filter((claim) => claim.model !== name);
    claims = [...rest, ...answerClaims(readClaimRecords(records, rest, comparison))];
  }
  return serialiseClaims(
    claims.toSorted((a, b) => (a.model < b.model ? -1 : a.model > b.model ? 1 : 0)),
  );
}

function decoded(content: Uint8Array | string | undefined): string | undefined {
  return content instanceof Uint8Array ? new TextDecoder().decode(content) : content;
}

/** Reads a register; none is an empty one. Throws a UserError for one that is broken. */
export function parseClaims(text: string | undefined): readonly Claim[] {
  if (text === undefined) return [];
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    throw new UserError({
      expected: `YAML in ${CLAIMS_PATH}`,
      found: 'something else',
      remedy: 'restore the committed file',
    });
  }
  return parseRecord(claimListSchema, value, CLAIMS_PATH);
}

/** The register as YAML, checked against its schema. */
export function serialiseClaims(claims: readonly Claim[]): string {
  const checked = parseRecord(claimListSchema, claims, CLAIMS_PATH);
  return stringify(checked, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false });
}
