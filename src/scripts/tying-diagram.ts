/**
 * The diagram of tied weights: two sliders choose the source and the relative element, and so does a
 * click on a unit, a line or a cell. The figure stands in the page as it is; this only moves what is lit.
 */
import { targetOf, TYING_LETTERS, TYING_START, TYING_STEP, tyingSentence } from '../lib/tying.ts';

const degrees = (element: number) => `${String(element * TYING_STEP)}°`;

function bring(figure: HTMLElement): void {
  const find = <E extends Element>(selector: string) => figure.querySelector<E>(selector)!;
  const all = (selector: string) => figure.querySelectorAll<HTMLElement | SVGElement>(selector);
  const sourceSlider = find<HTMLInputElement>('input.source');
  const relativeSlider = find<HTMLInputElement>('input.relative');
  let { source, relative }: { source: number; relative: number } = { ...TYING_START };

  const show = () => {
    const target = targetOf(source, relative);
    for (const mark of all('[data-relative]')) {
      const lit = Number(mark.dataset['relative']) === relative;
      mark.classList.toggle('lit', lit);
      if (mark.dataset['source'] !== undefined) {
        mark.classList.toggle('chosen', lit && Number(mark.dataset['source']) === source);
      }
    }
    for (const unit of all('[data-unit]')) {
      const end = unit.dataset['unit'] === 'source' ? source : target;
      unit.classList.toggle('chosen', Number(unit.dataset['element']) === end);
    }
    for (const kernel of all('.tying-kernels li')) {
      const from = Number(kernel.dataset['source']);
      kernel.classList.toggle('chosen', from === source);
      kernel.querySelector('.pair-text')!.textContent =
        `${degrees(from)} → ${degrees(targetOf(from, relative))}`;
    }
    sourceSlider.value = String(source);
    relativeSlider.value = String(relative);
    const [from, weight] = [degrees(source), TYING_LETTERS[relative]!];
    sourceSlider.setAttribute('aria-valuetext', from);
    relativeSlider.setAttribute('aria-valuetext', `${degrees(relative)}, weight ${weight}`);
    find('.source-value').textContent = from;
    find('.relative-value').textContent = `${degrees(relative)}, weight ${weight}`;
    find('.tying-words').textContent = tyingSentence(source, relative);
  };

  sourceSlider.addEventListener('input', () => {
    source = Number(sourceSlider.value);
    show();
  });
  relativeSlider.addEventListener('input', () => {
    relative = Number(relativeSlider.value);
    show();
  });
  for (const mark of all('svg [data-relative], svg [data-unit="source"]')) {
    mark.addEventListener('click', () => {
      source = Number(mark.dataset['source'] ?? mark.dataset['element']);
      relative = Number(mark.dataset['relative'] ?? relative);
      show();
    });
  }
  find<HTMLElement>('.tying-controls').hidden = false;
  figure.classList.add('live');
  show();
}

document.querySelectorAll<HTMLElement>('.tying').forEach(bring);
