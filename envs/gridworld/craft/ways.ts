import { kindIndex } from './rules.ts';
import { SIZE, strides } from './world.ts';

const NOTHING = kindIndex.nothing;

/**
 * Shortest ways to stand in front of one of several cells and look at it. A move turns the agent; where the next cell
 * is taken, it turns only. So the number of moves that remain is
 *
 *     0       looking at a target
 *     g(c)    else: 1 + the fewest moves that remain after one move from cell c
 *
 * for every direction in which the agent looks: a wave that spreads from the targets computes g.
 */
export class Ways {
  readonly #grid: Uint8Array;
  readonly #isTarget: (cell: number) => boolean;
  /** g of each free cell; −1 where there is no way, and in cells that are taken. */
  readonly #moves = new Int16Array(SIZE * SIZE).fill(-1);

  constructor(grid: Uint8Array, isTarget: (cell: number) => boolean) {
    this.#grid = grid;
    this.#isTarget = isTarget;
    const queue: number[] = [];
    const reach = (cell: number, moves: number) => {
      if (grid[cell] !== NOTHING || this.#moves[cell]! >= 0) return;
      this.#moves[cell] = moves;
      queue.push(cell);
    };
    for (let target = 0; target < grid.length; target++) {
      if (!isTarget(target)) continue;
      for (const stride of strides) {
        const beside = target - stride;
        reach(beside, 1);
        // From one cell further back, a single move brings the agent there looking ahead.
        if (grid[beside] === NOTHING) reach(beside - stride, 1);
      }
    }
    for (const cell of queue) {
      for (const stride of strides) reach(cell + stride, this.#moves[cell]! + 1);
    }
  }

  /** Moves until a target is looked at; −1 where there is no way. */
  moves(cell: number, direction: number): number {
    return this.#isTarget(cell + strides[direction]!) ? 0 : this.#moves[cell]!;
  }

  /** The same after a move into a direction. */
  movesAfter(cell: number, direction: number): number {
    const next = cell + strides[direction]!;
    return this.moves(this.#grid[next] === NOTHING ? next : cell, direction);
  }
}
