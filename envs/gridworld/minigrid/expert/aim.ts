import { Action, typeIndex } from '../encoding.ts';
import { NOTHING, type ObjectId } from '../grid.ts';
import type { Situation } from './situation.ts';

/** A place that the agent has to come to before an aim can be met: at, beside or in front of one of some cells. */
export interface Landmark {
  readonly cells: readonly number[];
  readonly how: 'at' | 'beside' | 'facing';
  /** Actions that are due there, at least. */
  readonly actions: number;
  /** Cells of doors that are still locked on the way there. */
  readonly shut?: readonly number[];
}

/** A state of affairs that the agent is to bring about. */
export interface Aim {
  /** Whether it is met when the agent is in `cell` and faces the cell `front`. */
  met(situation: Situation, cell: number, front: number): boolean;
  /** The action that ends the episode once the aim is met, where one is needed. */
  readonly last?: number;
  /** The places that the agent still has to visit, in this order, if nothing is in the way. */
  landmarks(situation: Situation): readonly Landmark[];
  /** Objects, one of which the agent is to take in hand. */
  readonly objects: readonly ObjectId[];
  /** Cells that the agent must not enter. */
  readonly avoid?: readonly number[];
  /** Whether the agent may put down one of the objects in the cell; default: never. */
  mayPut?(cell: number): boolean;
  /** Whether a door may be opened now; default: always. */
  mayOpen?(situation: Situation, door: ObjectId): boolean;
}

/** The aim of being in one of some cells. */
export function reach(cells: readonly number[], avoid: readonly number[] = []): Aim {
  return {
    met: (_, cell) => cells.includes(cell),
    landmarks: () => [{ cells, how: 'at', actions: 0 }],
    objects: [],
    avoid,
  };
}

/** The aim of carrying one of some objects. */
export function hold(objects: readonly ObjectId[]): Aim {
  return {
    met: ({ carrying }) => objects.includes(carrying),
    landmarks: (situation) => (objects.includes(situation.carrying) ? [] : [facing(situation, objects, 1)]),
    objects,
  };
}

/** The aim of opening a door, after others have been opened. */
export function open(door: ObjectId, ...before: readonly ObjectId[]): Aim {
  return {
    met: (situation) => situation.isOpen(door),
    landmarks: (situation) =>
      [...before.filter((other) => !situation.isOpen(other)), ...keyIfNeeded(situation, door), door].map(
        (id) => facing(situation, [id].flat(), 1),
      ),
    objects: [],
    mayOpen: (situation, id) => id !== door || before.every((other) => situation.isOpen(other)),
  };
}

/** The aim of opening one of some doors; null if there are none. */
export function openOne(doors: readonly ObjectId[]): Aim | null {
  if (doors.length === 0) return null;
  return {
    met: (situation) => doors.some((door) => situation.isOpen(door)),
    landmarks: (situation) => [facing(situation, doors, 1)],
    objects: [],
  };
}

/** The aim of opening a box. */
export function unpack(box: ObjectId): Aim {
  return {
    met: (situation) => situation.carrying !== box && situation.placeOf(box) < 0,
    landmarks: (situation) => (situation.placeOf(box) < 0 ? [] : [facing(situation, [box], 1)]),
    objects: [],
  };
}

/** The aim of standing beside a cell and taking the action `done`. */
export function standBeside(target: number): Aim {
  return {
    met: ({ width }, cell) => {
      const distance = Math.abs(cell - target);
      return distance === 1 || distance === width;
    },
    last: Action.done,
    landmarks: () => [{ cells: [target], how: 'beside', actions: 1 }],
    objects: [],
  };
}

/** The aim of looking at one of some objects from the next cell. */
export function lookAt(objects: readonly ObjectId[]): Aim {
  return {
    met: ({ cells }, _, front) => objects.includes(cells[front]!),
    landmarks: (situation) => [facing(situation, objects, 0)],
    objects: [],
  };
}

/** The aim of putting one of some objects into one of some cells. */
export function put(objects: readonly ObjectId[], cells: readonly number[]): Aim {
  const places = new Set(cells);
  return {
    met: (situation, _, front) =>
      situation.carrying === NOTHING && places.has(front) && objects.includes(situation.cells[front]!),
    landmarks: (situation) => {
      const there: Landmark = { cells, how: 'facing', actions: 1 };
      return objects.includes(situation.carrying) ? [there] : [facing(situation, objects, 1), there];
    },
    objects,
    mayPut: (cell) => places.has(cell),
  };
}

/** The keys of a locked door unless one is carried: a list of lists; the agent visits one object of each. */
function keyIfNeeded(situation: Situation, door: ObjectId): readonly (readonly ObjectId[])[] {
  return situation.isLocked(door) && !situation.isKeyTo(situation.carrying, door)
    ? [keysTo(situation, door)]
    : [];
}

/** The keys of a door's colour, wherever they lie. */
export function keysTo(situation: Situation, door: ObjectId): ObjectId[] {
  return situation.objects().filter((id) => situation.isKeyTo(id, door));
}

/** The cells of a level that hold the goal. */
export function goalCells(situation: Situation): number[] {
  return [...situation.cells.keys()].filter(
    (cell) => situation.typeOf(situation.cells[cell]!) === typeIndex.goal,
  );
}

/** The landmark of standing in front of one of some objects. */
export function facing(situation: Situation, objects: readonly ObjectId[], actions: number): Landmark {
  const cells = objects.map((id) => situation.placeOf(id)).filter((cell) => cell >= 0);
  return { cells, how: 'facing', actions };
}
