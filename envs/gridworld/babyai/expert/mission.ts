import { Action } from '../../minigrid/encoding.ts';
import { type Situation, stridesOf } from '../../minigrid/expert/situation.ts';
import { NOTHING, type ObjectId, WALL } from '../../minigrid/grid.ts';
import type { Description } from '../description.ts';
import {
  Both,
  type Instruction,
  PutNext,
  Sequence,
  type SimpleInstruction,
  tasksOf,
} from '../instructions.ts';

/** Which tasks of a mission are done: bit k for task k. */
export type Done = number;

/** The outcome of an action. */
export interface Outcome {
  readonly action: number;
  readonly situation: Situation;
  /** The object that was in hand before. */
  readonly held: ObjectId;
  /** The cell in front. */
  readonly front: number;
  /**
   * The cell where the object in hand was picked up; −1 for no object. Descriptions look for it there until it is put
   * down.
   */
  readonly origin: number;
}

/** A task of a mission with the objects that it names. */
export interface MissionTask {
  readonly kind: SimpleInstruction['kind'];
  /** The objects to go to, to open, to pick up or to move. */
  readonly targets: ReadonlySet<ObjectId>;
  /** The objects to put it next to. */
  readonly fixed: ReadonlySet<ObjectId>;
  /** Whether a wrong door or object ends the episode. */
  readonly strict: boolean;
}

/** The tasks of an instruction, and in which order they count. */
export class Mission {
  /** The single tasks, in the order in which the instruction names them. */
  readonly tasks: readonly MissionTask[];
  /** The tasks that count at the same time, group after group. */
  readonly groups: readonly (readonly number[])[];
  readonly #instruction: Instruction;

  constructor(instruction: Instruction) {
    this.#instruction = instruction;
    this.tasks = tasksOf(instruction).map(missionTask);
    const parts = instruction instanceof Sequence ? [instruction.first, instruction.second] : [instruction];
    let count = 0;
    this.groups = parts.map((part) => tasksOf(part).map(() => count++));
  }

  /** The tasks that the environment counts as done. */
  get done(): Done {
    const instruction = this.#instruction;
    if (!(instruction instanceof Sequence)) return doneOf(instruction);
    const { first, second, firstIsDone } = instruction;
    if (!firstIsDone) return doneOf(first);
    const offset = tasksOf(first).length;
    return ((1 << offset) - 1) | (doneOf(second) << offset);
  }

  /** All tasks. */
  get all(): Done {
    return (1 << this.tasks.length) - 1;
  }

  /** The tasks that count now. */
  current(done: Done): readonly number[] {
    const group = this.groups.find((tasks) => tasks.some((task) => !isDone(done, task))) ?? [];
    return group.filter((task) => !isDone(done, task));
  }

  /** The tasks of `until` that are not yet done, in an order in which they may be done. */
  remaining(done: Done, until: Done): readonly MissionTask[] {
    return this.tasks.filter((_, task) => isDone(until, task) && !isDone(done, task));
  }

  /** The tasks of `until` that are not yet done, in every order in which they may be done. */
  orders(done: Done, until: Done): readonly (readonly number[])[] {
    return this.groups.reduce<readonly (readonly number[])[]>(
      (orders, group) => {
        const left = group.filter((task) => isDone(until, task) && !isDone(done, task));
        const ways = left.length === 2 ? [left, left.toReversed()] : [left];
        return orders.flatMap((order) => ways.map((way) => [...order, ...way]));
      },
      [[]],
    );
  }

  /** The tasks that are done after an action, as the instruction judges; null when the action fails the mission. */
  advance(done: Done, outcome: Outcome): Done | null {
    let now = done;
    for (let isTheirTurn = true; ; isTheirTurn = false) {
      const current = this.current(now);
      for (const index of current) {
        const task = this.tasks[index]!;
        // Putting an object down before the mission asks for it does not count; everything else does.
        const counts = isTheirTurn || task.kind !== 'put next';
        if (counts && accomplishes(task, outcome)) now |= 1 << index;
        else if (task.strict && isWrong(task, outcome)) return null;
      }
      if (current.length === 0 || current.some((task) => !isDone(now, task))) return now;
    }
  }
}

/** Whether a task is among those that are done. */
export function isDone(done: Done, task: number): boolean {
  return ((done >> task) & 1) === 1;
}

function doneOf(instruction: SimpleInstruction | Both): Done {
  return instruction instanceof Both ? Number(instruction.done[0]) + 2 * Number(instruction.done[1]) : 0;
}

function missionTask(task: SimpleInstruction): MissionTask {
  const { kind } = task;
  if (task instanceof PutNext) {
    return { kind, targets: things(task.moved), fixed: things(task.fixed), strict: false };
  }
  const strict = 'strict' in task && task.strict;
  return { kind, targets: things(task.target), fixed: new Set(), strict };
}

/** The objects that a description can mean, without walls, which "a grey object" also matches. */
function things({ objects }: Description): ReadonlySet<ObjectId> {
  return new Set(objects.filter((id) => id !== WALL));
}

/** Whether the action did what a task asks for. */
function accomplishes({ kind, targets, fixed }: MissionTask, outcome: Outcome): boolean {
  const { action, situation, held, front, origin } = outcome;
  const id = situation.cells[front]!;
  switch (kind) {
    case 'go to':
      return targets.has(id) || (front === origin && targets.has(situation.carrying));
    case 'pick up':
      return action === Action.pickup && targets.has(situation.carrying);
    case 'open':
      return action === Action.toggle && targets.has(id) && situation.isOpen(id);
    case 'put next':
      return (
        action === Action.drop &&
        targets.has(held) &&
        situation.carrying === NOTHING &&
        stridesOf(situation.width).some((stride) => fixed.has(situation.cells[front + stride]!))
      );
  }
}

function isWrong({ kind }: MissionTask, { action, situation, front }: Outcome): boolean {
  if (kind === 'pick up') return action === Action.pickup;
  const id = situation.cells[front]!;
  return (
    action === Action.toggle && (situation.isOpen(id) || situation.isClosed(id) || situation.isLocked(id))
  );
}
