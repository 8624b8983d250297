import { ink, subtaskColour } from '../../../src/figures/palette.ts';
import { composeSheet } from '../../../src/figures/sheet.ts';
import type { EpisodeTrace } from '../../../src/task/environment-adapter.ts';
import type { Trail } from '../../rendering.ts';
import type { Cell } from '../cell.ts';
import { agentMark, episodesSheet, gridSvg, pathLines, startMark } from '../grid-figure.ts';
import { items, type Kind, kinds } from './rules.ts';
import { subtasks as subtaskNames } from './tasks.ts';
import type { CraftInfo } from './types.ts';
import { SIZE } from './world.ts';

/** The content of a picture of a world. */
export interface CraftScene extends Trail<Cell> {
  readonly info: CraftInfo;
}

const MOST_EPISODES = 12;

/** The least width that the inventory needs, in pixels. */
const MIN_WIDTH = 300;
const ITEM_COLUMNS = 5;
const ITEM_HEIGHT = 18;

/**
 * A moment of an episode as an SVG document: the world, `size` × `size` pixels, the task, and the inventory. It has the
 * same size at every moment, so that pictures make a film.
 */
export function craftSvg(scene: CraftScene, size: number): string {
  const { task, inventory, step } = scene.info;
  const width = Math.max(size, MIN_WIDTH);
  const world = `<g transform="translate(${(width - size) / 2},0)">${gridSvg(drawWorld(scene), SIZE, size)}</g>`;
  const panels = [{ width, height: size, content: world }, itemsPanel(inventory, width)];
  return composeSheet({ title: task, panels, caption: `step ${step}` });
}

/** The number of each item; those that are not carried are faint. */
function itemsPanel(inventory: CraftInfo['inventory'], width: number) {
  const texts = items.map((item, k) => {
    const count = inventory[item] ?? 0;
    const x = Math.round(((k % ITEM_COLUMNS) * width) / ITEM_COLUMNS);
    const y = ITEM_HEIGHT * (Math.floor(k / ITEM_COLUMNS) + 1);
    const look = count > 0 ? `fill="${ink.text}" font-weight="bold"` : `fill="${ink.recede}"`;
    return `<text x="${x}" y="${y}" font-size="12" ${look}>${count} ${item}</text>`;
  });
  const rows = Math.ceil(items.length / ITEM_COLUMNS);
  return { width, height: ITEM_HEIGHT * rows + 4, content: texts.join('') };
}

const letters: Readonly<Record<Kind, string>> = {
  nothing: '.',
  boundary: '#',
  water: '~',
  stone: 'o',
  toolshed: 'T',
  workbench: 'W',
  factory: 'F',
  wood: 'w',
  grass: 'g',
  iron: 'i',
  gold: '$',
  gem: '*',
};

/** A moment of an episode as text: the world, the agent as an arrow, the task and the inventory. */
export function craftText({ grid, agent: [x, y], direction, task, inventory }: CraftInfo): string {
  const cells = Array.from(grid, (kind) => letters[kinds[kind]!]);
  cells[y * SIZE + x] = '^v<>'[direction]!;
  const rows = Array.from({ length: SIZE }, (_, row) => cells.slice(row * SIZE, (row + 1) * SIZE).join(''));
  const carried = Object.entries(inventory).map(([item, count]) => `${count} ${item}`);
  return `${rows.join('\n')}\n${task}; carries ${carried.join(', ') || 'nothing'}\n`;
}

/**
 * Small multiples of the first twelve episodes: each world as it is at the end, the path coloured by chosen subtask.
 */
export function drawEpisodes(episodes: readonly EpisodeTrace[]): string {
  const shown = episodes.slice(0, MOST_EPISODES);
  const panels = shown.map(({ infos, choices, succeeded, underWay }) => {
    const states = infos as readonly CraftInfo[];
    const info = states.at(-1)!;
    const scene = { info, path: states.map(({ agent }) => agent), subtasks: choices };
    const caption = `${info.task}: ${info.step} steps`;
    return { content: drawWorld(scene), caption, succeeded, underWay };
  });
  const chosen = [...new Set(shown.flatMap(({ choices }) => choices))].sort((a, b) => a - b);
  const things = kinds.filter((kind) => kind !== 'nothing' && kind !== 'boundary');
  return episodesSheet(panels, SIZE, [
    ...chosen.map((subtask) => ({ subtask, text: `“${subtaskNames[subtask]}”` })),
    ...things.map((kind) => ({
      symbol: `<g transform="translate(-0.5,-0.5)">${symbols[kind]}</g>`,
      text: kind,
    })),
  ]);
}

/** The scene as SVG elements in units of cells. */
function drawWorld({ info, path, subtasks }: CraftScene): string {
  const things = Array.from(info.grid, (kind, cell) => {
    const symbol = symbols[kinds[kind]!];
    return symbol === ''
      ? ''
      : `<g transform="translate(${cell % SIZE},${Math.floor(cell / SIZE)})">${symbol}</g>`;
  });
  const lines = Array.from({ length: SIZE - 1 }, (_, k) => `M${k + 1} 0V${SIZE}M0 ${k + 1}H${SIZE}`);
  return (
    `<rect width="${SIZE}" height="${SIZE}" fill="${ink.background}"/>` +
    `<path d="${lines.join('')}" stroke="${ink.faint}" stroke-width="0.03"/>` +
    things.join('') +
    startMark(path[0]!) +
    pathLines(path, subtasks) +
    agentMark(info.agent, info.direction)
  );
}

const tile = (colour: string) => `<rect width="1" height="1" fill="${colour}"/>`;
/** A house with a letter. */
const house = (letter: string) =>
  `<path d="M0.1 0.45L0.5 0.08L0.9 0.45V0.92H0.1Z" fill="${ink.muted}"/>` +
  `<text x="0.5" y="0.83" font-size="0.5" font-weight="bold" text-anchor="middle" fill="#fff">${letter}</text>`;
const piece = (shape: string, colour: string) =>
  `<path d="${shape}" fill="${colour}" stroke="${ink.text}" stroke-width="0.03" stroke-linejoin="round"/>`;
const gem = 'M0.25 0.3H0.75L0.92 0.48L0.5 0.9L0.08 0.48Z';

/** Symbols of things in the square from (0, 0) to (1, 1). */
const symbols: Readonly<Record<Kind, string>> = {
  nothing: '',
  boundary: tile(ink.faint),
  water: `${tile('#a9d3ee')}<path d="M0.15 0.4Q0.3 0.25 0.5 0.4T0.85 0.4M0.15 0.7Q0.3 0.55 0.5 0.7T0.85 0.7" fill="none" stroke="#fff" stroke-width="0.08"/>`,
  stone: `${tile('#c9ccd1')}<path d="M0 0.5H1M0.5 0V0.5M0.25 0.5V1M0.75 0.5V1" stroke="#fff" stroke-width="0.06"/>`,
  toolshed: house('T'),
  workbench: house('W'),
  factory: house('F'),
  wood: piece('M0.12 0.38H0.8A0.12 0.15 0 0 1 0.8 0.68H0.12A0.12 0.15 0 0 1 0.12 0.38Z', '#b5793c'),
  grass: piece('M0.5 0.85L0.2 0.3L0.42 0.55L0.5 0.15L0.58 0.55L0.8 0.3Z', '#5aa637'),
  iron: piece('M0.1 0.75L0.28 0.35H0.72L0.9 0.75Z', '#8fa3b5'),
  gold: piece('M0.1 0.75L0.28 0.35H0.72L0.9 0.75Z', '#f0c22e'),
  gem: piece(gem, subtaskColour(3)),
};
