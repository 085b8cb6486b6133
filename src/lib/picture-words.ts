import type {
  ChannelPicture,
  LeavesPicture,
  NegativePicture,
  Picture,
  UnitPicture,
} from '../../pipeline/records/index.ts';
import { count, decimal } from './numbers.ts';

/** How a unit's picture was made and what it does to the unit; plainly so where it does nothing. */
export function pictureText(picture: Picture): string {
  switch (picture.kind) {
    case 'unit':
      return optimisedText(picture);
    case 'negative':
      return negativeText(picture);
    case 'channel':
      return textureText(picture);
    case 'dead leaves':
      return leavesText(picture);
  }
}

const madeOf = ({ seed, steps }: ChannelPicture | NegativePicture) =>
  `seed ${String(seed)}, ${count(steps, 'step')}`;

const negativeText = (picture: NegativePicture) =>
  picture.activation < 0
    ? `What the unit is most against (${madeOf(picture)}): before its ReLU the value is ${decimal(picture.activation)}. Of all units of the layer it drives number ${String(picture.check.drives.unit)} most, to ${decimal(picture.check.drives.relativeToStimuli)} times its largest response to any synthetic stimulus.`
    : `No picture that pushes the unit below zero was found (${madeOf(picture)}).`;

const textureText = (picture: ChannelPicture) =>
  picture.activation > 0
    ? `The texture that drives the unit most at all positions together (${madeOf(picture)}): its mean response is ${decimal(picture.activation)}.`
    : `No texture that drives the unit was found (${madeOf(picture)}).`;

function optimisedText({ seed, steps, retries, check }: UnitPicture): string {
  const again = count(retries, 'retry', 'retries');
  if (check === null) return `Seed ${String(seed)}, ${count(steps, 'step')}, ${again}.`;
  const how = `seed ${String(seed)}, ${count(steps, 'step')}${retries > 0 ? `, after ${again}` : ''}`;
  if (check.activation <= 0) {
    return `This picture, optimised from noise (${how}), fails to drive the unit: the unit’s response to it, as it is in the file, is ${decimal(check.activation)}.`;
  }
  return (
    `What drives the unit most, optimised from noise (${how}). ` +
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
  if (picture.kind !== 'unit' || picture.check === null) return pictureText(picture);
  const { relativeToStimuli, rank, of, rankInFamily, familySize } = picture.check;
  const inFamily = `${String(rankInFamily)} of ${String(familySize)} in the family`;
  return `${decimal(relativeToStimuli)} × best stimulus; rank ${String(rank)} of ${String(of)}, ${inFamily}`;
}
