import { UsageError } from '../../../../src/errors.ts';
import { Action, directions, type EncodedCell, stateIndex, typeIndex } from '../encoding.ts';
import type { CarryingObservation } from './carrying.ts';
import { type Mention, mentionedIn } from './mentions.ts';

const UNREACHED = -2;
const AT_START = -1;

/** A whole grid as `FullyObsWrapper` shows it, read from the agent's point of view. */
export class SeenGrid {
  /** Columns of the grid. */
  readonly width: number;
  /** Rows of the grid. */
  readonly height: number;
  /** The agent's cell. */
  readonly agent: number;
  /** Where the agent looks: 0 right, 1 down, 2 left, 3 up. */
  readonly direction: number;
  /** The things that the mission names, in the order in which it asks for them. */
  readonly mentioned: readonly Mention[];
  readonly #image: Uint8Array;
  readonly #carrying: Uint8Array | undefined;
  #lockColours: ReadonlySet<number> | null = null;

  /**
   * @param height rows of the grid; the image is `[width, height, 3]`
   * @throws UsageError when the image is not of a whole grid: partial views do not show the agent
   */
  constructor({ image, direction, mission, carrying }: CarryingObservation, height: number) {
    this.#image = image;
    this.#carrying = carrying;
    this.height = height;
    this.width = image.length / 3 / height;
    this.direction = direction;
    this.agent = agentIn(image);
    this.mentioned = mentionedIn(mission);
  }

  /** Cells are numbered column by column. */
  get cells(): number {
    return this.width * this.height;
  }

  /** A number beyond those of the cells, which stands for the agent's hand. */
  get hand(): number {
    return this.cells;
  }

  /** The content of a cell, or of the hand. */
  at(cell: number): EncodedCell {
    if (cell === this.hand) {
      return { type: this.#carrying?.[0] ?? typeIndex.empty, colour: this.#carrying?.[1] ?? 0, state: 0 };
    }
    const image = this.#image;
    return { type: image[3 * cell]!, colour: image[3 * cell + 1]!, state: image[3 * cell + 2]! };
  }

  /** The type of the thing in a cell, or in the hand. */
  typeAt(cell: number): number {
    return cell === this.hand ? this.at(cell).type : this.#image[3 * cell]!;
  }

  /** The cell one step away in a direction; −1 beyond the edge. */
  next(cell: number, direction: number): number {
    const [dx, dy] = directions[direction & 3]!;
    const x = Math.floor(cell / this.height) + dx;
    const y = (cell % this.height) + dy;
    return x < 0 || y < 0 || x >= this.width || y >= this.height ? -1 : x * this.height + y;
  }

  /** Colours of the locked doors. */
  get lockColours(): ReadonlySet<number> {
    this.#lockColours ??= new Set(
      Array.from({ length: this.cells }, (_, cell) => this.at(cell))
        .filter(({ type, state }) => type === typeIndex.door && state === stateIndex.locked)
        .map(({ colour }) => colour),
    );
    return this.#lockColours;
  }

  /** How far ahead of the agent a cell is, and how far to its right. */
  offset(cell: number): { ahead: number; aside: number } {
    const dx = Math.floor(cell / this.height) - Math.floor(this.agent / this.height);
    const dy = (cell % this.height) - (this.agent % this.height);
    const [forwardX, forwardY] = directions[this.direction]!;
    return { ahead: dx * forwardX + dy * forwardY, aside: dy * forwardX - dx * forwardY };
  }

  /** Whether the agent can go into a cell. */
  isFree(cell: number): boolean {
    if (cell < 0) return false;
    const { type, state } = this.at(cell);
    switch (type) {
      case typeIndex.empty:
      case typeIndex.floor:
      case typeIndex.goal:
      case typeIndex.agent:
        return true;
      default:
        return type === typeIndex.door && state === stateIndex.open;
    }
  }

  /**
   * The nearest of some cells by the number of actions that lead in front of it, through free cells and closed doors,
   * which are opened on the way; null where no way leads to any. `action` is the first of these actions; null where
   * the agent is already in front of it.
   */
  wayTo(isTarget: (cell: number) => boolean): { cell: number; action: number | null } | null {
    const targets = Uint8Array.from({ length: this.cells }, (_, cell) => (isTarget(cell) ? 1 : 0));
    if (!targets.includes(1)) return null;
    // A state is a pose, and whether the door before it has been opened on the way.
    const first = new Int8Array(8 * this.cells).fill(UNREACHED);
    const states = [2 * (4 * this.agent + this.direction)];
    first[states[0]!] = AT_START;
    for (const state of states) {
      const pose = state >> 1;
      const action = first[state]!;
      const front = this.next(pose >> 2, pose);
      if (targets[front] === 1) return { cell: front, action: action === AT_START ? null : action };
      const reach = (next: number, move: number) => {
        if (first[next] !== UNREACHED) return;
        first[next] = action === AT_START ? move : action;
        states.push(next);
      };
      reach(2 * ((pose & ~3) | ((pose + 3) & 3)), Action.left);
      reach(2 * ((pose & ~3) | ((pose + 1) & 3)), Action.right);
      const hasOpened = (state & 1) === 1;
      if (hasOpened || this.isFree(front)) reach(2 * (4 * front + (pose & 3)), Action.forward);
      else if (this.#isClosedDoor(front)) reach(state | 1, Action.toggle);
    }
    return null;
  }

  #isClosedDoor(cell: number): boolean {
    if (cell < 0) return false;
    const { type, state } = this.at(cell);
    return type === typeIndex.door && state === stateIndex.closed;
  }
}

/** The cell in which the agent is. */
function agentIn(image: Uint8Array): number {
  for (let cell = 0; 3 * cell < image.length; cell++) if (image[3 * cell] === typeIndex.agent) return cell;
  throw new UsageError(
    'the relative view: expected images of the whole grid, as FullyObsWrapper shows it, received one without the agent; ' +
      'use the view egocentric',
  );
}
