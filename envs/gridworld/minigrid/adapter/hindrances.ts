import { typeIndex } from '../encoding.ts';
import { type InTheWay, obstaclesOnWay } from '../expert/obstacles.ts';
import { Situation, stridesOf } from '../expert/situation.ts';
import { NOTHING, type ObjectId, WALL } from '../grid.ts';
import type { SeenGrid } from './seen-grid.ts';

/** What hinders the agent from what its mission asks for next, as cells of the grid that it sees; −1 for nothing. */
export interface Hindrances {
  /** The first thing to take away. */
  readonly thing: number;
  /** The first door to unlock. */
  readonly lock: number;
  /** The keys that open it, unless one is in hand. */
  readonly keys: ReadonlySet<number>;
  /** The first thing to take away on the way to one of these. */
  readonly thingBeforeKey: number;
  /** The cells of all ways and of the things to which they lead: nothing should be put there. */
  readonly needed: ReadonlySet<number>;
}

/** Places that the agent has to come to, one after the other: each is in front of one of some cells. */
type Stops = readonly (readonly number[])[];

/**
 * Looks for hindrances on the cheapest ways, through things and locked doors if need be, to the thing that the mission asks for
 * next, or, where it is to be put next to another, to a place beside that. The search is that of the expert, on what the agent
 * sees: the contents of boxes are hidden.
 */
export function hindrancesIn(seen: SeenGrid): Hindrances {
  let found = known.get(seen);
  if (found === undefined) known.set(seen, (found = find(seen)));
  return found;
}

const known = new WeakMap<SeenGrid, Hindrances>();

function find(seen: SeenGrid): Hindrances {
  const grid = new Terrain(seen);
  const { lock, stops, clear = [] } = grid.errand();
  const door = lock === undefined ? -1 : grid.cellOf(lock);
  const keys = lock === undefined || grid.holdsKeyTo(lock) ? [] : grid.keysTo(lock);
  const unlocking = lock === undefined ? [] : [...(keys.length > 0 ? [keys] : []), [door]];
  const inTheWay = grid.firstThing(lock === undefined ? (stops[0] ?? []) : [door]);
  return {
    thing: inTheWay < 0 && lock === undefined ? grid.firstToClear(clear) : inTheWay,
    lock: grid.seenCell(door),
    keys: new Set(keys.map((cell) => grid.seenCell(cell))),
    thingBeforeKey: keys.length === 0 ? -1 : grid.firstThing(keys, [door]),
    needed: grid.along([...unlocking, ...stops]),
  };
}

/** Where a mission leads the agent next. */
interface Errand {
  /** The door to unlock first, if there is one. */
  readonly lock: ObjectId | undefined;
  readonly stops: Stops;
  /** Cells with things, one of which has to be cleared before something is put in a place. */
  readonly clear?: readonly number[];
}

/** A seen grid in the form in which experts search: cells row by row, and things as objects. */
class Terrain {
  readonly #seen: SeenGrid;
  readonly #situation: Situation;
  readonly #agent: number;

  constructor(seen: SeenGrid) {
    this.#seen = seen;
    this.#situation = situationOf(seen);
    this.#agent = rowMajor(seen, seen.agent);
  }

