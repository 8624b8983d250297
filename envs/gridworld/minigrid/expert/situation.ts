import { Action, type DoorState, stateIndex, typeIndex } from '../encoding.ts';
import { NOTHING, type ObjectId, WALL } from '../grid.ts';
import type { MiniGridEnv } from '../minigrid-env.ts';

/** Where the agent is and looks, as one number: 4 · cell + direction. */
export type Pose = number;

/** Objects, doors and the object in hand: a level's true state except the agent's pose. It never changes. */
export class Situation {
  /** Columns of the grid. */
  readonly width: number;
  /** The object in each cell, row by row, as in `Grid`. */
  readonly cells: Uint16Array;
  /** The object in hand. */
  readonly carrying: ObjectId;
  readonly #encodings: Uint32Array;
  readonly #contents: Uint16Array;
  #walkable: Uint8Array | null = null;
  #objects: readonly ObjectId[] | null = null;

  constructor(
    width: number,
    cells: Uint16Array,
    encodings: Uint32Array,
    contents: Uint16Array,
    carrying: ObjectId,
  ) {
    this.width = width;
    this.cells = cells;
    this.carrying = carrying;
    this.#encodings = encodings;
    this.#contents = contents;
  }

  /** The present situation of an environment. */
  static of({ grid, carrying }: MiniGridEnv): Situation {
    return new Situation(
      grid.width,
      grid.cells.slice(),
      grid.encodings.slice(),
      grid.contents.slice(),
      carrying,
    );
  }

  /** 1 for cells that the agent can enter and leave again. */
  get walkable(): Uint8Array {
    this.#walkable ??= innerCells(this.width, this.cells, (id) => this.#canStay(id));
    return this.#walkable;
  }

  /** Whether an environment is in this situation. */
  holds({ grid, carrying }: MiniGridEnv): boolean {
    return (
      carrying === this.carrying &&
      equal(grid.cells, this.cells) &&
      equal(grid.encodings, this.#encodings) &&
      equal(grid.contents, this.#contents)
    );
  }

  /** A key that is equal for equal situations of the same level. */
  get key(): string {
    const { cells } = this;
    const codes = [this.carrying];
    for (const encoding of this.#encodings) codes.push(encoding >> 16);
    for (let cell = 0; cell < cells.length; cell++) if (cells[cell]! > WALL) codes.push(cell, cells[cell]!);
    return String.fromCharCode(...codes);
  }

  /** The number of an object's type, see `typeIndex`. */
  typeOf(id: ObjectId): number {
    return this.#encodings[id]! & 0xff;
  }

  /** The number of an object's colour, see `colourIndex`. */
  colourOf(id: ObjectId): number {
    return (this.#encodings[id]! >> 8) & 0xff;
  }

  /** State of a door, see `stateIndex`. */
  stateOf(id: ObjectId): number {
    return this.#encodings[id]! >> 16;
  }

  /** The object in a box. */
  contentOf(box: ObjectId): ObjectId {
    return this.#contents[box]!;
  }

  /** Whether an object is a locked door. */
  isLocked(id: ObjectId): boolean {
    return this.typeOf(id) === typeIndex.door && this.stateOf(id) === stateIndex.locked;
  }

  /** Whether an object is a door that is closed, but not locked. */
  isClosed(id: ObjectId): boolean {
    return this.typeOf(id) === typeIndex.door && this.stateOf(id) === stateIndex.closed;
  }

  /** Whether an object is an open door. */
  isOpen(id: ObjectId): boolean {
    return this.typeOf(id) === typeIndex.door && this.stateOf(id) === stateIndex.open;
  }

  /** Whether an object can be carried. */
  isPortable(id: ObjectId): boolean {
    const type = this.typeOf(id);
    return type === typeIndex.key || type === typeIndex.ball || type === typeIndex.box;
  }

  /** Whether an object is a key of a door's colour. */
  isKeyTo(id: ObjectId, door: ObjectId): boolean {
    return this.typeOf(id) === typeIndex.key && this.colourOf(id) === this.colourOf(door);
  }

  /** The cell that an agent looks at. */
  inFrontOf(pose: Pose): number {
    return (pose >> 2) + stridesOf(this.width)[pose & 3]!;
  }

  /** The cell of an object, or of the box with the object; −1 while it is carried, or gone. */
  placeOf(id: ObjectId): number {
    const cell = this.cells.indexOf(id);
    return cell >= 0 ? cell : this.cells.findIndex((holder) => this.hides(holder, id));
  }

  /** Whether a thing is a box with the object in it. */
  hides(holder: ObjectId, id: ObjectId): boolean {
    return this.typeOf(holder) === typeIndex.box && this.contentOf(holder) === id;
  }

  /** The objects in cells and in hand except walls, each once; the content of a box follows its box. */
  objects(): readonly ObjectId[] {
    this.#objects ??= this.#findObjects();
    return this.#objects;
  }

  #findObjects(): ObjectId[] {
    const found = new Set<ObjectId>();
    const find = (id: ObjectId) => {
      if (id === NOTHING || id === WALL) return;
      found.add(id);
      if (this.typeOf(id) === typeIndex.box) find(this.contentOf(id));
    };
    find(this.carrying);
    for (const id of this.cells) find(id);
    return [...found];
  }

  /** The situation after the agent picked up, dropped or toggled the object in front, if that has an effect. */
  after(action: number, front: number): Situation {
    const id = this.cells[front]!;
    switch (action) {
      case Action.pickup:
        return this.#with(front, NOTHING, id);
      case Action.drop:
        return this.#with(front, this.carrying, NOTHING);
      default:
        if (this.typeOf(id) === typeIndex.box) return this.#with(front, this.contentOf(id), this.carrying);
        return this.withDoor(id, 'open');
    }
  }

  #with(cell: number, id: ObjectId, carrying: ObjectId): Situation {
    const cells = this.cells.slice();
    cells[cell] = id;
    return new Situation(this.width, cells, this.#encodings, this.#contents, carrying);
  }

  /** The situation with a door in another state. */
  withDoor(door: ObjectId, state: DoorState): Situation {
    const encodings = this.#encodings.slice();
    encodings[door] = (encodings[door]! & 0xffff) | (stateIndex[state] << 16);
    return new Situation(this.width, this.cells, encodings, this.#contents, this.carrying);
  }

  /** Whether the agent can stay in a cell with the object. Lava can be entered, but not left. */
  #canStay(id: ObjectId): boolean {
    const type = this.typeOf(id);
    return type === typeIndex.empty || type === typeIndex.floor || type === typeIndex.goal || this.isOpen(id);
  }
}

/** 1 for the cells whose object fits; cells at the edge are left out, so that there always is a cell in front. */
export function innerCells(width: number, cells: Uint16Array, fits: (id: ObjectId) => boolean): Uint8Array {
  const inner = new Uint8Array(cells.length);
  for (let row = width; row < cells.length - width; row += width) {
    for (let cell = row + 1; cell < row + width - 1; cell++) if (fits(cells[cell]!)) inner[cell] = 1;
  }
  return inner;
}

function equal(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  for (let i = 0; i < other.length; i++) if (one[i] !== other[i]) return false;
  return one.length === other.length;
}

/** The change of a cell's number by one step in each direction. */
export function stridesOf(width: number): readonly number[] {
  return [1, width, -1, -width];
}
