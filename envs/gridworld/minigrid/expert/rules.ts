import { Action, typeIndex } from '../encoding.ts';
import { NOTHING, type ObjectId } from '../grid.ts';
import { type Aim, facing, keysTo, type Landmark } from './aim.ts';
import { LowerBounds, openCells } from './lower-bound.ts';
import type { Scene, Space } from './search.ts';
import { type Pose, type Situation, stridesOf } from './situation.ts';

/** Options of the rules of a plan. */
export interface RulesOptions {
  /** Objects in the way, which may be moved. */
  readonly obstacles?: ReadonlySet<ObjectId>;
  /** Cells in which nothing may be put down. */
  readonly keepFree?: ReadonlySet<number>;
  /** Whether anything, even a key that is still needed, may be put down to take the object of the aim. */
  readonly handsFree?: boolean;
}

/**
 * The actions that may help towards an aim. The others are left out: closing a door; picking up an object that is
 * neither the aim's, nor a key that fits, nor in the way; opening a box without anything useful in it; putting down
 * an object that is still needed, unless the hands have to be free for an obstacle or for another lock's key.
 */
export class Rules {
  readonly #aim: Aim;
  readonly #obstacles: ReadonlySet<ObjectId>;
  readonly #keepFree: ReadonlySet<number>;
  readonly #handsFree: boolean;
  /** The locked doors at the start. */
  readonly #locks: readonly ObjectId[];
  /** A locked door that every way leads through. */
  readonly #lock: ObjectId;

  constructor(root: Situation, start: Pose, aim: Aim, options: RulesOptions = {}) {
    this.#aim = aim;
    this.#obstacles = options.obstacles ?? new Set();
    this.#keepFree = options.keepFree ?? new Set();
    this.#handsFree = options.handsFree ?? false;
    this.#locks = root.objects().filter((id) => root.isLocked(id));
    this.#lock = this.#locks.find((door) => isNecessary(root, start >> 2, door, aim)) ?? NOTHING;
  }

  /** The actions other than moves that may help when the given cell is in front. */
  interactions(situation: Situation, front: number): readonly number[] {
    const id = situation.cells[front]!;
    const { carrying } = situation;
    if (id === NOTHING)
      return carrying !== NOTHING && this.#mayPutDown(situation, front) ? [Action.drop] : [];
    switch (situation.typeOf(id)) {
      case typeIndex.door:
        return this.#mayOpen(situation, id) ? [Action.toggle] : [];
      case typeIndex.box:
        if (this.isUseful(situation, situation.contentOf(id)))
          return carrying === NOTHING && this.#mayTake(situation, id)
            ? [Action.toggle, Action.pickup]
            : [Action.toggle];
        break;
    }
    return carrying === NOTHING && this.#mayTake(situation, id) ? [Action.pickup] : [];
  }

  /** The places that must still be visited for the aim, and the number of further actions that are due. */
  outlook(situation: Situation): { landmarks: readonly Landmark[]; extra: number } {
    const landmarks = this.#aim.landmarks(situation);
    const { carrying } = situation;
    const aims = this.#aim.objects;
    const handsFull = carrying !== NOTHING && !aims.includes(carrying);
    const lock = this.#lock;
    if (!situation.isLocked(lock)) return { landmarks, extra: aims.length > 0 && handsFull ? 1 : 0 };
    const ahead = [facing(situation, [lock], 1), ...landmarks];
    const keyGoes = aims.length > 0 && !aims.some((id) => situation.isKeyTo(id, lock)) ? 1 : 0;
    if (situation.isKeyTo(carrying, lock)) return { landmarks: ahead, extra: keyGoes };
    const keys = keysTo(situation, lock);
    // A box in hand with the key in it must be put down, opened and emptied, at any place.
    if (keys.some((key) => situation.hides(carrying, key))) return { landmarks: ahead, extra: keyGoes + 3 };
    const found = facing(situation, keys, 1);
    return { landmarks: [found, ...ahead], extra: keyGoes + (carrying === NOTHING ? 0 : 1) };
  }

  /** Whether an object is the aim's, or a key that fits a locked door. */
  isUseful(situation: Situation, id: ObjectId): boolean {
    return this.#aim.objects.includes(id) || this.fitsLock(situation, id);
  }

  /** Whether an object is a key to a door that is still locked. */
  fitsLock(situation: Situation, id: ObjectId): boolean {
    return this.#locks.some((door) => situation.isLocked(door) && situation.isKeyTo(id, door));
  }

  #mayTake(situation: Situation, id: ObjectId): boolean {
    return situation.isPortable(id) && (this.isUseful(situation, id) || this.#obstacles.has(id));
  }

  #mayOpen(situation: Situation, door: ObjectId): boolean {
    const fits = situation.isLocked(door) && situation.isKeyTo(situation.carrying, door);
    if (!fits && !situation.isClosed(door)) return false;
    return this.#aim.mayOpen?.(situation, door) ?? true;
  }

  #mayPutDown(situation: Situation, cell: number): boolean {
    const { carrying } = situation;
    const aims = this.#aim.objects;
    if (this.isUseful(situation, situation.contentOf(carrying))) return true;
    if (aims.includes(carrying) && this.#aim.mayPut?.(cell)) return true;
    if (this.#keepFree.has(cell)) return false;
    if (this.#obstacles.size > 0 || this.#otherLocks(situation) > 0) return true;
    const needed = aims.includes(carrying) || this.fitsLock(situation, carrying);
    return aims.length > 0 && (this.#handsFree || !needed);
  }

  /** Doors that are locked for what the agent carries. */
  #otherLocks(situation: Situation): number {
    return this.#locks.filter(
      (door) => situation.isLocked(door) && !situation.isKeyTo(situation.carrying, door),
    ).length;
  }
}

/** The states through which a search for an aim leads, under some rules. */
export function spaceOf(aim: Aim, rules: Rules, root: Situation): Space<Scene> {
  const strides = stridesOf(root.width);
  const lowerBounds = new LowerBounds(root.width, openCells(root));
  return {
    keyOf: ({ situation }) => situation.key,
    viewOf: ({ situation }) => {
      const { landmarks, extra } = rules.outlook(situation);
      const walkable = situation.walkable.slice();
      for (const cell of aim.avoid ?? []) walkable[cell] = 0;
      return {
        bounds: lowerBounds.through(landmarks),
        extra,
        walkable,
        marks: null,
        interactions: (front) => rules.interactions(situation, front),
        isEnd: (pose) => aim.met(situation, pose >> 2, (pose >> 2) + strides[pose & 3]!),
      };
    },
    after: ({ situation }, pose, action) => {
      return { state: { situation: situation.after(action, situation.inFrontOf(pose)) }, pose };
    },
  };
}

/** Whether every way to an aim leads through a door. */
function isNecessary(root: Situation, start: number, door: ObjectId, aim: Aim): boolean {
  const open = openCells(root);
  open[root.placeOf(door)] = 0;
  const reached = new Set([start]);
  const strides = stridesOf(root.width);
  for (const cell of reached) {
    for (const stride of strides) if (open[cell + stride] === 1) reached.add(cell + stride);
  }
  const target = aim.landmarks(root).at(-1);
  if (target === undefined) return false;
  const near = (cell: number) =>
    reached.has(cell) || (target.how !== 'at' && strides.some((stride) => reached.has(cell + stride)));
  return !target.cells.some(near);
}
