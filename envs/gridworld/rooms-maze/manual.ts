import type { Area, Line } from '../../../src/terminal/styled-text.ts';
import { drawTiles, KeyedControl, moves, type Tile, tileLegend } from '../keyed-control.ts';
import { GOAL, LAVA } from './geometry.ts';
import { drawMap } from './layout.ts';
import type { RoomsMaze } from './rooms-maze.ts';

const floor: Tile = { text: '  ', plain: ' .', background: '#2a2d33' };
const lava: Tile = { text: '~~', plain: '##', colour: '#7a2d10', background: '#b5471c' };
const goal: Tile = { text: '  ', plain: 'GG', background: '#1f9d55' };
const agent: Tile = { text: '()', plain: '()', colour: '#ffffff', background: '#2a2d33', bold: true };
const burnt: Tile = { text: '><', plain: '><', colour: '#ffffff', background: '#b5471c', bold: true };

/** The rooms maze from above. */
export class RoomsMazeControl extends KeyedControl {
  readonly mission = 'reach the goal; the walls are lava';
  readonly status = [];
  readonly legend = tileLegend([
    [agent, 'agent'],
    [goal, 'goal'],
    [lava, 'lava'],
  ]);
  readonly #env: RoomsMaze;

  constructor(env: RoomsMaze) {
    super(moves);
    this.#env = env;
  }

  get maxSteps(): number {
    return this.#env.options.maxSteps;
  }

  draw(area: Area): readonly Line[] {
    const { geometry, layout, agent: cell, inLava } = this.#env;
    const { size } = geometry;
    const tiles = Array.from(drawMap(geometry, layout), (kind) =>
      kind === LAVA ? lava : kind === GOAL ? goal : floor,
    );
    tiles[geometry.index(cell)] = inLava ? burnt : agent;
    const rows = Array.from({ length: size }, (_, y) => tiles.slice(y * size, (y + 1) * size));
    return drawTiles(rows, cell, area);
  }
}
