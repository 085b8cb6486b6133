/**
 * Hover cards: a link with `data-card` shows its picture larger, with those words, when pointed at
 * or focused. The card can be pointed at itself and goes with Escape (WCAG 1.4.13). Lines of the
 * words are parted by `|`.
 */
const card = document.createElement('div');
card.className = 'card';
card.hidden = true;
card.setAttribute('aria-hidden', 'true');
document.body.append(card);

let owner: HTMLElement | undefined;
let timer: number | undefined;

function show(link: HTMLElement): void {
  window.clearTimeout(timer);
  if (owner === link) return;
  owner = link;
  const picture = link.querySelector('img, .weights')?.cloneNode(true);
  if (picture instanceof HTMLImageElement) picture.alt = '';
  const lines = (link.dataset['card'] ?? '').split('|').map((line) => {
    const span = document.createElement('span');
    span.textContent = line;
    return span;
  });
  card.replaceChildren(...(picture ? [picture] : []), ...lines);
  card.hidden = false;
  const box = link.getBoundingClientRect();
  const room = document.documentElement.clientWidth - card.offsetWidth - 8;
  const below = box.bottom + card.offsetHeight + 12 < window.innerHeight;
  card.style.left = `${String(Math.max(8, Math.min(room, box.left)) + window.scrollX)}px`;
  card.style.top = `${String((below ? box.bottom + 4 : box.top - card.offsetHeight - 4) + window.scrollY)}px`;
}

function hide(): void {
  window.clearTimeout(timer);
  card.hidden = true;
  owner = undefined;
}

const hideSoon = () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(hide, 160);
};

for (const link of document.querySelectorAll<HTMLElement>('[data-card]')) {
  link.removeAttribute('title');
  link.addEventListener('pointerenter', (event) => {
    if (event.pointerType === 'mouse') show(link);
  });
  link.addEventListener('pointerleave', hideSoon);
  link.addEventListener('focus', () => {
    if (link.matches(':focus-visible')) show(link);
  });
  link.addEventListener('blur', hide);
}
card.addEventListener('pointerenter', () => window.clearTimeout(timer));
card.addEventListener('pointerleave', hideSoon);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') hide();
});
