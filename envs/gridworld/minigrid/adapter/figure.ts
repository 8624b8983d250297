import { ink, subtaskColour } from '../../../../src/figures/palette.ts';
import type { EpisodeTrace } from '../../../../src/task/environment-adapter.ts';
import { agentMark, episodesSheet, pathLines, startMark } from '../../grid-figure.ts';
import { colours, doorStates, objectTypes, type Position, typeIndex } from '../encoding.ts';
import { CELL, objectSymbol } from '../render/symbols.ts';
import type { SubtaskInfo } from './subtask-info.ts';
import type { LevelSubtasks } from './task.ts';

const MOST_EPISODES = 12;
/** The least width and height of a drawn level, in cells. */
const MIN_CELLS = 3;
/** `agentMark` counts up, down, left, right. */
const compass = [3, 1, 2, 0] as const;

/** Small multiples of the first twelve episodes: each level as it was at first, the path coloured by chosen subtask. */
export function drawEpisodes(task: LevelSubtasks, episodes: readonly EpisodeTrace[]): string {
  const shown = episodes.slice(0, MOST_EPISODES);
  const levels = shown.map(({ infos }) => (infos as readonly SubtaskInfo[])[0]!.level!);
  const boxes = levels.map(boundingBox);
  const width = Math.max(MIN_CELLS, ...boxes.map((box) => box.width));
  const height = Math.max(MIN_CELLS, ...boxes.map((box) => box.height));
  const panels = shown.map(({ infos, choices, succeeded, underWay }, k) => {
    const box = boxes[k]!;
    const middle = `${(width - box.width) / 2 - box.left},${(height - box.height) / 2 - box.top}`;
    const steps = `${choices.length} steps`;
    return {
      content:
        `<g transform="translate(${middle})">` +
        `${drawEpisode(infos as readonly SubtaskInfo[], choices, box)}</g>`,
      caption: succeeded ? `${task.milestone} after ${steps}` : underWay ? steps : `not in ${steps}`,
      succeeded,
      underWay,
    };
  });
  const chosen = [...new Set(shown.flatMap(({ choices }) => choices))].sort((a, b) => a - b);
  const legend = [
    ...chosen.map((subtask) => ({ subtask, text: `“${task.subtasks[subtask]}”` })),
    { symbol: `<g transform="translate(-0.5,-0.5)">${startMark([0, 0])}</g>`, text: 'start' },
  ];
  return episodesSheet(panels, width, legend, height);
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The part of a level that holds things. */
function boundingBox({ width, height, image }: NonNullable<SubtaskInfo['level']>): Box {
  const full = Array.from({ length: width * height }, (_, cell) => cell).filter(
    (cell) => image[3 * cell] !== typeIndex.empty,
  );
  const columns = full.map((cell) => Math.floor(cell / height));
  const rows = full.map((cell) => cell % height);
  const [left, top] = [Math.min(...columns), Math.min(...rows)];
  return { left, top, width: Math.max(...columns) - left + 1, height: Math.max(...rows) - top + 1 };
}

/** A dot at each change of the chosen subtask, in the colour of the one before. */
function changes(path: readonly Position[], choices: readonly number[]): string {
  return choices
    .map((choice, k) => {
      const [x, y] = path[k]!;
      const before = choices[k - 1] ?? choice;
      return before === choice
        ? ''
        : `<circle cx="${x + 0.5}" cy="${y + 0.5}" r="0.2" fill="${subtaskColour(before)}" ` +
            `stroke="${ink.background}" stroke-width="0.07"/>`;
    })
    .join('');
}

/** The level and the path in units of cells. */
function drawEpisode(infos: readonly SubtaskInfo[], choices: readonly number[], box: Box): string {
  const { width, height, image } = infos[0]!.level!;
  const things: string[] = [];
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      const [type, colour, state] = image.subarray(3 * (x * height + y));
      const symbol = objectSymbol(objectTypes[type!]!, colours[colour!]!, doorStates[state!]!);
      if (symbol !== '') things.push(`<g transform="translate(${x},${y}) scale(${1 / CELL})">${symbol}</g>`);
    }
  }
  const lines = [
    ...Array.from({ length: box.width + 1 }, (_, x) => `M${box.left + x} ${box.top}v${box.height}`),
    ...Array.from({ length: box.height + 1 }, (_, y) => `M${box.left} ${box.top + y}h${box.width}`),
  ];
  const path = infos.map(({ agent }) => agent);
  const last = infos.at(-1)!;
  return (
    `<path d="${lines.join('')}" stroke="${ink.faint}" stroke-width="0.03"/>` +
    things.join('') +
    startMark(path[0]!) +
    pathLines(path, choices) +
    changes(path, choices) +
    agentMark(last.agent, compass[last.direction]!)
  );
}
