import { fontFamily, ink, meaning, subtaskColour } from '../../../src/figures/palette.ts';
import type { EpisodeTrace } from '../../../src/task/environment-adapter.ts';
import { type ButtonFoodScene, buttonSymbol, drawScene, foodSymbol, viewportOf } from './figure.ts';
import type { ButtonFoodOptions } from './options.ts';
import type { ButtonFoodInfo } from './types.ts';

const MOST_EPISODES = 12;
const COLUMNS = 4;
const PANEL = 220;
const GAP = 16;
/** Room above a panel for its caption. */
const CAPTION = 24;
const HEADER = 44;

/**
 * Small multiples of the first twelve episodes as an SVG document: each on its layout, all to one scale, with the path
 * coloured by the subtask that was chosen, and whether the episode succeeded.
 */
export function drawEpisodes(episodes: readonly EpisodeTrace[], options: ButtonFoodOptions): string {
  const shown = episodes.slice(0, MOST_EPISODES);
  const scenes = shown.map((episode) => sceneOf(episode, options));
  const reach = Math.max(...scenes.map((scene) => viewportOf(scene).reach), 0);
  const columns = Math.min(COLUMNS, Math.max(shown.length, 1));
  const width = Math.max(columns, 3) * (PANEL + GAP) + GAP;
  const height = HEADER + Math.ceil(shown.length / columns) * (PANEL + CAPTION + GAP) + GAP;
  const panels = scenes.map((scene, i) => {
    const x = GAP + (i % columns) * (PANEL + GAP);
    const y = HEADER + Math.floor(i / columns) * (PANEL + CAPTION + GAP);
    return (
      `<g transform="translate(${x},${y})">${caption(shown[i]!)}<g transform="translate(0,${CAPTION})">` +
      `${drawScene(scene, { ...viewportOf(scene), reach }, PANEL)}</g></g>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" font-family="${fontFamily}, sans-serif" font-size="12">` +
    `<rect width="${width}" height="${height}" fill="${ink.background}"/>${legend()}${panels.join('')}</svg>`
  );
}

function sceneOf({ infos, choices }: EpisodeTrace, options: ButtonFoodOptions): ButtonFoodScene {
  const states = infos as readonly ButtonFoodInfo[];
  const [first, last] = [states[0]!, states.at(-1)!];
  return {
    start: first.agent,
    button: first.button,
    food: first.food,
    lockRadius: options.lockRadius,
    foodRadius: options.foodRadius,
    locked: last.locked,
    foodReached: last.foodReached,
    path: states.map((state) => state.agent),
    subtasks: choices,
  };
}

function caption({ infos, succeeded }: EpisodeTrace): string {
  const { step, locked } = infos.at(-1) as ButtonFoodInfo;
  const [mark, colour] = succeeded ? ['✓', meaning.success] : ['✗', meaning.failure];
  const outcome = succeeded ? 'food reached' : locked ? 'button not reached' : 'food not reached';
  return (
    `<text y="16" fill="${ink.text}"><tspan fill="${colour}" font-size="15" font-weight="bold">${mark}</tspan>` +
    `<tspan dx="5">${outcome} ${succeeded ? 'after' : 'in'} ${step} ms</tspan></text>`
  );
}

function legend(): string {
  const entries: readonly [symbol: string, text: string, width: number][] = [
    [line(subtaskColour(0)), 'path while “button” is chosen', 225],
    [line(subtaskColour(1)), 'path while “food” is chosen', 215],
    [`<g transform="scale(0.6)">${buttonSymbol(true)}</g>`, 'button', 85],
    [`<g transform="scale(0.6)">${foodSymbol(false)}</g>`, 'food', 80],
    [gridCell, 'is 0.5 wide', 80],
  ];
  let x = GAP + 10;
  const drawn = entries.map(([symbol, text, width]) => {
    const entry = `<g transform="translate(${x},22)">${symbol}<text x="16" y="4" fill="${ink.muted}">${text}</text></g>`;
    x += width;
    return entry;
  });
  return drawn.join('');
}

const gridCell = `<path d="M-7 -9V9M7 -9V9M-9 -7H9M-9 7H9" stroke="${ink.recede}" stroke-width="0.75"/>`;

function line(colour: string): string {
  return `<path d="M-10 0H10" stroke="${colour}" stroke-width="3" stroke-linecap="round"/>`;
}
