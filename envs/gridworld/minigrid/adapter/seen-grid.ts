import { UsageError } from '../../../../src/errors.ts';
import { Action, directions, type EncodedCell, stateIndex, typeIndex } from '../encoding.ts';
import { isMeant, type Mention, mentionedIn } from './mentions.ts';
import type { RememberingObservation } from './mission-memory.ts';

const grids = new WeakMap<RememberingObservation, SeenGrid>();

/** Actions of ways. */
const wayActions = [Action.left, Action.right, Action.forward, Action.toggle] as const;

/** The shortest ways in front of every cell. */
interface Fronts {
  /** Their number of actions; −1 where no way leads. */
  readonly distance: Int16Array;
  /** The actions that begin them, bit k for action k. */
  readonly begins: Uint8Array;
}

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
  /** The things that parts of the mission name which are not known to be done, in the order in which it asks for them. */
  readonly mentioned: readonly Mention[];
  readonly #image: Uint8Array;
  readonly #carrying: Uint8Array | undefined;
  readonly #named: Uint8Array | undefined;
  /** Whether doors that the mission asks to open are shut, by their number among what it still names. */
  readonly #shut = new Map<number, boolean>();
  #lockColours: ReadonlySet<number> | null = null;
  #fronts: Fronts | null = null;

  /**
   * @param height rows of the grid; the image is `[width, height, 3]`
   * @throws UsageError when the image is not of a whole grid: partial views do not show the agent
   */
  constructor({ image, direction, mission, carrying, named, done }: RememberingObservation, height: number) {
    this.#image = image;
    this.#carrying = carrying;
    this.height = height;
    this.width = image.length / 3 / height;
    this.direction = direction;
    this.agent = agentIn(image);
    this.#named = named;
    this.mentioned = mentionedIn(mission).filter(({ part }) => done?.[part] !== 1);
  }

  /** The grid of an observation, made once for each. */
  static of(observation: RememberingObservation, height: number): SeenGrid {
    let grid = grids.get(observation);
    if (grid === undefined) grids.set(observation, (grid = new SeenGrid(observation, height)));
    return grid;
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

  /**
   * Whether the thing in a cell, or in the hand, is the k-th of those that the mission still names: by its memory, else by the
   * words alone. Of doors to open these are the shut ones; only where all are open already, any: it has to be shut first.
   */
  isNamed(k: number, cell: number): boolean {
    const wanted = this.mentioned[k];
    if (wanted === undefined || !this.#fits(wanted, cell)) return false;
    return wanted.verb !== 'open' || this.#isShut(cell) || !this.#someAreShut(k, wanted);
  }

  #someAreShut(k: number, wanted: Mention): boolean {
    let known = this.#shut.get(k);
    if (known === undefined) {
      known = Array.from({ length: this.cells }, (_, cell) => cell).some(
        (cell) => this.#isShut(cell) && this.#fits(wanted, cell),
      );
      this.#shut.set(k, known);
    }
    return known;
  }

  #isShut(cell: number): boolean {
    const { type, state } = this.at(cell);
    return type === typeIndex.door && state !== stateIndex.open;
  }

  #fits(wanted: Mention, cell: number): boolean {
    if (this.#named !== undefined) return ((this.#named[cell]! >> wanted.index) & 1) === 1;
    return isMeant(wanted, this.at(cell));
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
   * The actions that begin the shortest ways in front of any of some cells, through free cells and closed doors, which
   * are opened on the way: none where the agent is already in front of one, null where no way leads to any.
   */
  waysTo(isTarget: (cell: number) => boolean): readonly number[] | null {
    this.#fronts ??= this.#explore();
    const { distance, begins } = this.#fronts;
    let least = Number.POSITIVE_INFINITY;
    let first = 0;
    for (let cell = 0; cell < this.cells; cell++) {
      if (distance[cell]! < 0 || distance[cell]! > least || !isTarget(cell)) continue;
      first = distance[cell]! < least ? begins[cell]! : first | begins[cell]!;
      least = distance[cell]!;
    }
    return least === Number.POSITIVE_INFINITY ? null : wayActions.filter((action) => (first >> action) & 1);
  }

  /** Spreads out from the agent's pose. */
  #explore(): Fronts {
    const distance = new Int16Array(this.cells).fill(-1);
    const begins = new Uint8Array(this.cells);
    // A state is a pose, and whether the door before it has been opened on the way.
    const steps = new Int16Array(8 * this.cells).fill(-1);
    const first = new Uint8Array(8 * this.cells);
    const states = [2 * (4 * this.agent + this.direction)];
    steps[states[0]!] = 0;
    for (const state of states) {
      const pose = state >> 1;
      const front = this.next(pose >> 2, pose);
      if (front < 0) continue;
      if (distance[front]! < 0) distance[front] = steps[state]!;
      if (distance[front] === steps[state]) begins[front]! |= first[state]!;
      const reach = (next: number, move: number) => {
        if (steps[next]! < 0) {
          steps[next] = steps[state]! + 1;
          states.push(next);
        }
        if (steps[next] === steps[state]! + 1) first[next]! |= steps[state] === 0 ? 1 << move : first[state]!;
      };
      reach(2 * ((pose & ~3) | ((pose + 3) & 3)), Action.left);
      reach(2 * ((pose & ~3) | ((pose + 1) & 3)), Action.right);
      const hasOpened = (state & 1) === 1;
      if (hasOpened || this.isFree(front)) reach(2 * (4 * front + (pose & 3)), Action.forward);
      else if (this.#isClosedDoor(front)) reach(state | 1, Action.toggle);
    }
    return { distance, begins };
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
