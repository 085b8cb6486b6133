import type { Claim, ClaimVerdict } from '../../pipeline/records/index.ts';

/** Verdicts on claims, in the order in which they are counted. */
const VERDICTS: readonly ClaimVerdict[] = [
  'reproduced',
  'partly',
  'not reproduced',
  'not testable here',
];

const WORDS: Readonly<Record<ClaimVerdict, string>> = {
  reproduced: 'reproduced',
  partly: 'partly reproduced',
  'not reproduced': 'not reproduced',
  'not testable here': 'not testable here',
};

/** How many claims have each verdict, all four verdicts given. */
export const claimScore = (claims: readonly Claim[]) =>
  VERDICTS.map((verdict) => ({
    verdict,
    claims: claims.filter((claim) => claim.verdict === verdict).length,
  }));

/** `4 are reproduced, 5 partly reproduced, 1 not reproduced and 11 not testable here`. */
export function scoreText(claims: readonly Claim[]): string {
  const [first, ...others] = claimScore(claims).map(
    ({ verdict, claims: count }, i) =>
      `${String(count)} ${i > 0 ? '' : count === 1 ? 'is ' : 'are '}${WORDS[verdict]}`,
  );
  return `${[first, ...others.slice(0, -1)].join(', ')} and ${others.at(-1)!}`;
}

/** Claims by model, in the order of the register. */
export function claimsByModel(
  claims: readonly Claim[],
): readonly { readonly model: string; readonly claims: readonly Claim[] }[] {
  return [...Map.groupBy(claims, ({ model }) => model)].map(([model, own]) => ({
    model,
    claims: own,
  }));
}

/** What each model says of one claim, claims in the order of the register. */
export function modelsByClaim(claims: readonly Claim[]): readonly (readonly [Claim, ...Claim[]])[] {
  return [...Map.groupBy(claims, ({ id }) => id).values()].map(
    ([first, ...others]) => [first!, ...others] as const,
  );
}
