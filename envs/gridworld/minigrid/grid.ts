import { UsageError } from '../../../src/errors.ts';
import {
  type Colour,
  colourIndex,
  colours,
  type DoorState,
  doorStates,
  type ObjectType,
  objectTypes,
  type Position,
  stateIndex,
  typeIndex,
} from './encoding.ts';

/** Number of an object of a grid. 0 stands for no object, in empty cells. */
export type ObjectId = number;

/** The object that stands for emptiness. */
export const NOTHING: ObjectId = 0;
/** The grey wall, which also lies beyond the edge. */
export const WALL: ObjectId = 1;

const OPEN_DOOR = typeIndex.door | (stateIndex.open << 16);

/**
 * Cells and the objects in them. Cells hold numbers of objects, whose properties are in arrays beside them, so that
 * reading and encoding a world allocates nothing. Arrays of properties are replaced when they grow: do not keep them
 * across calls of `add`.
 */
export class Grid {
  /** Columns of the grid. */
  readonly width: number;
  /** Rows of the grid. */
  readonly height: number;
  /** The object in each cell, `[height, width]` row-major. */
  readonly cells: Uint16Array;
  /** Encoding of each object, by number: type + 256 · colour + 65536 · state. */
  encodings = new Uint32Array(32);
  /** The content of each object, if it is a box. */
  contents = new Uint16Array(32);
  /** The cell that holds each object, as an index of `cells`; −1 while it is carried, in a box, or nowhere. */
  #places = new Int32Array(32);
  #count = 0;
  /** Numbers of the objects that stand for all of the same look, by type and colour. */
  readonly #scenery = new Map<number, ObjectId>();

  /** @throws UsageError unless both are integers ≥ 3 */
  constructor(width: number, height: number) {
    if (!(Number.isSafeInteger(width) && Number.isSafeInteger(height) && width >= 3 && height >= 3)) {
      throw new UsageError(`Grid: expected a width and height of at least 3, received ${width} × ${height}`);
    }
    this.width = width;
    this.height = height;
    this.cells = new Uint16Array(width * height);
    this.clear();
  }

  /** Empties every cell and forgets every object. */
  clear(): void {
    this.cells.fill(NOTHING);
    this.#count = 0;
    this.#scenery.clear();
    this.#create(typeIndex.empty, 0, 0);
    this.scenery('wall', 'grey');
  }

  /** A new object, not yet in any cell. `state` is that of a door. */
  add(type: ObjectType, colour: Colour, state: DoorState = type === 'door' ? 'closed' : 'open'): ObjectId {
    return this.#create(typeIndex[type], colourIndex[colour], stateIndex[state]);
  }

  /** A box with an object in it. */
  addBox(colour: Colour, content: ObjectId): ObjectId {
    const box = this.add('box', colour);
    this.contents[box] = content;
    return box;
  }

  /** Walls, floors, goals and lava do not change or move, so one of a type and colour can be in many cells. */
  scenery(type: 'wall' | 'floor' | 'goal' | 'lava', colour: Colour): ObjectId {
    const key = typeIndex[type] * colours.length + colourIndex[colour];
    const known = this.#scenery.get(key);
    if (known !== undefined) return known;
    const id = this.add(type, colour);
    this.#scenery.set(key, id);
    return id;
  }

  /** The wall of a colour. */
  get wall(): ObjectId {
    return WALL;
  }

  /** The goal. */
  get goal(): ObjectId {
    return this.scenery('goal', 'green');
  }

  /** Lava. */
  get lava(): ObjectId {
    return this.scenery('lava', 'red');
  }

