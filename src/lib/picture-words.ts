import type { LeavesPicture, Picture, UnitPicture } from '../../pipeline/records/index.ts';
import { count, decimal } from './numbers.ts';

/** How a unit's picture was made and what it does to the unit; plainly so where it does nothing. */
export const pictureText = (picture: Picture): string =>
  picture.kind === 'unit' ? optimisedText(picture) : leavesText(picture);

function optimisedText({ seed, steps, retries, check }: UnitPicture): string {
  const again = count(retries, 'retry', 'retries');
  const how = `seed ${String(seed)}, ${count(steps, 'step')}`;
  if (check.activation <= 0) {
    return `This picture, optimised from noise (${how}), failed to drive the unit after ${again}: the unit’s response to it is ${decimal(check.activation)}.`;
  }
  return (
    `What drives the unit most, optimised from noise (${how}${retries > 0 ? `, after ${again}` : ''}). ` +
    `The picture itself drives it to ${decimal(check.activation)}, ${decimal(check.relativeToStimuli)} times its largest response to any synthetic stimulus: ` +
    `rank ${String(check.rank)} of ${String(check.of)} among the responses of all units of the layer.`
  );
}

const leavesText = ({ seed, activation }: LeavesPicture) =>
  `The patch of the dead-leaves pictures that drives the unit most (seed ${String(seed)}): its response is ${decimal(activation)}. No picture was optimised for this unit.`;

/** What a member's picture does to it, for a cell of a table. */
export function pictureCheck(picture: Picture | undefined): string {
  if (picture === undefined) return 'none';
  if (picture.kind === 'dead leaves') return `patch of dead leaves, ${decimal(picture.activation)}`;
  const { relativeToStimuli, rank, of, rankInFamily, familySize } = picture.check;
  const inFamily = `${String(rankInFamily)} of ${String(familySize)} in the family`;
  return `${decimal(relativeToStimuli)} × best stimulus; rank ${String(rank)} of ${String(of)}, ${inFamily}`;
}
