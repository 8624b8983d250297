import { categorical, ink } from '../../../../src/figures/palette.ts';
import type { Colour, DoorState, ObjectType } from '../encoding.ts';

const [blue, orange, green, purple, , vermilion, grey, yellow] = categorical as readonly string[];

/** The colours of the palette that stand for MiniGrid's. */
const fills: Readonly<Record<Colour, string>> = {
  red: vermilion!,
  green: green!,
  blue: blue!,
  purple: purple!,
  yellow: yellow!,
  grey: grey!,
};

/** Symbols are drawn in a cell of this width and height. */
export const CELL = 40;

const light = `stroke="${ink.background}" stroke-linecap="round" stroke-linejoin="round" fill="none"`;
const outline = `stroke="${ink.text}" stroke-opacity="0.45" stroke-width="1.2" stroke-linejoin="round"`;

/** An object as SVG elements, in a cell whose upper left corner is the origin; nothing for an empty cell. */
export function objectSymbol(type: ObjectType, colour: Colour, state: DoorState): string {
  const fill = fills[colour];
  switch (type) {
    case 'wall':
      return wholeCell(`fill="${colour === 'grey' ? ink.muted : fill}"`);
    case 'floor':
      return wholeCell(`fill="${fill}" fill-opacity="0.25"`);
    case 'goal':
      return goalSymbol(fill);
    case 'lava':
      return lavaSymbol;
    case 'door':
      return doorSymbols[state](fill);
    case 'key':
      return keySymbol(fill);
    case 'ball':
      return `<circle cx="20" cy="20" r="12" fill="${fill}" ${outline}/><path d="M13 18a7.5 7.5 0 0 1 5-5" ${light} stroke-width="2" opacity="0.8"/>`;
    case 'box':
      return (
        `<rect x="7" y="9" width="26" height="23" rx="2.5" fill="${fill}" ${outline}/>` +
        `<path d="M7 17h26M17 17v5h6v-5" fill="none" stroke="${ink.text}" stroke-opacity="0.55" stroke-width="1.6"/>`
      );
    default:
      return '';
  }
}

/** The agent, looking to the right at direction 0, and turned clockwise by quarters. */
export function agentSymbol(direction: number): string {
  return (
    `<path transform="rotate(${90 * direction} 20 20)" d="M34 20L9 31L14 20L9 9Z" fill="${ink.text}" ` +
    `stroke="${ink.background}" stroke-width="1.8" stroke-linejoin="round"/>`
  );
}

/** Without smooth edges, so that cells side by side show no seam. */
function wholeCell(paint: string): string {
  return square(0, `${paint} shape-rendering="crispEdges"`);
}

function square(inset: number, paint: string): string {
  const size = CELL - 2 * inset;
  return `<rect x="${inset}" y="${inset}" width="${size}" height="${size}" ${paint}/>`;
}

function goalSymbol(fill: string): string {
  return (
    wholeCell(`fill="${fill}" fill-opacity="0.22"`) +
    `<path d="M13 34V7" stroke="${ink.text}" stroke-width="2" stroke-linecap="round"/><path d="M14 8L31 13.5L14 19Z" fill="${fill}"/>`
  );
}

const lavaSymbol =
  wholeCell(`fill="${orange}"`) +
  [12, 20, 28]
    .map((y) => `<path d="M6 ${y}q4.7 -6 9.3 0t9.3 0t9.4 0" ${light} stroke-width="2.2" opacity="0.85"/>`)
    .join('');

const doorSymbols: Readonly<Record<DoorState, (fill: string) => string>> = {
  open: (fill) =>
    square(2, `rx="2" fill="none" stroke="${fill}" stroke-width="4"`) +
    `<rect x="32" y="4" width="6" height="32" fill="${fill}" ${outline}/>`,
  closed: (fill) =>
    square(1, `rx="2" fill="${fill}" ${outline}`) +
    square(6, `rx="1.5" fill="${ink.background}" fill-opacity="0.35"`) +
    `<circle cx="29" cy="20" r="2.8" fill="${ink.text}"/>`,
  locked: (fill) =>
    square(1, `rx="2" fill="${fill}" ${outline}`) +
    square(6, `rx="1.5" fill="${ink.text}" fill-opacity="0.3"`) +
    `<path d="M20 12a4.6 4.6 0 0 1 2.4 8.5l1.6 7.5h-8l1.6 -7.5A4.6 4.6 0 0 1 20 12Z" fill="${ink.background}"/>`,
};

function keySymbol(fill: string): string {
  const shape = 'M22.4 17.6a7 7 0 1 1 2.6 0V35h-7.5v-3.4h4.9v-3.2h-4.9v-3.4h4.9Z';
  return (
    `<path d="${shape}" fill="${fill}" ${outline}/>` +
    `<circle cx="23.7" cy="10.6" r="2.4" fill="${ink.background}" ${outline}/>`
  );
}
