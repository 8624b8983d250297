import { directions, stateIndex, typeIndex } from './encoding.ts';
import { type Grid, NOTHING, type ObjectId, WALL } from './grid.ts';

/** Where someone stands and looks, and what they hold. */
export interface Viewer {
  readonly agentX: number;
  readonly agentY: number;
  readonly agentDirection: number;
  readonly carrying: ObjectId;
}

/**
 * What an agent sees: a square of `size` × `size` cells that turns with it. The agent is in the middle of the lowest
 * row and looks upwards. Arrays are `[column, row]` with the column counted from the agent's left: index
 * `column · size + row`. They hold what `look` last saw.
 */
export class EgocentricView {
  readonly size: number;
  /** The object in each cell; `NOTHING` where the agent cannot see. Its own cell holds what it carries. */
  readonly cells: Uint16Array;
  /** 1 where the agent can see. */
  readonly visible: Uint8Array;

  /** @param size odd, at least 3 */
  constructor(size: number) {
    this.size = size;
    this.cells = new Uint16Array(size * size);
    this.visible = new Uint8Array(size * size);
  }

  look(grid: Grid, viewer: Viewer, seeThroughWalls: boolean): void {
    this.#cutOut(grid, viewer);
    if (seeThroughWalls) this.visible.fill(1);
    else this.#occlude(grid);
    const { size, cells } = this;
    cells[(size >> 1) * size + size - 1] = viewer.carrying;
  }

  /** The view as (type, colour, state) of each cell, `[size, size, 3]`; zeros where the agent cannot see. */
  encode(grid: Grid): Uint8Array {
    const { cells, visible } = this;
    const { types, colours, states } = grid;
    const out = new Uint8Array(cells.length * 3);
    for (let index = 0, target = 0; index < cells.length; index++, target += 3) {
      if (visible[index] === 0) continue;
      const id = cells[index]!;
      out[target] = types[id]!;
      out[target + 1] = colours[id]!;
      out[target + 2] = states[id]!;
    }
    return out;
  }

  /** Copies the part of the grid that lies before the agent; beyond its edge there are walls. */
  #cutOut(grid: Grid, { agentX, agentY, agentDirection }: Viewer): void {
    const { size, cells } = this;
    const { width, height, cells: world } = grid;
    const [forwardX, forwardY] = directions[agentDirection]!;
    const [rightX, rightY] = [-forwardY, forwardX];
    for (let column = 0, index = 0; column < size; column++) {
      const aside = column - (size >> 1);
      for (let row = 0; row < size; row++, index++) {
        const ahead = size - 1 - row;
        const x = agentX + forwardX * ahead + rightX * aside;
        const y = agentY + forwardY * ahead + rightY * aside;
        const inside = x >= 0 && x < width && y >= 0 && y < height;
        cells[index] = inside ? world[y * width + x]! : WALL;
      }
    }
  }

  /**
   * Spreads sight from the agent: row by row away from it, first to the right, then to the left, from each visible
   * cell that can be seen through to its neighbours and those of the row behind.
   */
  #occlude(grid: Grid): void {
    const { size, cells, visible } = this;
    visible.fill(0);
    visible[(size >> 1) * size + size - 1] = 1;
    for (let row = size - 1; row >= 0; row--) {
      for (let column = 0; column < size - 1; column++) this.#spread(grid, column * size + row, size, row);
      for (let column = size - 1; column > 0; column--) this.#spread(grid, column * size + row, -size, row);
    }
    for (let index = 0; index < cells.length; index++) {
      if (visible[index] === 0) cells[index] = NOTHING;
    }
  }

  /** @param side distance in `cells` of the neighbour to which sight spreads */
  #spread(grid: Grid, index: number, side: number, row: number): void {
    const { visible } = this;
    if (visible[index] === 0) return;
    const id = this.cells[index]!;
    const type = grid.types[id];
    if (type === typeIndex.wall || (type === typeIndex.door && grid.states[id] !== stateIndex.open)) return;
    visible[index + side] = 1;
    if (row === 0) return;
    visible[index - 1] = 1;
    visible[index + side - 1] = 1;
  }
}
