import type { KeyHelp, LegendEntry, ManualControl } from '../../src/task/manual-control.ts';
import { type Area, cut, type Line, type Span } from '../../src/terminal/styled-text.ts';

/** An action, and the keys that take it. */
export interface Binding {
  readonly action: number;
  readonly does: string;
  readonly keys: readonly string[];
}

/** Columns of a cell, which make it about as wide as high. */
const CELL = 2;

const symbols: Readonly<Record<string, string>> = {
  left: '←',
  right: '→',
  up: '↑',
  down: '↓',
  pageup: 'page up',
  pagedown: 'page down',
};

/** Control of a gridworld: every key takes an action, and every action is a step. */
export abstract class KeyedControl implements ManualControl<number> {
  readonly stepMs = null;
  readonly help: readonly KeyHelp[];
  readonly #bindings: readonly Binding[];
  #next: number | null = null;

  constructor(bindings: readonly Binding[]) {
    this.#bindings = bindings;
    this.help = bindings.map(({ keys, does }) => ({
      keys: keys.map((key) => symbols[key] ?? key).join(', '),
      does,
    }));
  }

  abstract readonly mission: string;
  abstract readonly status: readonly string[];
  abstract readonly legend: readonly LegendEntry[];
  abstract readonly maxSteps: number;
  abstract draw(area: Area): readonly Line[];

  press(key: string): boolean {
    const binding = this.#bindings.find(({ keys }) => keys.includes(key));
    this.#next = binding?.action ?? null;
    return binding !== undefined;
  }

  take(): number | null {
    const action = this.#next;
    this.#next = null;
    return action;
  }

  reset(): void {
    this.#next = null;
  }

  nameOf(action: number): string {
    const index = this.#bindings.findIndex((binding) => binding.action === action);
    return index < 0 ? `${action}` : `${this.#bindings[index]!.does} (${this.help[index]!.keys})`;
  }
}

/** The four moves of worlds in which north is up, by the numbers of `cell.ts`. */
export const moves: readonly Binding[] = [
  { action: 0, does: 'north', keys: ['up', 'w'] },
  { action: 1, does: 'south', keys: ['down', 's'] },
  { action: 2, does: 'west', keys: ['left', 'a'] },
  { action: 3, does: 'east', keys: ['right', 'd'] },
];

/** A symbol in a picture; `text`, and `plain` if there is one, are two columns wide. */
export type Tile = Span;

/**
 * The tiles of a grid, `[row][column]`, as lines; where the area is too small for all, the tiles around a cell.
 *
 * @param centre the cell that must be visible: column and row
 */
export function drawTiles(
  tiles: readonly (readonly Tile[])[],
  [column, row]: readonly [number, number],
  area: Area,
): readonly Line[] {
  const columns = Math.min(Math.floor(area.columns / CELL), tiles[0]!.length);
  const rows = Math.min(area.rows, tiles.length);
  const left = firstShown(column, columns, tiles[0]!.length);
  const top = firstShown(row, rows, tiles.length);
  return tiles.slice(top, top + rows).map((line) => cut(line, CELL * left, CELL * columns));
}

function firstShown(centre: number, shown: number, all: number): number {
  return Math.min(Math.max(centre - (shown >> 1), 0), all - shown);
}

/** A legend of tiles without repetitions. */
export function tileLegend(
  entries: readonly (readonly [tile: Tile, meaning: string])[],
): readonly LegendEntry[] {
  const unique = new Map(entries.map(([symbol, meaning]) => [meaning, symbol]));
  return [...unique].map(([meaning, symbol]) => ({ symbol, meaning }));
}
