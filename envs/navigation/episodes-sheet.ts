import { type EpisodeOutcome, outcomeMark } from '../../src/figures/outcome-mark.ts';
import { fontFamily, ink } from '../../src/figures/palette.ts';
import { drawScene, type Scene, viewportOf } from './scene.ts';

/** Episodes that fit on a sheet. */
export const MOST_EPISODES = 12;
const COLUMNS = 4;
const PANEL = 220;
const GAP = 16;
/** Room above a panel for its caption. */
const CAPTION = 24;
const HEADER = 44;

/** An episode on a sheet. */
export interface Panel extends EpisodeOutcome {
  readonly scene: Scene;
  /** The outcome in words. */
  readonly outcome: string;
}

/** An entry of the legend: SVG elements around the origin, their meaning, and the width of both in pixels. */
export type SheetLegend = readonly (readonly [symbol: string, text: string, width: number])[];

/**
 * Small multiples as an SVG document: each episode on its layout, all to one scale, with the path coloured by the subtask
 * that was chosen, and whether the episode succeeded.
 */
export function episodesSheet(shown: readonly Panel[], legend: SheetLegend): string {
  const reach = Math.max(...shown.map(({ scene }) => viewportOf(scene).reach), 0);
  const columns = Math.min(COLUMNS, Math.max(shown.length, 1));
  const width = Math.max(columns, 3) * (PANEL + GAP) + GAP;
  const height = HEADER + Math.ceil(shown.length / columns) * (PANEL + CAPTION + GAP) + GAP;
  const panels = shown.map((panel, i) => {
    const x = GAP + (i % columns) * (PANEL + GAP);
    const y = HEADER + Math.floor(i / columns) * (PANEL + CAPTION + GAP);
    return (
      `<g transform="translate(${x},${y})">${caption(panel)}<g transform="translate(0,${CAPTION})">` +
      `${drawScene(panel.scene, { ...viewportOf(panel.scene), reach }, PANEL)}</g></g>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" font-family="${fontFamily}, sans-serif" font-size="12">` +
    `<rect width="${width}" height="${height}" fill="${ink.background}"/>${drawLegend(legend)}${panels.join('')}</svg>`
  );
}

function caption({ scene, succeeded, underWay, outcome }: Panel): string {
  const [mark, colour] = outcomeMark({ succeeded, underWay });
  return (
    `<text y="16" fill="${ink.text}"><tspan fill="${colour}" font-size="15" font-weight="bold">${mark}</tspan>` +
    `<tspan dx="5">${outcome} ${succeeded || underWay ? 'after' : 'in'} ${scene.path.length - 1} ms</tspan></text>`
  );
}

function drawLegend(entries: SheetLegend): string {
  let x = GAP + 10;
  const drawn = entries.map(([symbol, text, width]) => {
    const entry = `<g transform="translate(${x},22)">${symbol}<text x="16" y="4" fill="${ink.muted}">${text}</text></g>`;
    x += width;
    return entry;
  });
  return drawn.join('');
}

/** A symbol in the size of a legend. */
export const small = (symbol: string) => `<g transform="scale(0.6)">${symbol}</g>`;

export const gridCell = `<path d="M-7 -9V9M7 -9V9M-9 -7H9M-9 7H9" stroke="${ink.recede}" stroke-width="0.75"/>`;

/** A path in the colour of a subtask. */
export function line(colour: string): string {
  return `<path d="M-10 0H10" stroke="${colour}" stroke-width="3" stroke-linecap="round"/>`;
}
