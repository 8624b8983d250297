import type { Pose } from '../../minigrid/expert/situation.ts';

const UNREACHED = 0xffff;

/** A place that has to be come to: in front of one of some cells; and what is due there, in actions. */
export interface Stop {
  readonly cells: readonly number[];
  readonly actions: number;
  /** Cells of doors that are still locked on the way there. */
  readonly shut: readonly number[];
}

/**
 * Fewest actions through a list of stops: what is left to do can hardly be less. Computed by waves that spread backwards
 * from the last stop; kept for lists that come again.
 */
export class Bounds {
  readonly #strides: readonly number[];
  /** 1 for cells that may become free. */
  readonly #passable: Uint8Array;
  readonly #tables = new Map<string, Uint16Array>();

  constructor(strides: readonly number[], passable: Uint8Array) {
    this.#strides = strides;
    this.#passable = passable;
  }

  /**
   * @param hurdles actions that it takes to clear each cell before the first stop, by cell
   * @returns for each pose, `[4 · cells]`; 65535 where there is no way
   */
  through(stops: readonly Stop[], hurdles: ReadonlyMap<number, number> = new Map()): Uint16Array {
    const list = stops.map(({ cells, actions, shut }) => `${actions}:${cells}/${shut}`);
    const key = [...[...hurdles].flat(), ...list].join(';');
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const [first, ...rest] = stops;
    const after = rest.length === 0 ? null : this.through(rest);
    const table =
      first === undefined ? new Uint16Array(4 * this.#passable.length) : this.#spread(first, after, hurdles);
    this.#tables.set(key, table);
    return table;
  }

  #spread(stop: Stop, after: Uint16Array | null, hurdles: ReadonlyMap<number, number>): Uint16Array {
    const strides = this.#strides;
    const free = this.#passable.slice();
    for (const cell of stop.shut) free[cell] = 0;
    const cost = new Uint8Array(free.length).fill(1);
    for (const [cell, actions] of hurdles) cost[cell] = 1 + actions;
    const table = new Uint16Array(4 * free.length).fill(UNREACHED);
    const waves: Pose[][] = [];
    const reach = (pose: Pose, actions: number) => {
      if (actions >= table[pose]!) return;
      table[pose] = actions;
      (waves[actions] ??= []).push(pose);
    };
    for (const target of stop.cells) {
      for (let direction = 0; direction < 4; direction++) {
        const cell = target - strides[direction]!;
        const pose = 4 * cell + direction;
        const rest = after === null ? 0 : after[pose]!;
        if (free[cell] === 1 && rest !== UNREACHED) reach(pose, rest + stop.actions);
      }
    }
    for (let actions = 0; actions < waves.length; actions++) {
      for (const pose of waves[actions] ?? []) {
        if (table[pose]! < actions) continue;
        const direction = pose & 3;
        const cell = pose >> 2;
        const back = cell - strides[direction]!;
        reach((pose & ~3) | ((direction + 1) & 3), actions + 1);
        reach((pose & ~3) | ((direction + 3) & 3), actions + 1);
        if (free[back] === 1) reach(4 * back + direction, actions + cost[cell]!);
      }
    }
    return table;
  }
}
