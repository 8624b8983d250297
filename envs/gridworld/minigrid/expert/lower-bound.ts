import { typeIndex } from '../encoding.ts';
import type { Landmark } from './aim.ts';
import { innerCells, type Pose, type Situation, stridesOf } from './situation.ts';

const UNREACHED = 0xffff;

/**
 * Fewest actions through a list of landmarks, a lower bound of the actions that remain. Waves that spread backwards
 * from the last landmark compute it; results are kept for lists that come again.
 */
export class LowerBounds {
  readonly #strides: readonly number[];
  readonly #passable: Uint8Array;
  readonly #tables = new Map<string, Uint16Array>();

  /** @param passable 1 for cells that are free, or may become so */
  constructor(width: number, passable: Uint8Array) {
    this.#strides = stridesOf(width);
    this.#passable = passable;
  }

  /**
   * Lower bounds of the actions through landmarks, in their order.
   *
   * @param hurdles actions that it takes to clear each cell before the first landmark, by cell
   * @returns for each pose, `[4 · cells]`; 65535 where there is no way
   */
  through(landmarks: readonly Landmark[], hurdles: ReadonlyMap<number, number> = new Map()): Uint16Array {
    const key = keyOf(landmarks, hurdles);
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const [first, ...rest] = landmarks;
    const after = rest.length === 0 ? null : this.through(rest);
    const table =
      first === undefined ? new Uint16Array(4 * this.#passable.length) : this.#spread(first, after, hurdles);
    this.#tables.set(key, table);
    return table;
  }

  #spread(landmark: Landmark, after: Uint16Array | null, hurdles: ReadonlyMap<number, number>): Uint16Array {
    const strides = this.#strides;
    const free = this.#passable.slice();
    for (const cell of landmark.shut ?? []) free[cell] = 0;
    const cost = new Uint8Array(free.length).fill(1);
    for (const [cell, actions] of hurdles) cost[cell] = 1 + actions;
    const table = new Uint16Array(4 * free.length).fill(UNREACHED);
    const waves: Pose[][] = [];
    const reach = (pose: Pose, actions: number) => {
      if (actions >= table[pose]!) return;
      table[pose] = actions;
      (waves[actions] ??= []).push(pose);
    };
    for (const pose of this.#posesAt(landmark)) {
      const rest = after === null ? 0 : after[pose]!;
      if (free[pose >> 2] === 1 && rest !== UNREACHED) reach(pose, rest + landmark.actions);
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

  *#posesAt({ cells, how }: Landmark): Generator<Pose> {
    for (const target of cells) {
      for (let direction = 0; direction < 4; direction++) {
        if (how === 'at') {
          yield 4 * target + direction;
          continue;
        }
        const cell = target - this.#strides[direction]!;
        if (how === 'facing') yield 4 * cell + direction;
        else for (let any = 0; any < 4; any++) yield 4 * cell + any;
      }
    }
  }
}

/** A key that is equal for equal arguments. */
function keyOf(landmarks: readonly Landmark[], hurdles: ReadonlyMap<number, number>): string {
  const codes: number[] = [];
  for (const [cell, actions] of hurdles) codes.push(cell, actions);
  for (const { cells, how, actions, shut = [] } of landmarks) {
    codes.push(UNREACHED, how.charCodeAt(0), actions, ...cells, UNREACHED, ...shut);
  }
  return String.fromCharCode(...codes);
}

/** Cells that the agent could be in if there were no objects and all doors were open. */
export function openCells(situation: Situation): Uint8Array {
  return innerCells(situation.width, situation.cells, (id) => {
    const type = situation.typeOf(id);
    return type !== typeIndex.wall && type !== typeIndex.lava;
  });
}
