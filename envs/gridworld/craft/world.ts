import { stepX, stepY } from '../cell.ts';
import { itemIndex, itemOfKind, items, kindIndex, recipesOfKind } from './rules.ts';

/** Cells along a side, boundary included. */
export const SIZE = 10;

/** Actions 0–3 turn and go up, down, left, right; this one uses what lies ahead. */
export const USE = 4;

const NOTHING = kindIndex.nothing;

/** The world: the cells, the agent, and its inventory. */
export class CraftWorld {
  /** Kinds, `[SIZE, SIZE]` row-major; (0, 0) is the upper left corner. */
  readonly grid: Uint8Array;
  /** Index of the agent's cell. */
  cell: number;
  /** Where the agent looks: 0 up, 1 down, 2 left, 3 right. */
  direction: number;
  /** Number of each item carried. */
  readonly inventory: Uint8Array;

  constructor(
    grid: Uint8Array,
    cell: number,
    direction: number,
    inventory: Uint8Array = new Uint8Array(items.length),
  ) {
    this.grid = grid;
    this.cell = cell;
    this.direction = direction;
    this.inventory = inventory;
  }

  /** An equal world that can be changed by itself. */
  clone(): CraftWorld {
    return new CraftWorld(this.grid.slice(), this.cell, this.direction, this.inventory.slice());
  }

  /** Whether the agent carries an item. */
  has(item: keyof typeof itemIndex): boolean {
    return this.inventory[itemIndex[item]]! > 0;
  }

  /** Index of the cell that the agent looks at. */
  get ahead(): number {
    return this.cell + strides[this.direction]!;
  }

  /** Carries out an action. An impossible action has no effect, but a blocked move still turns the agent. */
  act(action: number): void {
    if (action === USE) {
      this.#use();
      return;
    }
    this.direction = action;
    if (this.grid[this.ahead] === NOTHING) this.cell = this.ahead;
  }

  #use(): void {
    const { grid, inventory, ahead } = this;
    const kind = grid[ahead]!;
    const item = itemOfKind[kind]!;
    if (item >= 0) {
      inventory[item]!++;
      grid[ahead] = NOTHING;
    } else if (kind === kindIndex.water && this.has('bridge')) {
      inventory[itemIndex.bridge]!--;
      grid[ahead] = NOTHING;
    } else if (kind === kindIndex.stone && this.has('axe')) {
      grid[ahead] = NOTHING;
    }
    for (const { output, inputs } of recipesOfKind[kind]!) {
      if (!inputs.every((input) => this.has(input))) continue;
      for (const input of inputs) inventory[itemIndex[input]]!--;
      inventory[itemIndex[output]]!++;
    }
  }
}

/** The change of a cell's index by one step in each direction. */
export const strides: readonly number[] = stepX.map((dx, direction) => stepY[direction]! * SIZE + dx);
