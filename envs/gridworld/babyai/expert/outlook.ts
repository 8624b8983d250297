import { typeIndex } from '../../minigrid/encoding.ts';
import { keysTo, type Landmark } from '../../minigrid/expert/aim.ts';
import { LowerBounds } from '../../minigrid/expert/lower-bound.ts';
import { type Situation, stridesOf } from '../../minigrid/expert/situation.ts';
import { NOTHING, type ObjectId } from '../../minigrid/grid.ts';
import type { Done, Mission, MissionTask } from './mission.ts';
import type { Part, Permissions } from './part.ts';

/** The landmarks of one order of tasks, and the number of further actions that are due. */
interface Chain {
  readonly landmarks: readonly Landmark[];
  readonly extra: number;
}

/** Lower bounds of the actions from any pose to the end of a part of a mission. */
export class Outlook {
  readonly #mission: Mission;
  readonly #strides: readonly number[];
  readonly #passable: Uint8Array;
  readonly #start: number;
  readonly #until: Done;
  readonly #obstacles: ReadonlySet<ObjectId>;
  readonly #bounds: LowerBounds;
  readonly #regions = new Map<string, Uint8Array>();

  constructor({ mission, root, start, until }: Part, { movable, obstacles }: Permissions) {
    const { situation } = root;
    this.#until = until;
    this.#obstacles = obstacles;
    this.#mission = mission;
    this.#strides = stridesOf(situation.width);
    this.#start = start >> 2;
    this.#passable = Uint8Array.from(situation.cells, (id) => {
      const type = situation.typeOf(id);
      return type === typeIndex.empty || type === typeIndex.door || movable.has(id) ? 1 : 0;
    });
    this.#bounds = new LowerBounds(situation.width, this.#passable);
  }

  /** Fewest actions that are left in every pose; 65535 where the mission cannot be completed. */
  table(situation: Situation, done: Done): Uint16Array {
    const hurdles = this.#hurdles(situation);
    // The last obstacle may stay in hand.
    const kept = situation.carrying === NOTHING && this.#obstacles.size > 0 ? 1 : 0;
    const least = new Uint16Array(4 * situation.cells.length).fill(0xffff);
    for (const order of this.#mission.orders(done, this.#until)) {
      const tasks = order.map((task) => this.#mission.tasks[task]!);
      const { landmarks, extra } = new ChainBuilder(situation, this).build(tasks);
      const table = this.#bounds.through(landmarks, hurdles);
      for (let pose = 0; pose < least.length; pose++) {
        const bound = table[pose]!;
        if (bound < 0xffff) least[pose] = Math.min(least[pose]!, Math.max(0, bound + extra - kept));
      }
    }
    return least;
  }

  /** Actions that cells cost: closed doors one, obstacles two, since they are picked up and put down. */
  #hurdles(situation: Situation): Map<number, number> {
    const hurdles = new Map<number, number>();
    situation.cells.forEach((id, cell) => {
      if (id <= 1) return;
      if (situation.isClosed(id)) hurdles.set(cell, 1);
      else if (this.#obstacles.has(id)) hurdles.set(cell, 2);
    });
    return hurdles;
  }

  /** Those of the locked doors that every way to the cells leads through. */
  locksBefore(cells: readonly number[], locks: ReadonlyMap<ObjectId, number>): ObjectId[] {
    if (locks.size === 0 || this.#canCome(cells, [...locks.values()])) return [];
    return [...locks.keys()].filter((door) => !this.#canCome(cells, [locks.get(door)!]));
  }

  /** Whether a way leads in front of one of the cells while the cells of `shut` are closed. */
  #canCome(cells: readonly number[], shut: readonly number[]): boolean {
    const region = this.#region(shut);
    return cells.some((cell) => this.#strides.some((stride) => region[cell - stride] === 1));
  }

  #region(shut: readonly number[]): Uint8Array {
    const key = shut.join();
    const known = this.#regions.get(key);
    if (known !== undefined) return known;
    const region = new Uint8Array(this.#passable.length);
    const reached = new Set([this.#start]);
    for (const cell of reached) {
      region[cell] = 1;
      for (const stride of this.#strides) {
        const next = cell + stride;
        if (this.#passable[next] === 1 && !shut.includes(next)) reached.add(next);
      }
    }
    this.#regions.set(key, region);
    return region;
  }

  /** The cells next to the given ones into which something might be put. */
  besides(cells: readonly number[]): number[] {
    const near = cells.flatMap((cell) => this.#strides.map((stride) => cell + stride));
    return [...new Set(near)].filter((cell) => this.#passable[cell] === 1);
  }
}

/** Simulates an order of tasks: the places to go to, the object in hand there, and the objects that have been moved. */
class ChainBuilder {
  readonly #situation: Situation;
  readonly #outlook: Outlook;
  readonly #landmarks: Landmark[] = [];
  /** Locked doors with their cells. */
  readonly #locks = new Map<ObjectId, number>();
  /** The objects that may be in hand; empty for none. */
  #hand: ReadonlySet<ObjectId>;
  readonly #moved: Set<ObjectId>;
  readonly #unlocking = new Set<ObjectId>();
  #extra = 0;

  constructor(situation: Situation, outlook: Outlook) {
    this.#situation = situation;
    this.#outlook = outlook;
    this.#hand = new Set(situation.carrying === NOTHING ? [] : [situation.carrying]);
    this.#moved = new Set(this.#hand);
    situation.cells.forEach((id, cell) => {
      if (situation.isLocked(id)) this.#locks.set(id, cell);
    });
  }

  build(order: readonly MissionTask[]): Chain {
    for (const task of order) this.#add(task);
    return { landmarks: this.#landmarks, extra: this.#extra };
  }

  #add({ kind, targets, fixed }: MissionTask): void {
    const isInHand = intersects(this.#hand, targets);
    const mayHaveMoved = intersects(this.#moved, targets);
    switch (kind) {
      case 'go to':
        if (!isInHand && !mayHaveMoved) this.#visit(targets, 0);
        break;
      case 'open':
        this.#open(targets);
        break;
      case 'pick up':
        if (isInHand) this.#extra += 2;
        else this.#take(targets, mayHaveMoved);
        break;
      case 'put next': {
        const places = this.#outlook.besides(this.#cellsOf(fixed));
        // Doors come first: an object in hand would be in the way of their keys.
        this.#unlockBefore(places);
        if (!intersects(this.#hand, targets)) this.#take(targets, intersects(this.#moved, targets));
        if (!intersects(this.#moved, fixed)) this.#goTo(places, 1);
        this.#hand = new Set();
      }
    }
  }

  #take(targets: ReadonlySet<ObjectId>, mayHaveMoved: boolean): void {
    if (this.#hand.size > 0) this.#extra++;
    if (!mayHaveMoved) this.#visit(targets, 1);
    this.#hand = targets;
    for (const id of targets) this.#moved.add(id);
  }

  #open(doors: ReadonlySet<ObjectId>): void {
    const [door] = doors;
    if (doors.size === 1 && this.#locks.has(door!)) this.#unlock(door!);
    else this.#visit(doors, 1);
  }

  #unlock(door: ObjectId): void {
    const cell = this.#locks.get(door)!;
    const keys = new Set(keysTo(this.#situation, door));
    this.#unlocking.add(door);
    if (!intersects(this.#hand, keys)) this.#take(keys, false);
    this.#goTo([cell], 1);
    this.#locks.delete(door);
  }

  /** @returns the doors that were locked on the way to some cells */
  #unlockBefore(cells: readonly number[]): readonly ObjectId[] {
    const locks = this.#outlook.locksBefore(cells, this.#locks);
    for (const door of locks) if (this.#locks.has(door) && !this.#unlocking.has(door)) this.#unlock(door);
    return locks;
  }

  #visit(objects: ReadonlySet<ObjectId>, actions: number): void {
    this.#goTo(this.#cellsOf(objects), actions);
  }

  #goTo(cells: readonly number[], actions: number): void {
    const locks = this.#unlockBefore(cells);
    // A door whose key is behind it is never opened.
    const isShut = locks.some((door) => this.#locks.has(door));
    this.#landmarks.push({
      cells: isShut ? [] : cells,
      how: 'facing',
      actions,
      shut: [...this.#locks.values()],
    });
  }

  #cellsOf(objects: ReadonlySet<ObjectId>): number[] {
    return [...objects].map((id) => this.#situation.placeOf(id)).filter((cell) => cell >= 0);
  }
}

/** Whether two sets have an element in common. */
export function intersects<T>(some: ReadonlySet<T>, others: ReadonlySet<T>): boolean {
  for (const one of some) if (others.has(one)) return true;
  return false;
}
