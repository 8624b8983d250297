import { Action } from '../minigrid/encoding.ts';
import { NOTHING, type ObjectId } from '../minigrid/grid.ts';
import type { RoomGrid } from '../minigrid/room-grid.ts';
import type { Description } from './description.ts';

export type Verdict = 'continue' | 'success' | 'failure';

/** What a mission asks for: something to do with described things, or a conjunction or sequence of that. */
export type Instruction = SimpleInstruction | Both | Sequence;

/** What can be done with described things. */
export type SimpleInstruction = GoTo | Open | PickUp | PutNext;

/**
 * One thing to do. After every action the world asks `verify` whether that did it; instructions in a sequence are asked
 * only when it is their turn. With `doneActions` of the world, it must say `done` right after.
 */
abstract class Task {
  /** How many ways between things it takes; sets the limit of steps. */
  readonly ways: number = 1;
  /** What it speaks of. */
  abstract readonly descriptions: readonly Description[];
  abstract readonly words: string;
  #wasDone = false;

  /** At the start of an episode. */
  begin(world: RoomGrid): void {
    this.#wasDone = false;
    for (const description of this.descriptions) description.find(world);
  }

  /** After something was put down. */
  follow(world: RoomGrid): void {
    for (const description of this.descriptions) description.follow(world);
  }

  verify(world: RoomGrid, action: number, doneActions: boolean): Verdict {
    if (!doneActions) return this.judge(world, action);
    if (action === Action.done) return this.#wasDone ? 'success' : 'failure';
    this.#wasDone = this.judge(world, action) === 'success';
    return 'continue';
  }

  /** Whether the action that was just carried out did it. */
  protected abstract judge(world: RoomGrid, action: number): Verdict;
}

/** Stand before something and look at it. */
export class GoTo extends Task {
  readonly kind = 'go to';
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

/** Open a door. Strictly: without toggling another one. */
export class Open extends Task {
  readonly kind = 'open';
  readonly target: Description;
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

/** Pick something up. Strictly: without having anything else. */
export class PickUp extends Task {
  readonly kind = 'pick up';
  readonly target: Description;
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

/** Put something down beside something else. */
export class PutNext extends Task {
  readonly kind = 'put next';
  override readonly ways = 2;
  readonly moved: Description;
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

/** Two things to do, in any order. */
export class Both {
  readonly kind = 'both';
  readonly parts: readonly [SimpleInstruction, SimpleInstruction];
  readonly done: [boolean, boolean] = [false, false];

  constructor(one: SimpleInstruction, other: SimpleInstruction) {
    this.parts = [one, other];
  }

  get ways(): number {
    return waysOf(this.parts);
  }

  get words(): string {
    return this.parts.map(({ words }) => words).join(' and ');
  }

  begin(world: RoomGrid): void {
    this.done.fill(false);
    for (const part of this.parts) part.begin(world);
  }

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

/** Two things to do, one after the other. */
export class Sequence {
  readonly kind = 'sequence';
  readonly first: SimpleInstruction | Both;
  readonly second: SimpleInstruction | Both;
  firstIsDone = false;
  readonly #lastFirst: boolean;

  /** @param lastFirst whether the words begin with what is to be done last */
  constructor(
    first: SimpleInstruction | Both,
    second: SimpleInstruction | Both,
    { lastFirst = false }: { readonly lastFirst?: boolean } = {},
  ) {
    this.first = first;
    this.second = second;
    this.#lastFirst = lastFirst;
  }

  get ways(): number {
    return waysOf([this.first, this.second]);
  }

  get words(): string {
    const { first, second } = this;
    return this.#lastFirst
      ? `${second.words} after you ${first.words}`
      : `${first.words}, then ${second.words}`;
  }

  begin(world: RoomGrid): void {
    this.firstIsDone = false;
    this.first.begin(world);
    this.second.begin(world);
  }

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
