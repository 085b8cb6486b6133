import type { KindTuning } from '../probes/stimulus-tuning.ts';
import {
  HUE_ROTATION_TURN_STEP,
  TURN_STEP,
  type ProbedGroup,
} from '../probes/transformation-grid.ts';
import type { ResponseGrid } from './group-spectra.ts';

/**
 * Responses to synthetic stimuli along a group, one sample for every stimulus up to it: for rotation
 * every condition (and hue) with its turns, for hue every condition (and turn) with its hues, for
 * hue-rotation every condition of a colour edge. Undefined where no kind has the group's axes.
 */
export function syntheticGrid(
  kinds: readonly KindTuning[],
  group: ProbedGroup,
): ResponseGrid | undefined {
  switch (group) {
    case 'rotation':
      return join(
        kinds.filter(({ responses }) => responses.turns > 1),
        ({ responses: { conditions, hues, turns } }) => ({
          samples: conditions * hues,
          sizes: [turns],
          at: (sample, element) => sample * turns + element,
        }),
      );
    case 'hue':
      return join(
        kinds.filter(({ responses }) => responses.hues > 1),
        ({ responses: { conditions, hues, turns } }) => ({
          samples: conditions * turns,
          sizes: [hues],
          at: (sample, element) =>
            (Math.floor(sample / turns) * hues + element) * turns + (sample % turns),
        }),
      );
    case 'hue-rotation': {
      const every = HUE_ROTATION_TURN_STEP / TURN_STEP;
      return join(
        kinds.filter(({ responses }) => responses.hues > 1 && responses.turns > 1),
        ({ responses: { conditions, hues, turns } }) => ({
          samples: conditions,
          sizes: [hues, turns / every],
          at: (sample, element) => {
            const shown = turns / every;
            const hue = Math.floor(element / shown);
            return (sample * hues + hue) * turns + (element % shown) * every;
          },
        }),
      );
    }
    case 'reflection':
    case 'scale':
      return undefined;
  }
}

interface View {
  readonly samples: number;
  readonly sizes: readonly number[];
  /** Place in a unit's [condition, hue, turn] of a sample's element. */
  at(sample: number, element: number): number;
}

function join(
  kinds: readonly KindTuning[],
  viewOf: (kind: KindTuning) => View,
): ResponseGrid | undefined {
  const [first] = kinds;
  if (first === undefined) return undefined;
  const views = kinds.map(viewOf);
  const { sizes } = views[0]!;
  const elements = sizes.reduce((product, n) => product * n, 1);
  const { units } = first.responses;
  const samples = views.reduce((sum, view) => sum + view.samples, 0);
  const values = new Float32Array(units * samples * elements);
  let done = 0;
  kinds.forEach(({ responses }, k) => {
    const view = views[k]!;
    const size = responses.conditions * responses.hues * responses.turns;
    for (let unit = 0; unit < units; unit++) {
      for (let sample = 0; sample < view.samples; sample++) {
        const row = (unit * samples + done + sample) * elements;
        for (let e = 0; e < elements; e++) {
          values[row + e] = responses.values[unit * size + view.at(sample, e)]!;
        }
      }
    }
    done += view.samples;
  });
  return { units, samples, sizes, values };
}
