import type { Circuit } from '../../pipeline/records/index.ts';
import { turn } from './circle.ts';
import { count, signed } from './numbers.ts';

/** Bins of fewer pairs name no sign: their interval is narrow for lack of anything to draw anew. */
const FEWEST_PAIRS = 4;

/** Degrees: half the width of a bin of the records. */
const HALF_BIN = 15;

/**
 * What the weights at a relative element (degrees) are, in words made from the profile:
 * `excitatory on average (+0.50)`, `inhibitory on average`, `uncertain in sign` where the interval
 * holds zero, or `too few …` where there are not enough pairs to say.
 */
export function profileWords(profile: Circuit['profile'], relative: number): string {
  const bin = profile.find(({ delta }) => Math.abs(turn(relative, delta)) <= HALF_BIN);
  const pairs = bin?.pairs ?? 0;
  if (bin === undefined || pairs < FEWEST_PAIRS) {
    return `too few to name a sign (${count(pairs, 'pair')})`;
  }
  const [low, high] = bin.interval;
  const mean = signed(bin.weight);
  if (low > 0) return `excitatory on average (${mean})`;
  if (high < 0) return `inhibitory on average (${mean})`;
  return `uncertain in sign (${mean} on average)`;
}
