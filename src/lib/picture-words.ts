import type { Picture } from '../../pipeline/records/index.ts';
import { count, decimal } from './numbers.ts';

/** How a unit's picture was made and what it does to the unit; plainly so where it does nothing. */
export function pictureText({ seed, steps, retries, check }: Picture): string {
  const again = count(retries, 'retry', 'retries');
  const how = `seed ${String(seed)}, ${count(steps, 'step')}`;
  if (check.activation <= 0) {
    return `This picture, optimised from noise (${how}), failed to drive the unit after ${again}: the unit’s response to it is ${decimal(check.activation)}.`;
  }
  return (
    `What drives the unit most, optimised from noise (${how}${retries > 0 ? `, after ${again}` : ''}). ` +
    `The picture itself drives it to ${decimal(check.activation)}, ${decimal(check.relativeToCurves)} times its largest response to any curve: ` +
    `rank ${String(check.rank)} of ${String(check.of)} among the responses of all units of the layer.`
  );
}
