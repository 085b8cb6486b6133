import type { Circuit } from '../../pipeline/records/index.ts';
import { turn } from './circle.ts';
import { signed } from './numbers.ts';

/**
 * What the profile says at a relative element, in words made from the numbers: `excites … (+0.50 on
 * average)`, `inhibits`, or `has no settled sign` where the interval holds zero.
 */
export function profileWords(profile: Circuit['profile'], relative: number): string {
  const [bin] = [...profile].sort(
    (a, b) => Math.abs(turn(relative, a.delta)) - Math.abs(turn(relative, b.delta)),
  );
  if (bin === undefined) return 'was not measured on';
  const [low, high] = bin.interval;
  const verb = low > 0 ? 'excites' : high < 0 ? 'inhibits' : 'has weights of no settled sign to';
  return `${verb} (${signed(bin.weight)} on average)`;
}
