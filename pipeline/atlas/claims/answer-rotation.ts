import { plural } from '../../families/verdict.ts';
import type { RotationFamily } from '../../records/family.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { measured } from './measured.ts';
import {
  aliasOf,
  familiesInLayers,
  isNamed,
  supportedFamilies,
  tagsOf,
} from './supported-families.ts';

/** Members that make copies, and the widest gap between neighbours that still goes all the way round. */
const FEWEST_MEMBERS = 4;
const WIDEST_GAP = 90;

/** Copies of curve and of high-low frequency detectors around the full circle. */
export function answerRotation(records: ClaimRecords): Answer {
  const whole = supportedFamilies(records, 'rotation')
    .filter(({ period, members }) => period === 360 && members.length >= FEWEST_MEMBERS)
    .toSorted((a, b) => a.largestGap - b.largestGap);
  const kinds = [
    { name: 'curves', families: whole.filter((family) => isNamed(family, 'curve')) },
    {
      name: 'high-low frequency',
      families: whole.filter((family) => isNamed(family, 'high-low frequency')),
    },
  ];
  const around = ({ largestGap }: RotationFamily): boolean => largestGap <= WIDEST_GAP;
  const met = kinds.filter(({ families }) => families.some(around)).length;
  return {
    verdict: met === 2 ? 'reproduced' : met === 1 ? 'partly' : 'not reproduced',
    rule:
      'Reproduced if curves and high-low frequency each have a supported rotation family of period 360° with at least ' +
      `${plural(FEWEST_MEMBERS, 'member')} and no gap wider than ${String(WIDEST_GAP)}°; partly if one of them has.`,
    finding: kinds
      .map(({ name, families }) => {
        const best = families[0];
        const most =
          best === undefined
            ? ''
            : `, the most complete in ${aliasOf(records, best.layer)} with ${plural(best.members.length, 'unit')} and no gap wider than ${best.largestGap.toFixed(0)}°`;
        return `Of ${name}: ${familiesInLayers(records, families)}${most}.`;
      })
      .join(' '),
    numbers: kinds.flatMap(({ name, families }) => {
      const best = families[0];
      const count = measured(`supported families of ${name}`, families.length);
      if (best === undefined) return [count];
      const which = `most complete family of ${name}`;
      return [
        count,
        measured(`members of the ${which}`, best.members.length),
        measured(`largest gap of the ${which}`, best.largestGap, '°'),
        measured(`R² of the ${which}`, best.r2),
        measured(`q value of the ${which}`, best.qValue),
      ];
    }),
    evidence: tagsOf(kinds.flatMap(({ families }) => families.filter(around))),
    records: ['families.json'],
  };
}

/** Edges and lines that repeat after half a turn, other units after a quarter. */
export function answerRotationModulo(records: ClaimRecords): Answer {
  const rotation = supportedFamilies(records, 'rotation');
  const straight = rotation.filter((family) => isNamed(family, 'edge', 'line'));
  const edges = straight.filter((family) => family.period === 180 && isNamed(family, 'edge'));
  const lines = straight.filter((family) => family.period === 180 && isNamed(family, 'line'));
  const quarter = rotation.filter(({ period }) => period === 90);
  const whole = straight.filter(({ period }) => period === 360);
  const half = edges.length + lines.length > 0;
  return {
    verdict:
      half && quarter.length > 0
        ? 'reproduced'
        : half || quarter.length > 0
          ? 'partly'
          : 'not reproduced',
    rule: 'Reproduced if there is a supported rotation family of edges or lines with a period of 180° and one of any kind with a period of 90°; partly if there is one of the two.',
    finding:
      `With a period of 180°: of edges ${familiesInLayers(records, edges)}, of lines ${familiesInLayers(records, lines)}. ` +
      `With a period of 90°: ${familiesInLayers(records, quarter)}. ` +
      `Of edges and lines with the full period: ${familiesInLayers(records, whole)}.`,
    numbers: [
      measured('supported families of edges, period 180°', edges.length),
      measured('supported families of lines, period 180°', lines.length),
      measured('supported families of any kind, period 90°', quarter.length),
      measured('supported families of edges and lines, period 360°', whole.length),
    ],
    evidence: tagsOf([...edges, ...lines, ...quarter]),
    records: ['families.json'],
  };
}
