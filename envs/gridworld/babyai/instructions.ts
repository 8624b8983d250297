import { Action } from '../minigrid/encoding.ts';
import { NOTHING, type ObjectId } from '../minigrid/grid.ts';
import type { RoomGrid } from '../minigrid/room-grid.ts';
import type { Description } from './description.ts';

/** The judgement of an instruction after a step. */
export type Verdict = 'continue' | 'success' | 'failure';

/** The instruction of a mission: a single one about described things, or a conjunction or sequence of such. */
export type Instruction = SimpleInstruction | Both | Sequence;

/** A single instruction about described things. */
export type SimpleInstruction = GoTo | Open | PickUp | PutNext;

/**
 * A single instruction. After every action the world asks `verify` whether the action carried it out; instructions in a
 * sequence are asked only when it is their turn. With the world's `doneActions`, the action `done` must follow at once.
 */
abstract class Task {
  /** Number of ways that the agent may have to go, for the limit of steps. */
  readonly ways: number = 1;
  /** The descriptions in the instruction. */
  abstract readonly descriptions: readonly Description[];
  /** The instruction in words. */
  abstract readonly words: string;
  #wasDone = false;

  /** Forgets the last episode, and finds the things in a level. */
  begin(world: RoomGrid): void {
    this.#wasDone = false;
    for (const description of this.descriptions) description.find(world);
  }

  /** Updates the cells of the things, after something was put down. */
  follow(world: RoomGrid): void {
    for (const description of this.descriptions) description.follow(world);
  }

  /** The verdict after an action. */
  verify(world: RoomGrid, action: number, doneActions: boolean): Verdict {
    if (!doneActions) return this.judge(world, action);
    if (action === Action.done) return this.#wasDone ? 'success' : 'failure';
    this.#wasDone = this.judge(world, action) === 'success';
    return 'continue';
  }

  /** The verdict on the present state, to which the given action led. */
  protected abstract judge(world: RoomGrid, action: number): Verdict;
}

/** The instruction to stand before something and look at it. */
export class GoTo extends Task {
  /** Kind of the instruction. */
  readonly kind = 'go to';
  /** The things to go to. */
  readonly target: Description;
  readonly descriptions: readonly Description[];

  constructor(target: Description) {
    super();
    this.target = target;
    this.descriptions = [target];
  }

  get words(): string {
    return `go to ${this.target.words}`;
  }

  protected judge({ frontX, frontY }: RoomGrid): Verdict {
    return this.target.covers(frontX, frontY) ? 'success' : 'continue';
  }
}

/** The instruction to open a door. Strictly: without toggling another one. */
export class Open extends Task {
  /** Kind of the instruction. */
  readonly kind = 'open';
  /** The doors to open. */
  readonly target: Description;
  /** Whether toggling another door fails the mission. */
  readonly strict: boolean;
  readonly descriptions: readonly Description[];

  constructor(target: Description, { strict = false }: { readonly strict?: boolean } = {}) {
    super();
    this.target = target;
    this.strict = strict;
    this.descriptions = [target];
  }

  get words(): string {
    return `open ${this.target.words}`;
  }

  protected judge({ front, grid }: RoomGrid, action: number): Verdict {
    if (action !== Action.toggle) return 'continue';
    if (grid.isOpenDoor(front) && this.target.objects.includes(front)) return 'success';
    return this.strict && grid.typeOf(front) === 'door' ? 'failure' : 'continue';
  }
}

/** The instruction to pick something up. Strictly: without having anything else. */
export class PickUp extends Task {
  /** Kind of the instruction. */
  readonly kind = 'pick up';
  /** The things to pick up. */
  readonly target: Description;
  /** Whether picking up another thing fails the mission. */
  readonly strict: boolean;
  readonly descriptions: readonly Description[];
  #held: ObjectId = NOTHING;

  constructor(target: Description, { strict = false }: { readonly strict?: boolean } = {}) {
    super();
    this.target = target;
    this.strict = strict;
    this.descriptions = [target];
  }

  get words(): string {
    return `pick up ${this.target.words}`;
  }

  override begin(world: RoomGrid): void {
    super.begin(world);
    this.#held = NOTHING;
  }

  protected judge({ carrying }: RoomGrid, action: number): Verdict {
    const before = this.#held;
    this.#held = carrying;
    if (action !== Action.pickup) return 'continue';
    if (before === NOTHING && this.target.objects.includes(carrying)) return 'success';
    return this.strict && carrying !== NOTHING ? 'failure' : 'continue';
  }
}

/** The instruction to put something down beside something else. */
export class PutNext extends Task {
  /** Kind of the instruction. */
  readonly kind = 'put next';
  override readonly ways = 2;
  /** The things to move. */
  readonly moved: Description;
  /** The things to put them next to. */
  readonly fixed: Description;
  readonly descriptions: readonly Description[];
  #held: ObjectId = NOTHING;