  errand(): Errand {
    const things = this.#named(0);
    const verb = this.#seen.mentioned[0]?.verb;
    const inHand = this.#seen.isNamed(0, this.#seen.hand);
    const fetch = inHand ? [] : [things];
    if (verb === 'put') {
      const { free, filled } = this.#placesBeside(this.#named(1));
      if (free.length === 0)
        return { lock: this.#way(filled)?.locks[0], stops: [filled, ...fetch], clear: filled };
      // Doors come first: an object in hand would have to be put down for their keys.
      const lock = this.#way(free)?.locks[0] ?? (inHand ? undefined : this.#way(things)?.locks[0]);
      return { lock, stops: [...fetch, free], clear: inHand ? [] : this.#inTheWayOfCarrying(things, free) };
    }
    if (verb === 'open' && things.length > 0) {
      const { cells } = this.#situation;
      const isLocked = (cell: number) => this.#situation.isLocked(cells[cell]!);
      const ready = things.filter((cell) => !isLocked(cell) || this.holdsKeyTo(cells[cell]!));
      if (ready.every(isLocked)) return { lock: cells[ready[0] ?? things[0]!], stops: [] };
      return { lock: this.#way(ready)?.locks[0], stops: [ready] };
    }
    return { lock: inHand ? undefined : this.#way(things)?.locks[0], stops: fetch };
  }

  /** The first thing in the way from some things to a place for one of them: it has to be cleared with empty hands. */
  #inTheWayOfCarrying(things: readonly number[], places: readonly number[]): readonly number[] {
    const from = [...(this.#way(things)?.cells ?? [])].at(-1);
    const objects = from === undefined ? [] : (this.#way(places, from)?.objects ?? []);
    return objects
      .map((id) => this.cellOf(id))
      .filter((cell) => !things.includes(cell))
      .slice(0, 1);
  }

  /** The first thing to take away on the way to one of some cells, unless a lock comes before; −1 for none. */
  firstThing(cells: readonly number[], avoid: readonly number[] = []): number {
    const first = this.#way(cells, this.#agent, avoid)?.all[0];
    return first === undefined || !this.#situation.isPortable(first) ? -1 : this.seenCell(this.cellOf(first));
  }

  /** The first thing to take away on the way to one of some cells with things, or else the thing that is reached first. */
  firstToClear(cells: readonly number[]): number {
    const before = this.firstThing(cells);
    const end = [...(this.#way(cells)?.cells ?? [])].at(-1);
    if (before >= 0 || end === undefined) return before;
    const strides = stridesOf(this.#situation.width);
    return this.seenCell(cells.find((cell) => strides.includes(cell - end)) ?? -1);
  }

  /** The cells of ways from stop to stop, and of the stops. */
  along(stops: Stops): ReadonlySet<number> {
    const cells = new Set<number>();
    let from = this.#agent;
    for (const stop of stops) {
      const way = [...(this.#way(stop, from)?.cells ?? [])];
      for (const cell of [...way, ...stop]) cells.add(this.seenCell(cell));
      from = way.at(-1) ?? from;
    }
    return cells;
  }

  cellOf(id: ObjectId): number {
    return this.#situation.cells.indexOf(id);
  }

  /** Cells are numbered column by column in a seen grid; −1 stays. */
  seenCell(cell: number): number {
    const { width, height } = this.#seen;
    return cell < 0 ? -1 : (cell % width) * height + Math.floor(cell / width);
  }

  holdsKeyTo(lock: ObjectId): boolean {
    return this.#situation.isKeyTo(this.#situation.carrying, lock);
  }

  /** The cells of the keys to a lock. */
  keysTo(lock: ObjectId): readonly number[] {
    return this.#cells((cell) => this.#situation.isKeyTo(this.#situation.cells[cell]!, lock));
  }

  #named(k: number): readonly number[] {
    const { cells } = this.#situation;
    return this.#cells((cell) => cells[cell]! > WALL && this.#seen.isNamed(k, this.seenCell(cell)));
  }

  /** The cells beside some things that are free, and those that are free once they are cleared. */
  #placesBeside(things: readonly number[]): Readonly<Record<'free' | 'filled', readonly number[]>> {
    const { cells, width } = this.#situation;
    const near = things.flatMap((cell) => stridesOf(width).map((stride) => cell + stride));
    return {
      free: near.filter((cell) => cells[cell] === NOTHING),
      filled: near.filter((cell) => this.#situation.isPortable(cells[cell]!)),
    };
  }

  #cells(fits: (cell: number) => boolean): readonly number[] {
    return [...this.#situation.cells.keys()].filter(fits);
  }

  #way(cells: readonly number[], from = this.#agent, avoid: readonly number[] = []): InTheWay | null {
    if (cells.length === 0) return null;
    return obstaclesOnWay(this.#situation, 4 * from, { cells, how: 'facing', actions: 0 }, avoid);
  }
}

function rowMajor({ width, height }: SeenGrid, cell: number): number {
  return (cell % height) * width + Math.floor(cell / height);
}

/** The situation that a seen grid shows; each thing is an object of its own. */
function situationOf(seen: SeenGrid): Situation {
  const encodings = new Uint32Array(WALL + 2 + seen.cells);
  encodings[NOTHING] = typeIndex.empty;
  encodings[WALL] = typeIndex.wall;
  const objectAt = (cell: number): ObjectId => {
    const { type, colour, state } = seen.at(cell);
    if (type === typeIndex.empty || type === typeIndex.agent) return NOTHING;
    if (type === typeIndex.wall) return WALL;
    const id = WALL + 1 + cell;
    encodings[id] = type | (colour << 8) | (state << 16);
    return id;
  };
  const cells = new Uint16Array(seen.cells);
  for (let cell = 0; cell < seen.cells; cell++) cells[rowMajor(seen, cell)] = objectAt(cell);
  const carrying = objectAt(seen.hand);
  return new Situation(seen.width, cells, encodings, new Uint16Array(encodings.length), carrying);
}