  /** The object in a cell. @throws RangeError outside the grid */
  get(x: number, y: number): ObjectId {
    return this.cells[this.#index(x, y)]!;
  }

  /**
   * Puts an object, or `NOTHING`, into a cell, and replaces the object that was there.
   * @throws RangeError outside the grid
   */
  set(x: number, y: number, id: ObjectId): void {
    const index = this.#index(x, y);
    const before = this.cells[index]!;
    if (this.#places[before] === index) this.#places[before] = -1;
    this.cells[index] = id;
    if (id !== NOTHING) this.#places[id] = index;
  }

  /** The cell an object was last put into; null if it has been taken out of it. Not for scenery, which is in many. */
  positionOf(id: ObjectId): Position | null {
    const place = this.#places[id]!;
    return place < 0 ? null : [place % this.width, Math.floor(place / this.width)];
  }

  /** Fills cells to the right of (x, y), by default up to the edge. */
  horizontalWall(x: number, y: number, length = this.width - x, id: ObjectId = WALL): void {
    for (let i = 0; i < length; i++) this.set(x + i, y, id);
  }

  /** Fills cells downwards from (x, y), by default to the edge. */
  verticalWall(x: number, y: number, length = this.height - y, id: ObjectId = WALL): void {
    for (let j = 0; j < length; j++) this.set(x, y + j, id);
  }

  /** Walls along the inside of a rectangle; by default all around the grid. */
  wallRectangle(x = 0, y = 0, width = this.width, height = this.height): void {
    this.horizontalWall(x, y, width);
    this.horizontalWall(x, y + height - 1, width);
    this.verticalWall(x, y, height);
    this.verticalWall(x + width - 1, y, height);
  }

  /** The number of an object's type; that of emptiness for no object. */
  typeIndexOf(id: ObjectId): number {
    return this.encodings[id]! & 0xff;
  }

  /** The type of an object. */
  typeOf(id: ObjectId): ObjectType {
    return objectTypes[this.typeIndexOf(id)]!;
  }

  /** The colour of an object. */
  colourOf(id: ObjectId): Colour {
    return colours[(this.encodings[id]! >> 8) & 0xff]!;
  }

  /** Changes the colour of an object. */
  setColour(id: ObjectId, colour: Colour): void {
    this.encodings[id] = (this.encodings[id]! & 0xff00ff) | (colourIndex[colour] << 8);
  }

  /** State of a door. */
  stateOf(id: ObjectId): DoorState {
    return doorStates[this.encodings[id]! >> 16]!;
  }

  /** Changes the state of a door. */
  setState(door: ObjectId, state: DoorState): void {
    this.encodings[door] = (this.encodings[door]! & 0xffff) | (stateIndex[state] << 16);
  }

  /** Colour and type, as missions name an object, e.g. "red ball". */
  nameOf(id: ObjectId): string {
    return `${this.colourOf(id)} ${this.typeOf(id)}`;
  }

  /** Whether an object is an open door. */
  isOpenDoor(id: ObjectId): boolean {
    return (this.encodings[id]! & 0xff00ff) === OPEN_DOOR;
  }

  /** Whether the agent cannot see what is behind. */
  hidesWhatIsBehind(id: ObjectId): boolean {
    const encoding = this.encodings[id]! & 0xff00ff;
    const type = encoding & 0xff;
    return type === typeIndex.wall || (type === typeIndex.door && encoding !== OPEN_DOOR);
  }

  /** Whether the agent can be in the same cell. */
  canOverlap(id: ObjectId): boolean {
    switch (this.typeIndexOf(id)) {
      case typeIndex.empty:
      case typeIndex.floor:
      case typeIndex.goal:
      case typeIndex.lava:
        return true;
      default:
        return this.isOpenDoor(id);
    }
  }

  /** Whether the agent can carry an object. */
  canPickUp(id: ObjectId): boolean {
    const type = this.typeIndexOf(id);
    return type === typeIndex.key || type === typeIndex.ball || type === typeIndex.box;
  }

  /** Every cell as (type, colour, state): `[width, height, 3]`, column by column, as MiniGrid orders images. */
  encode(): Uint8Array {
    const { width, height, cells } = this;
    const out = new Uint8Array(width * height * 3);
    for (let x = 0, target = 0; x < width; x++) {
      for (let y = 0; y < height; y++, target += 3) this.encodeInto(out, target, cells[y * width + x]!);
    }
    return out;
  }

  /** Writes type, colour and state of an object. */
  encodeInto(out: Uint8Array, offset: number, id: ObjectId): void {
    const encoding = this.encodings[id]!;
    out[offset] = encoding;
    out[offset + 1] = encoding >> 8;
    out[offset + 2] = encoding >> 16;
  }

  #index(x: number, y: number): number {
    if (x >= 0 && x < this.width && y >= 0 && y < this.height) return y * this.width + x;
    throw new RangeError(
      `Grid: expected a cell of the grid of ${this.width} × ${this.height}, received (${x}, ${y}). ` +
        'Surround it with walls, so that nothing leaves it.',
    );
  }

  #create(type: number, colour: number, state: number): ObjectId {
    if (this.#count === this.encodings.length) this.#grow();
    const id = this.#count++;
    this.encodings[id] = type | (colour << 8) | (state << 16);
    this.contents[id] = NOTHING;
    this.#places[id] = -1;
    return id;
  }

  #grow(): void {
    const capacity = 2 * this.encodings.length;
    const enlarged = <A extends Uint32Array | Uint16Array | Int32Array>(out: A, old: A): A => {
      out.set(old);
      return out;
    };
    this.encodings = enlarged(new Uint32Array(capacity), this.encodings);
    this.contents = enlarged(new Uint16Array(capacity), this.contents);
    this.#places = enlarged(new Int32Array(capacity), this.#places);
  }
}
