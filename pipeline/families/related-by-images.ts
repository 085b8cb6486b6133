import { correlationTable } from './correlation-table.ts';
import { rowProduct, scoreViews } from './paired-rows.ts';
import { evidenceSpectra, prepareEvidence, type ProbeResponses } from './probe-evidence.ts';

/** From which correlation on two units count as related. */
const RELATED = 0.5;
/** The same for modulations, which carry no common response. */
const MOVED = 0.35;

/**
 * Which units of a layer an image transformation relates, or respond alike without one: a plain or
 * mirrored correlation of at least ½ over whole pictures, or a modulation that correlates at any turn
 * or hue as strongly as a candidate tie.
 *
 * @param mirror activations [unit, picture, 2]
 * @param moved natural responses under rotation, hue
 * @returns [i, j], 1 where related
 */
export function relatedByImages(
  mirror: { readonly units: number; readonly values: Float32Array },
  moved: readonly ProbeResponses[],
): Uint8Array {
  const { units } = mirror;
  const related = new Uint8Array(units * units);
  const { views, samples } = scoreViews(mirror.values, units, 2);
  const [plain, flipped] = views as [Float64Array, Float64Array];
  for (let i = 0; i < units; i++) {
    related[i * units + i] = 1;
    for (let j = i + 1; j < units; j++) {
      const alike = rowProduct(plain, plain, i, j, samples);
      const mirrored = rowProduct(plain, flipped, i, j, samples);
      if (Math.max(alike, mirrored) >= RELATED) mark(related, units, i, j);
    }
  }
  for (const probe of moved) {
    const evidence = prepareEvidence([probe]);
    const active = [...evidence[0]!.share.keys()].filter(
      (unit) => evidence[0]!.share[unit]! >= 0.1,
    );
    if (active.length < 2) continue;
    const { strength } = correlationTable(evidenceSpectra(evidence, active).all);
    active.forEach((unit, i) => {
      active.forEach((other, j) => {
        if (i < j && strength[i * active.length + j]! >= MOVED) mark(related, units, unit, other);
      });
    });
  }
  return related;
}

function mark(related: Uint8Array, units: number, i: number, j: number): void {
  related[i * units + j] = 1;
  related[j * units + i] = 1;
}
