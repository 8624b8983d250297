import { ink, meaning } from '../../../src/figures/palette.ts';
import type { EpisodeTrace } from '../../../src/task/environment-adapter.ts';
import type { Trail } from '../../rendering.ts';
import type { Cell } from '../cell.ts';
import { agentMark, episodesSheet, gridSvg, heading, pathLines, startMark } from '../grid-figure.ts';
import { LAVA, type MazeGeometry } from './geometry.ts';
import { drawMap, type MazeLayout } from './layout.ts';
import type { RoomsMazeInfo } from './types.ts';

/** The content of a picture of a maze. */
export interface MazeScene extends Trail<Cell> {
  readonly layout: MazeLayout;
}

const MOST_EPISODES = 12;
const lavaColour = '#eec9b8';

/** A moment of an episode as an SVG document of `size` × `size` pixels. */
export function mazeSvg(geometry: MazeGeometry, scene: MazeScene, size: number): string {
  return gridSvg(drawMaze(geometry, scene), geometry.size, size);
}

/** A moment of an episode as text: `#` lava, `.` floor, `G` goal, `@` the agent. */
export function mazeText(geometry: MazeGeometry, { layout, path }: MazeScene): string {
  const letters = Array.from(drawMap(geometry, layout), (cell) => '.#G'[cell]!);
  letters[geometry.index(path.at(-1)!)] = '@';
  const rows = Array.from({ length: geometry.size }, (_, y) =>
    letters.slice(y * geometry.size, (y + 1) * geometry.size).join(''),
  );
  return `${rows.join('\n')}\n`;
}

/** Small multiples of the first twelve episodes: each maze with the path coloured by the subtask that was chosen. */
export function drawEpisodes(geometry: MazeGeometry, episodes: readonly EpisodeTrace[]): string {
  let anyChanged = false;
  const panels = episodes.slice(0, MOST_EPISODES).map(({ infos, choices, succeeded, underWay }) => {
    const states = infos as readonly RoomsMazeInfo[];
    const [first, last] = [states[0]!, states.at(-1)!];
    // Doors may open and close: every door that was there is drawn.
    const layout = { ...last, doors: states.flatMap(({ doors }) => doors) };
    const changed = states.some(({ doors }) => `${doors}` !== `${first.doors}`);
    anyChanged ||= changed;
    const scene = { layout, path: states.map(({ agent }) => agent), subtasks: choices };
    const outcome = succeeded ? 'goal' : last.inLava ? 'lava' : underWay ? 'under way' : 'lost';
    const shortest = changed ? `at first ${first.distance}` : `shortest ${first.distance}`;
    const caption = `${outcome} after ${last.step} steps (${shortest})`;
    return { content: drawMaze(geometry, scene), caption, succeeded, underWay };
  });
  const names = ['north', 'south', 'west', 'east'].map((name) => `“${name}” is chosen`);
  return episodesSheet(panels, geometry.size, [
    ...[...names, '“stay” is chosen'].map((text, subtask) => ({ subtask, text })),
    { symbol: `<g transform="translate(-0.5,-0.5)">${startMark([0, 0])}</g>`, text: 'start' },
    { symbol: goalMark([-0.5, -0.5]), text: 'goal' },
    {
      symbol: `<rect x="-0.5" y="-0.5" width="1" height="1" fill="${lavaColour}"/>`,
      text: anyChanged ? 'lava all the time; doors change, “at first” is the shortest way then' : 'lava',
    },
  ]);
}

/** The scene as SVG elements in units of cells. */
function drawMaze(geometry: MazeGeometry, { layout, path, subtasks }: MazeScene): string {
  const { size } = geometry;
  const agent = path.at(-1)!;
  const reached = geometry.index(agent) === geometry.index(layout.goal);
  const floor = Array.from(drawMap(geometry, layout), (cell, index) =>
    cell === LAVA ? '' : `M${index % size} ${Math.floor(index / size)}h1v1h-1z`,
  );
  return (
    `<rect width="${size}" height="${size}" fill="${lavaColour}"/>` +
    `<path d="${floor.join('')}" fill="${ink.background}" stroke="${ink.faint}" stroke-width="0.04"/>` +
    startMark(layout.start) +
    (reached ? '' : goalMark(layout.goal)) +
    pathLines(path, subtasks) +
    (reached ? goalMark(layout.goal) : agentMark(agent, heading(path)))
  );
}

function goalMark([x, y]: Cell): string {
  return (
    `<g transform="translate(${x + 0.5},${y + 0.5})"><path d="M-0.28 0.42V-0.42" stroke="${ink.text}" ` +
    `stroke-width="0.09" stroke-linecap="round"/><path d="M-0.28 -0.42L0.42 -0.2L-0.28 0.04Z" fill="${meaning.success}"/></g>`
  );
}
