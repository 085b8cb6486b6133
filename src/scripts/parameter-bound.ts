/** The bound under two sliders: the reader's curve and point in the plot, and the share in words. */
import { polyline } from '../lib/chart.ts';
import { remainingShare } from '../lib/parameter-bound.ts';

interface Plot {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

const SAMPLES = 41;
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

const controls = document.querySelector<HTMLElement>('.bound-controls');
if (controls) {
  const plot = JSON.parse(controls.dataset['plot']!) as Plot;
  const slider = (name: string) => controls.querySelector<HTMLInputElement>(`input.${name}`)!;
  const [shareSlider, copiesSlider] = [slider('share'), slider('copies')];
  const words = document.querySelector<HTMLElement>('.bound-words')!;
  const line = document.querySelector<SVGPathElement>('.bound-plot .reader-line')!;
  const point = document.querySelector<SVGCircleElement>('.bound-plot .reader')!;
  const x = (r: number) => plot.left + r * (plot.right - plot.left);
  const y = (remaining: number) => plot.bottom + remaining * (plot.top - plot.bottom);

  const show = () => {
    const [r, copies] = [Number(shareSlider.value), Number(copiesSlider.value)];
    const remaining = remainingShare(r, copies);
    controls.querySelector('.share-value')!.textContent = r.toFixed(2);
    controls.querySelector('.copies-value')!.textContent = String(copies);
    const shares = Array.from({ length: SAMPLES }, (_, i) => i / (SAMPLES - 1));
    line.setAttribute('d', polyline(shares.map((s) => [x(s), y(remainingShare(s, copies))])));
    point.setAttribute('cx', String(x(r)));
    point.setAttribute('cy', String(y(remaining)));
    words.textContent = `With a share of ${r.toFixed(2)} of the units in families of ${String(copies)}, ${percent(remaining)} of the parameters remain.`;
  };

  for (const input of [shareSlider, copiesSlider]) input.addEventListener('input', show);
  controls.hidden = false;
  point.removeAttribute('visibility');
  show();
}
