import type { Family } from '../../pipeline/records/index.ts';
import { fixtureEvidence } from './fixture-evidence.ts';
import {
  bump,
  type FixtureContext,
  type FixtureFamily,
  HUES,
  LAYERS,
  PREFERRED,
  TURNS,
} from './fixture-setting.ts';

const fit = (random: () => number) => ({ gain: 0.7 + 0.6 * random(), r2: 0.6 + 0.35 * random() });

function gapsOf(elements: readonly number[], period: number): number[] {
  return elements.map((e, i) => (elements[i + 1] ?? elements[0]! + period) - e);
}

function circularFamily(spec: FixtureFamily, { random, unit }: FixtureContext): Family {
  const hue = spec.group === 'hue';
  const period = spec.period ?? 360;
  const angles = hue ? HUES : TURNS;
  const width = 0.45 + 0.2 * random();
  const spread = spec.verdict === 'partial' ? 0.64 * period : period;
  const members = Array.from({ length: spec.members }, (_, k) => {
    const jitter = ((random() - 0.5) * 14 * period) / 360;
    const element = ((((k * spread) / spec.members + jitter) % period) + period) % period;
    const { gain, r2 } = fit(random);
    const turns = 360 / period;
    return {
      unit: unit(spec.layer),
      element,
      gain,
      r2,
      tuning: angles.map((a) => gain * (3 * bump(turns * (a - element), width) + 0.15 * random())),
    };
  }).sort((a, b) => a.element - b.element);
  const circle = {
    ...fixtureEvidence(spec, hue ? 'hue' : 'rotation'),
    layer: spec.layer,
    members,
    preferred: hue
      ? PREFERRED.hue
      : period === 360
        ? PREFERRED.curve
        : period === 180
          ? PREFERRED.line
          : PREFERRED.grating,
    angles,
    bandwidth: (62 * period) / 360,
    order: 6,
    holes: spec.verdict === 'partial' ? [(240 * period) / 360, (300 * period) / 360] : [],
    largestGap: Math.max(
      ...gapsOf(
        members.map((m) => m.element),
        period,
      ),
    ),
  };
  return hue ? { ...circle, group: 'hue', period: 360 } : { ...circle, group: 'rotation', period };
}

function reflectionFamily(spec: FixtureFamily, { random, unit }: FixtureContext): Family {
  const first = Array.from({ length: 200 }, () => Math.max(0, 40 * random() ** 3 - 2));
  const noisy = (value: number, share: number) =>
    Math.max(0, share * value + (1 - share) * 40 * random() ** 3 + 2 * random() - 1);
  return {
    ...fixtureEvidence({ ...spec, members: 2 }, 'reflection'),
    layer: spec.layer,
    group: 'reflection',
    members: [0, 1].map((element) => ({ unit: unit(spec.layer), element, ...fit(random) })),
    transfer: {
      probe: 'photographs',
      patches: 1600,
      mirrored: 0.86,
      mirroredInterval: [0.83, 0.89],
      plain: 0.21,
      own: [0.18, 0.26],
      first,
      same: first.map((value) => noisy(value, 0.2)),
      flipped: first.map((value) => noisy(value, 0.9)),
    },
  };
}

function hueRotationFamily(spec: FixtureFamily, { random, unit }: FixtureContext): Family {
  const members = Array.from({ length: spec.members }, (_, k) => {
    const element: [number, number] = [
      (k * 53 + 10 * random()) % 180,
      (k * 137 + 20 * random()) % 360,
    ];
    const once = (h: number, t: number) => bump(h - element[0], 0.8) * bump(t - element[1], 0.5);
    return {
      unit: unit(spec.layer),
      element,
      ...fit(random),
      coupling: [0.8 + 0.15 * random(), 0.2 * random() - 0.2, 0.2 * random() - 0.15] as [
        number,
        number,
        number,
      ],
      tuning: HUES.map((h) =>
        TURNS.map((t) => 9 * (once(h, t) + once(h - 180, t - 180)) + 0.4 * random()),
      ),
    };
  }).sort((a, b) => a.element[0] - b.element[0]);
  return {
    ...fixtureEvidence(spec, 'hue-rotation'),
    layer: spec.layer,
    group: 'hue-rotation',
    members,
    preferred: PREFERRED.edge,
    hues: HUES,
    turns: TURNS,
  };
}

function scaleFamily(spec: FixtureFamily, { random, unit }: FixtureContext): Family {
  const magnifications = Array.from({ length: 11 }, (_, k) => Number((2 ** (k / 5)).toFixed(4)));
  const start = LAYERS.findIndex(([name]) => name === spec.layer);
  const layerOf = (k: number) => LAYERS[Math.min(LAYERS.length - 1, start + Math.floor(k / 2))]![0];
  const elements = Array.from({ length: spec.members }, (_, k) => Number((1.45 ** k).toFixed(3)));
  const members = elements.map((element, k) => ({
    layer: layerOf(k),
    unit: unit(layerOf(k)),
    element,
    ...fit(random),
    tuning: magnifications.map(
      (m) => 12 * Math.exp(-((Math.log2(m / element) / 0.5) ** 2)) + 0.6 * random(),
    ),
  }));
  return {
    ...fixtureEvidence(spec, 'scale'),
    group: 'scale',
    layer: [...new Set(members.map(({ layer }) => layer))],
    members,
    magnifications,
    steps: elements.slice(1).map((element, k) => {
      const factor = Number((element / elements[k]!).toFixed(3));
      return {
        factor,
        factorInterval: [factor - 0.09, factor + 0.12] as [number, number],
        transfer: 0.81 - 0.04 * k,
        plain: 0.35,
      };
    }),
  };
}

function correspondenceFamily(spec: FixtureFamily, { random, unit }: FixtureContext): Family {
  const depth = LAYERS.findIndex(([name]) => name === spec.layer);
  const from = LAYERS[Math.max(0, depth - 1)]![0];
  const to = LAYERS[Math.min(LAYERS.length - 1, depth + 1)]![0];
  return {
    ...fixtureEvidence(spec, 'correspondence'),
    layer: spec.layer,
    group: 'correspondence',
    members: Array.from({ length: spec.members }, () => ({
      unit: unit(spec.layer),
      element: null,
      ...fit(random),
    })),
    match: {
      from,
      to,
      incoming: 0.62,
      outgoing: 0.48,
      sharedPartners: 0.4,
      partners: [
        ...Array.from({ length: 4 }, (_, i) => [11 + i, 31 + i] as [number, number]),
        [40, 40] as [number, number],
      ],
    },
  };
}

/** Builds one family; numbers that belong together fit, and mean nothing. */
export function fixtureFamily(spec: FixtureFamily, context: FixtureContext): Family {
  switch (spec.group) {
    case 'reflection':
      return reflectionFamily(spec, context);
    case 'hue-rotation':
      return hueRotationFamily(spec, context);
    case 'scale':
      return scaleFamily(spec, context);
    case 'correspondence':
      return correspondenceFamily(spec, context);
    default:
      return circularFamily(spec, context);
  }
}
