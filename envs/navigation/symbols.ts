import { ink, meaning } from '../../src/figures/palette.ts';

/** A push button from above: raised while it waits to be pressed, sunk afterwards. */
export function buttonSymbol(waits: boolean, colour: string): string {
  const cap = waits
    ? `<circle r="8" fill="${colour}"/><path d="M-4.5 -3A5.4 5.4 0 0 1 3 -4.5" fill="none" stroke="#fff" ` +
      'stroke-width="1.5" stroke-linecap="round" opacity="0.8"/>'
    : `<circle r="6" fill="${colour}" opacity="0.55"/>`;
  return `<circle r="12" fill="#fff" stroke="${ink.muted}" stroke-width="2"/>${cap}`;
}

/** A fruit; pale and behind a padlock while it is locked. */
export function foodSymbol(locked: boolean, colour: string): string {
  const fruit =
    `<g opacity="${locked ? 0.4 : 1}"><path d="M0 -6C4 -11 13 -9 12 1C11 8 6 13 0 11C-6 13 -11 8 -12 1C-13 -9 -4 -11 0 -6Z" ` +
    `fill="${colour}"/><path d="M0 -6C0 -9 1 -12 3 -14" fill="none" stroke="${ink.text}" stroke-width="1.8" ` +
    `stroke-linecap="round"/><path d="M2 -11C5 -15 9 -15 11 -13C9 -10 5 -9 2 -11Z" fill="${meaning.success}"/></g>`;
  const padlock =
    `<path d="M-3.5 0V-3A3.5 3.5 0 0 1 3.5 -3V0" fill="none" stroke="${ink.text}" stroke-width="2"/>` +
    `<rect x="-6" y="0" width="12" height="9" rx="1.5" fill="${ink.text}"/><circle cy="4.5" r="1.5" fill="#fff"/>`;
  return locked ? fruit + padlock : fruit;
}
