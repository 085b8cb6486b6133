import { plural } from '../../families/verdict.ts';
import { angularDifference } from '../../numerics/circular.ts';
import { quantile } from '../../numerics/statistics.ts';
import type { HueFamily, HueRotationFamily } from '../../records/family.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { decimal, IN_LAYER, measured } from './measured.ts';
import {
  aliasesOf,
  aliasOf,
  familiesInLayers,
  isNamed,
  supportedFamilies,
  tagsOf,
} from './supported-families.ts';

/** Hues at least so far apart, degrees, are opposing. */
const OPPOSING = 150;
/** Where the families should end, in covered layers, and how far from it is still about there. */
const LAST_LAYER = 8;
const ABOUT = 2;
/** Hues and turns at least so far apart, degrees of a half turn, are different. */
const DIFFERENT = 45;

/** Coloured centres in opposing hues, up to about the eighth layer. */
export function answerHue(records: ClaimRecords): Answer {
  const centres = supportedFamilies(records, 'hue').filter((family) =>
    isNamed(family, 'colour centre-surround'),
  );
  const opposed = centres.filter(hasOpposingHues);
  const layers = records.model.layers.map(({ alias }) => alias);
  const held = aliasesOf(records, centres);
  const last = held.length === 0 ? 0 : layers.indexOf(held.at(-1)!) + 1;
  const reaches = held.length > 1 && Math.abs(last - LAST_LAYER) <= ABOUT;
  const met = Number(opposed.length > 0) + Number(reaches);
  return {
    verdict: met === 2 ? 'reproduced' : met === 1 ? 'partly' : 'not reproduced',
    rule:
      `Reproduced if supported hue families of colour centre-surround hold hues ${String(OPPOSING)}° apart or more, and lie in two layers or more, ` +
      `the last within ${plural(ABOUT, 'layer')} of the ${String(LAST_LAYER)}th covered one; partly if one of the two holds.`,
    finding:
      centres.length === 0
        ? 'No hue family of colour centre-surround is supported.'
        : `Supported: ${familiesInLayers(records, centres)}, ${String(opposed.length)} of them with opposing hues. The last layer, ${held.at(-1)!}, is covered layer ${String(last)} of ${String(layers.length)}.`,
    numbers: [
      measured('supported hue families of colour centre-surround', centres.length),
      measured('families with opposing hues', opposed.length),
      measured('place of the last layer that has one', last),
      ...held.map((alias) =>
        measured(
          `units in these families${IN_LAYER}${alias}`,
          centres
            .filter(({ layer }) => aliasOf(records, layer) === alias)
            .reduce((sum, { members }) => sum + members.length, 0),
        ),
      ),
    ],
    evidence: tagsOf(centres),
    records: ['families.json', 'model.json'],
  };
}

function hasOpposingHues({ members }: HueFamily): boolean {
  return members.some((a, i) =>
    members.slice(i + 1).some((b) => Math.abs(angularDifference(a.element, b.element)) >= OPPOSING),
  );
}

/** Colour contrast in hue and orientation, half a turn of both being none. */
export function answerHueRotation(records: ClaimRecords): Answer {
  const families = supportedFamilies(records, 'hue-rotation');
  const whole = families.filter((family) => variesInBoth(family) && isCoupled(family));
  const members = families.flatMap((family) => family.members);
  const median = (axis: 0 | 1 | 2): number =>
    quantile(
      members.map(({ coupling }) => coupling[axis]),
      0.5,
    );
  return {
    verdict: whole.length > 0 ? 'reproduced' : families.length > 0 ? 'partly' : 'not reproduced',
    rule:
      'Reproduced if members of a supported hue-rotation family differ in hue and in orientation, and every one correlates with itself positively ' +
      'after half a turn of both and negatively after half a turn of either; partly if a supported family shows less.',
    finding:
      families.length === 0
        ? 'No hue-rotation family is supported.'
        : `Supported: ${familiesInLayers(records, families)} with ${plural(members.length, 'unit')}, of which ${String(whole.length)} meet the whole of it. ` +
          `The median correlation of a unit with itself is ${decimal(median(0))} after half a turn of both, ${decimal(median(1))} after half a turn of hue and ${decimal(median(2))} after half a turn of the picture.`,
    numbers: [
      measured('supported hue-rotation families', families.length),
      measured('families that vary in hue and orientation, all members coupled', whole.length),
      measured('units in them', members.length),
      ...(members.length === 0
        ? []
        : [
            measured('median self-correlation at (180°, 180°)', median(0)),
            measured('median self-correlation at (180°, 0°) of hue and turn', median(1)),
            measured('median self-correlation at (0°, 180°) of hue and turn', median(2)),
          ]),
    ],
    evidence: tagsOf([...whole, ...families]),
    records: ['families.json'],
  };
}

/** Hue and turn are each known up to half a turn, for half a turn of both is none. */
function variesInBoth({ members }: HueRotationFamily): boolean {
  const varies = (axis: 0 | 1): boolean =>
    members.some((a) =>
      members.some(
        (b) =>
          Math.abs(angularDifference(2 * a.element[axis], 2 * b.element[axis])) / 2 >= DIFFERENT,
      ),
    );
  return varies(0) && varies(1);
}

function isCoupled({ members }: HueRotationFamily): boolean {
  return members.every(({ coupling }) => coupling[0] > 0 && coupling[1] < 0 && coupling[2] < 0);
}
