import type { Colour, Position } from '../minigrid/encoding.ts';
import { directions } from '../minigrid/encoding.ts';
import { NOTHING, type ObjectId } from '../minigrid/grid.ts';
import type { RoomGrid } from '../minigrid/room-grid.ts';

/** Types of things that missions speak of. */
export const describedTypes = ['box', 'ball', 'key', 'door'] as const;
/** A type of things that missions name. */
export type DescribedType = (typeof describedTypes)[number];
/** Those of the types that can be carried. */
export const portableDescribedTypes = ['box', 'ball', 'key'] as const;

/** Where things are, seen by the agent at the start. */
export const places = ['left', 'right', 'front', 'behind'] as const;
/** A place that missions name. */
export type Place = (typeof places)[number];

/** The words of missions for each place. */
export const placeWords: Readonly<Record<Place, string>> = {
  left: 'on your left',
  right: 'on your right',
  front: 'in front of you',
  behind: 'behind you',
};

/** The properties that a description names; null leaves a property open. */
export interface DescribedProperties {
  readonly type: DescribedType | null;
  readonly colour?: Colour | null;
  readonly place?: Place | null;
}

/**
 * The things that words such as "the red ball on your left" can mean. They are found at the start of an episode, to
 * which places refer; `follow` updates their cells later.
 */
export class Description {
  /** The type of the things; null for any that can be carried. */
  readonly type: DescribedType | null;
  /** The colour of the things; null for any. */
  readonly colour: Colour | null;
  /** The place of the things at the start; null for any. */
  readonly place: Place | null;
  /** The objects that fit, column by column. Scenery appears once for each of its cells. */
  objects: readonly ObjectId[] = [];
  /** The cells of `objects` at the latest `follow`, without objects that were not on the grid then. */
  positions: readonly Position[] = [];

  constructor({ type, colour = null, place = null }: DescribedProperties) {
    this.type = type;
    this.colour = colour;
    this.place = place;
  }

  /** Finds the objects that fit now. */
  find(world: RoomGrid): void {
    const { grid } = world;
    const found: (readonly [ObjectId, Position])[] = [];
    for (let x = 0; x < grid.width; x++) {
      for (let y = 0; y < grid.height; y++) {
        const id = grid.get(x, y);
        if (id !== NOTHING && this.#fits(world, id, x, y)) found.push([id, [x, y]]);
      }
    }
    this.objects = found.map(([id]) => id);
    this.positions = found.map(([, position]) => position);
  }

  #fits(world: RoomGrid, id: ObjectId, x: number, y: number): boolean {
    const { type, colour, place } = this;
    const { grid } = world;
    return (
      (type === null || grid.typeOf(id) === type) &&
      (colour === null || grid.colourOf(id) === colour) &&
      (place === null || isAt(world, place, x, y))
    );
  }

  /** Updates the cells of the objects. */
  follow({ grid }: RoomGrid): void {
    this.positions = this.objects.map((id) => grid.positionOf(id)).filter((position) => position !== null);
  }

  /** Whether one of the things was in the cell at the latest `follow`. */
  covers(x: number, y: number): boolean {
    return this.positions.some(([column, row]) => column === x && row === y);
  }

  /** In words: "the" where one thing fits, "a" where several do. */
  get words(): string {
    const { type, colour, place, objects } = this;
    const words = [objects.length > 1 ? 'a' : 'the', colour, type ?? 'object', place && placeWords[place]];
    return words.filter((word) => word !== null).join(' ');
  }
}

/** Whether a cell of the agent's room lies in a direction from it, straight or not. */
function isAt(world: RoomGrid, place: Place, x: number, y: number): boolean {
  const { agentX, agentY, agentDirection } = world;
  if (!world.roomAt(agentX, agentY).contains(x, y)) return false;
  const turns = { front: 0, right: 1, behind: 2, left: 3 }[place];
  const [towardsX, towardsY] = directions[(agentDirection + turns) % 4]!;
  return (x - agentX) * towardsX + (y - agentY) * towardsY > 0;
}
