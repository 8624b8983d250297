import { directions } from './encoding.ts';
import { type Grid, type ObjectId, WALL } from './grid.ts';

/** The pose of an agent, and the object in its hand. */
export interface Viewer {
  readonly agentX: number;
  readonly agentY: number;
  readonly agentDirection: number;
  readonly carrying: ObjectId;
}

/**
 * The view of an agent: a square of `size` × `size` cells that turns with it. The agent is in the middle of the lowest
 * row and looks upwards. Arrays are `[column, row]` with the column counted from the agent's left: index
 * `column · size + row`. They hold the result of the latest `look`.
 */
export class EgocentricView {
  /** Width and height of the view in cells. */
  readonly size: number;
  /** The object in each cell, seen or not. The agent's own cell holds the carried object. */
  readonly cells: Uint16Array;
  /** 1 where the agent can see. */
  readonly visible: Uint8Array;

  /** @param size odd, at least 3 */
  constructor(size: number) {
    this.size = size;
    this.cells = new Uint16Array(size * size);
    this.visible = new Uint8Array(size * size);
  }

  /** Looks at a grid from the pose of an agent; fills `cells` and `visible`. */
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
    const { encodings } = grid;
    const out = new Uint8Array(cells.length * 3);
    for (let index = 0, target = 0; index < cells.length; index++, target += 3) {
      if (visible[index] === 0) continue;
      const encoding = encodings[cells[index]!]!;
      out[target] = encoding;
      out[target + 1] = encoding >> 8;
      out[target + 2] = encoding >> 16;
    }
    return out;
  }

  /** Copies the part of the grid that lies before the agent; beyond its edge there are walls. */
  #cutOut(grid: Grid, { agentX, agentY, agentDirection }: Viewer): void {
    const { size, cells } = this;
    const { width, height, cells: world } = grid;
    const [forwardX, forwardY] = directions[agentDirection]!;
    const forward = forwardY * width + forwardX;
    // Cells of the grid from the agent on, in each direction.
    const reach = [width - agentX, height - agentY, agentX + 1, agentY + 1][agentDirection]!;
    const firstRow = Math.max(size - reach, 0);
    for (let column = 0; column < size; column++) {
      const aside = column - (size >> 1);
      const x = agentX - forwardY * aside;
      const y = agentY + forwardX * aside;
      const start = column * size;
      const inside = x >= 0 && x < width && y >= 0 && y < height;
      const firstInside = inside ? firstRow : size;
      for (let row = 0; row < firstInside; row++) cells[start + row] = WALL;
      let from = y * width + x + forward * (size - 1 - firstInside);
      for (let row = firstInside; row < size; row++, from -= forward) cells[start + row] = world[from]!;
    }
  }

  /**
   * Spreads sight from the agent: row by row away from it, first to the right, then to the left, from each visible
   * cell that can be seen through to its neighbours and those of the row behind.
   */
  #occlude(grid: Grid): void {
    const { size, visible } = this;
    visible.fill(0);
    visible[(size >> 1) * size + size - 1] = 1;
    let goesOn = true;
    for (let row = size - 1; row >= 0 && goesOn; row--) {
      goesOn = false;
      for (let index = row; index < size * (size - 1); index += size) {
        if (this.#spread(grid, index, size, row)) goesOn = true;
      }
      for (let index = size * (size - 1) + row; index >= size; index -= size) {
        if (this.#spread(grid, index, -size, row)) goesOn = true;
      }
    }
  }

  /**
   * @param side distance in `cells` of the neighbour to which sight spreads
   * @returns whether it did
   */
  #spread(grid: Grid, index: number, side: number, row: number): boolean {
    const { visible } = this;
    if (visible[index] === 0 || grid.hidesWhatIsBehind(this.cells[index]!)) return false;
    visible[index + side] = 1;
    if (row > 0) {
      visible[index - 1] = 1;
      visible[index + side - 1] = 1;
    }
    return true;
  }
}