  constructor(moved: Description, fixed: Description) {
    super();
    this.moved = moved;
    this.fixed = fixed;
    this.descriptions = [moved, fixed];
  }

  get words(): string {
    return `put ${this.moved.words} next to ${this.fixed.words}`;
  }

  override begin(world: RoomGrid): void {
    super.begin(world);
    this.#held = NOTHING;
  }

  /** Whether one of the things to move is beside one of the others. */
  isFulfilled(world: RoomGrid): boolean {
    return this.moved.objects.some((id) => this.#isNext(world, id));
  }

  protected judge(world: RoomGrid, action: number): Verdict {
    const before = this.#held;
    this.#held = world.carrying;
    const putDown = action === Action.drop && this.moved.objects.includes(before);
    return putDown && this.#isNext(world, before) ? 'success' : 'continue';
  }

  #isNext({ grid }: RoomGrid, id: ObjectId): boolean {
    const position = grid.positionOf(id);
    if (position === null) return false;
    const [x, y] = position;
    return this.fixed.positions.some(([column, row]) => Math.abs(column - x) + Math.abs(row - y) === 1);
  }
}

/** Two instructions to carry out in any order. */
export class Both {
  /** Kind of the instruction. */
  readonly kind = 'both';
  /** The two instructions. */
  readonly parts: readonly [SimpleInstruction, SimpleInstruction];
  /** Which of the two have been carried out. */
  readonly done: [boolean, boolean] = [false, false];

  constructor(one: SimpleInstruction, other: SimpleInstruction) {
    this.parts = [one, other];
  }

  /** Number of ways that the agent may have to go, for the limit of steps. */
  get ways(): number {
    return waysOf(this.parts);
  }

  /** The instructions in words. */
  get words(): string {
    return this.parts.map(({ words }) => words).join(' and ');
  }

  /** Forgets the last episode, and finds the things of both in a level. */
  begin(world: RoomGrid): void {
    this.done.fill(false);
    for (const part of this.parts) part.begin(world);
  }

  /** Updates the cells of the things of both. */
  follow(world: RoomGrid): void {
    for (const part of this.parts) part.follow(world);
  }

  /** A part that fails may still be done later. */
  verify(world: RoomGrid, action: number, doneActions: boolean): Verdict {
    this.parts.forEach((part, index) => {
      this.done[index] ||= part.verify(world, action, doneActions) === 'success';
    });
    return this.done[0] && this.done[1] ? 'success' : 'continue';
  }
}

/** Two instructions to carry out one after the other. */
export class Sequence {
  /** Kind of the instruction. */
  readonly kind = 'sequence';
  /** The instruction to carry out first. */
  readonly first: SimpleInstruction | Both;
  /** The instruction to carry out second. */
  readonly second: SimpleInstruction | Both;
  /** Whether the first instruction has been carried out. */
  firstIsDone = false;
  readonly #lastFirst: boolean;

  /** @param lastFirst whether the words begin with the second instruction */
  constructor(
    first: SimpleInstruction | Both,
    second: SimpleInstruction | Both,
    { lastFirst = false }: { readonly lastFirst?: boolean } = {},
  ) {
    this.first = first;
    this.second = second;
    this.#lastFirst = lastFirst;
  }

  /** Number of ways that the agent may have to go, for the limit of steps. */
  get ways(): number {
    return waysOf([this.first, this.second]);
  }

  /** The instructions in words. */
  get words(): string {
    const { first, second } = this;
    return this.#lastFirst
      ? `${second.words} after you ${first.words}`
      : `${first.words}, then ${second.words}`;
  }

  /** Forgets the last episode, and finds the things of both in a level. */
  begin(world: RoomGrid): void {
    this.firstIsDone = false;
    this.first.begin(world);
    this.second.begin(world);
  }

  /** Updates the cells of the things of both. */
  follow(world: RoomGrid): void {
    this.first.follow(world);
    this.second.follow(world);
  }

  /** One action may do both. */
  verify(world: RoomGrid, action: number, doneActions: boolean): Verdict {
    if (!this.firstIsDone) {
      const verdict = this.first.verify(world, action, doneActions);
      if (verdict !== 'success') return verdict;
      this.firstIsDone = true;
    }
    return this.second.verify(world, action, doneActions);
  }
}

/** The single tasks of an instruction, in the order in which a sequence asks for them. */
export function tasksOf(instruction: Instruction): readonly SimpleInstruction[] {
  if (instruction instanceof Sequence) return [...tasksOf(instruction.first), ...tasksOf(instruction.second)];
  return instruction instanceof Both ? instruction.parts : [instruction];
}

function waysOf(instructions: readonly Instruction[]): number {
  return instructions.reduce((sum, { ways }) => sum + ways, 0);
}
