import { typeIndex } from '../encoding.ts';
import type { Landmark } from './aim.ts';
import { innerCells, type Pose, type Situation, stridesOf } from './situation.ts';

const UNREACHED = 0xffff;

/**
 * Fewest actions through a list of landmarks when only walls and lava are in the way: what is left to do can never be
 * less. Computed by waves that spread backwards from the last landmark; kept for lists that come again.
 */
export class LowerBounds {
  readonly #strides: readonly number[];
  readonly #open: Uint8Array;
  readonly #tables = new Map<string, Uint16Array>();

  constructor(situation: Situation) {
    this.#strides = stridesOf(situation.width);
    this.#open = openCells(situation);
  }

  /** The least number of actions for each pose, `[4 · cells]`; 65535 where there is no way. */
  through(landmarks: readonly Landmark[]): Uint16Array {
    const key = landmarks.map(({ cells, how, actions }) => `${how}${actions}:${cells}`).join(';');
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const [first, ...rest] = landmarks;
    const table =
      first === undefined
        ? new Uint16Array(4 * this.#open.length)
        : this.#spread(first, rest.length === 0 ? null : this.through(rest));
    this.#tables.set(key, table);
    return table;
  }

  #spread(landmark: Landmark, after: Uint16Array | null): Uint16Array {
    const table = new Uint16Array(4 * this.#open.length).fill(UNREACHED);
    const waves: Pose[][] = [];
    const reach = (pose: Pose, actions: number) => {
      if (actions >= table[pose]!) return;
      table[pose] = actions;
      (waves[actions] ??= []).push(pose);
    };
    for (const pose of this.#posesAt(landmark)) {
      const rest = after === null ? 0 : after[pose]!;
      if (rest !== UNREACHED) reach(pose, rest + landmark.actions);
    }
    for (let actions = 0; actions < waves.length; actions++) {
      const wave = waves[actions] ?? [];
      for (const pose of wave) {
        if (table[pose]! < actions) continue;
        const direction = pose & 3;
        const back = (pose >> 2) - this.#strides[direction]!;
        reach((pose & ~3) | ((direction + 1) & 3), actions + 1);
        reach((pose & ~3) | ((direction + 3) & 3), actions + 1);
        if (this.#open[back] === 1) reach(4 * back + direction, actions + 1);
      }
    }
    return table;
  }

  *#posesAt({ cells, how }: Landmark): Generator<Pose> {
    for (const target of cells) {
      for (let direction = 0; direction < 4; direction++) {
        if (how === 'at') {
          if (this.#open[target] === 1) yield 4 * target + direction;
          continue;
        }
        const cell = target - this.#strides[direction]!;
        if (this.#open[cell] !== 1) continue;
        if (how === 'facing') yield 4 * cell + direction;
        else for (let any = 0; any < 4; any++) yield 4 * cell + any;
      }
    }
  }
}

/** Cells that the agent could be in if there were no objects and all doors were open. */
export function openCells(situation: Situation): Uint8Array {
  return innerCells(situation.width, situation.cells, (id) => {
    const type = situation.typeOf(id);
    return type !== typeIndex.wall && type !== typeIndex.lava;
  });
}
