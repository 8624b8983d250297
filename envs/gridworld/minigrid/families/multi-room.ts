import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { type Position, sortedColours } from '../encoding.ts';
import { GenerationFailed } from '../errors.ts';
import { family } from '../family.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, viewOptions } from '../options.ts';

const options = z
  .strictObject({
    ...viewOptions,
    minNumRooms: z.int().positive().describe('least number of rooms'),
    maxNumRooms: z.int().positive().describe('greatest number of rooms'),
    maxRoomSize: z.int().min(4).default(10).describe('greatest width and height of a room, with its walls'),
    width: extent(6).default(25),
    height: extent(6).default(25),
  })
  .refine(({ minNumRooms, maxNumRooms }) => minNumRooms <= maxNumRooms, {
    error: 'settings with minNumRooms ≤ maxNumRooms',
  });

const minRoomSize = 4;
const exitTries = 8;
const maxChains = 100_000;

interface ChainRoom {
  readonly top: Position;
  readonly size: readonly [width: number, height: number];
  /** The door to the room before, in this room's wall. */
  readonly entry: Position;
}

/**
 * A chain of rooms of random sizes, joined by doors. The agent starts in the first, the goal is in the last. The
 * episode ends at the goal.
 */
export class MultiRoom extends MiniGridEnv {
  readonly #options: z.output<typeof options>;

  constructor(settings: z.input<typeof options>) {
    const parsed = parseConfig(options, settings, 'MultiRoom');
    super({
      ...parsed,
      missionSpace: new MissionSpace('traverse the rooms to get to the goal'),
      maxSteps: parsed.maxSteps ?? 20 * parsed.maxNumRooms,
    });
    this.#options = parsed;
  }

  protected override generate(): void {
    const rooms = this.#drawRooms();
    const { grid, draw } = this;
    let previous: string | null = null;
    rooms.forEach(({ top, size, entry }, index) => {
      grid.wallRectangle(...top, ...size);
      if (index === 0) return;
      const colour = draw.element(sortedColours.filter((other) => other !== previous));
      grid.set(...entry, grid.add('door', colour));
      previous = colour;
    });
    this.placeAgent(rooms[0]!);
    const { top, size } = rooms.at(-1)!;
    this.place(grid.goal, { top, size });
  }

  /** Begins chains of rooms until one is long enough. @throws GenerationFailed */
  #drawRooms(): readonly ChainRoom[] {
    const { draw } = this;
    const { minNumRooms, maxNumRooms } = this.#options;
    const count = draw.integer(minNumRooms, maxNumRooms + 1);
    let longest: readonly ChainRoom[] = [];
    for (let tries = 0; longest.length < count; tries++) {
      if (tries === maxChains) {
        throw new GenerationFailed(
          `MultiRoom: expected ${count} rooms in ${this.grid.width} × ${this.grid.height} cells, ` +
            `found none in ${maxChains} draws; ask for fewer or smaller rooms, or enlarge width and height`,
        );
      }
      const rooms: ChainRoom[] = [];
      const { width } = this.grid; // MiniGrid draws the row from the width too
      this.#extend(rooms, count, 2, draw.position(0, width - 2, 0, width - 2));
      if (rooms.length > longest.length) longest = rooms;
    }
    return longest;
  }

  /**
   * Adds a room to the chain, and more after it while they fit.
   *
   * @param left how many rooms are still wanted
   * @param wall in which of its walls the room is entered: 0 right, 1 down, 2 left, 3 up
   * @returns whether the room fits; the chain may still be shorter than wanted
   */
  #extend(rooms: ChainRoom[], left: number, wall: number, entry: Position): boolean {
    const { draw } = this;
    const longest = this.#options.maxRoomSize + 1;
    const size = draw.position(minRoomSize, longest, minRoomSize, longest);
    const top = rooms.length === 0 ? entry : this.#drawTop(size, wall, entry);
    if (!this.#fits(top, size, rooms)) return false;
    rooms.push({ top, size, entry });
    if (left === 1) return true;
    for (let tries = 0; tries < exitTries; tries++) {
      const exitWall = draw.element([0, 1, 2, 3].filter((other) => other !== wall));
      const exit = this.#drawDoor(top, size, exitWall);
      if (this.#extend(rooms, left - 1, (exitWall + 2) % 4, exit)) break;
    }
    return true;
  }

  /** The upper left corner of a room whose given wall contains the door. */
  #drawTop([width, height]: ChainRoom['size'], wall: number, [x, y]: Position): Position {
    const { draw } = this;
    if (wall % 2 === 0) return [wall === 0 ? x - width + 1 : x, draw.integer(y - height + 2, y)];
    return [draw.integer(x - width + 2, x), wall === 1 ? y - height + 1 : y];
  }

  #drawDoor([x, y]: Position, [width, height]: ChainRoom['size'], wall: number): Position {
    const { draw } = this;
    if (wall % 2 === 0) return [wall === 0 ? x + width - 1 : x, y + draw.integer(1, height - 1)];
    return [x + draw.integer(1, width - 1), wall === 1 ? y + height - 1 : y];
  }

  /** Whether a room is within the grid and overlaps none but the last, with which it shares a wall. */
  #fits([x, y]: Position, [width, height]: ChainRoom['size'], rooms: readonly ChainRoom[]): boolean {
    const { grid } = this;
    if (x < 0 || y < 0 || x + width > grid.width || y + height >= grid.height) return false;
    return rooms.slice(0, -1).every(({ top, size }) => {
      const beside = x + width < top[0] || top[0] + size[0] <= x;
      return beside || y + height < top[1] || top[1] + size[1] <= y;
    });
  }
}

/** The family `MultiRoom`. */
export const multiRoom = family(MultiRoom, {
  'MiniGrid-MultiRoom-N2-S4-v0': { minNumRooms: 2, maxNumRooms: 2, maxRoomSize: 4 },
  // The name says 4 rooms, but in MiniGrid it always had 6; version 1 has 4.
  'MiniGrid-MultiRoom-N4-S5-v0': { minNumRooms: 6, maxNumRooms: 6, maxRoomSize: 5 },
  'MiniGrid-MultiRoom-N4-S5-v1': { minNumRooms: 4, maxNumRooms: 4, maxRoomSize: 5 },
  'MiniGrid-MultiRoom-N6-v0': { minNumRooms: 6, maxNumRooms: 6 },
});
