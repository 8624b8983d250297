import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { type Colour, type Position, sortedColours } from '../encoding.ts';
import { family } from '../family.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, viewOptions } from '../options.ts';
import { Room } from '../room.ts';

const options = z.strictObject({ ...viewOptions, size: extent(10).default(19) });

/**
 * A corridor with three rooms on each side, whose doors have different colours. One is locked and holds the goal; the
 * mission says which, and in which room its key is. The episode ends at the goal.
 */
export class LockedRoom extends MiniGridEnv {
  constructor(settings: z.input<typeof options> = {}) {
    const { size, ...view } = parseConfig(options, settings, 'LockedRoom');
    const slots = [sortedColours, sortedColours, sortedColours];
    super({
      ...view,
      width: size,
      height: size,
      missionSpace: new MissionSpace(
        'get the {} key from the {} room, unlock the {} door and go to the goal',
        slots,
      ),
      maxSteps: view.maxSteps ?? 10 * size,
    });
  }

  protected override generate(): void {
    const { grid, draw } = this;
    const left = (grid.width >> 1) - 2;
    const right = (grid.width >> 1) + 2;
    const rooms = this.#buildRooms(left, right);
    const locked = draw.element(rooms);
    grid.set(...this.#positionIn(locked), grid.goal);

    const doorColours = new Map<Room, Colour>();
    let unused: readonly Colour[] = sortedColours;
    for (const room of rooms) {
      const colour = draw.element(unused);
      unused = unused.filter((other) => other !== colour);
      doorColours.set(room, colour);
      const door = grid.add('door', colour, room === locked ? 'locked' : 'closed');
      grid.set(room.top[0] === 0 ? left : right, room.top[1] + 3, door);
    }

    let keyRoom: Room;
    do keyRoom = draw.element(rooms);
    while (keyRoom === locked);
    const lockColour = doorColours.get(locked)!;
    grid.set(...this.#positionIn(keyRoom), grid.add('key', lockColour));
    this.placeAgent({ top: [left, 0], size: [right - left, grid.height] });
    this.mission =
      `get the ${lockColour} key from the ${doorColours.get(keyRoom)} room, ` +
      `unlock the ${lockColour} door and go to the goal`;
  }

  /** Walls; the rooms from the top, each on the left before the one on the right. */
  #buildRooms(left: number, right: number): Room[] {
    const { grid } = this;
    const { width, height } = grid;
    grid.wallRectangle();
    grid.verticalWall(left, 0);
    grid.verticalWall(right, 0);
    const roomHeight = Math.floor(height / 3);
    return [0, 1, 2].flatMap((n) => {
      const y = n * roomHeight;
      grid.horizontalWall(0, y, left);
      grid.horizontalWall(right, y, width - right);
      const size = [left + 1, roomHeight + 1] as const;
      return [new Room([0, y], size), new Room([right, y], size)];
    });
  }

  #positionIn({ top: [x, y], size: [width, height] }: Room): Position {
    return this.draw.position(x + 1, x + width - 1, y + 1, y + height - 1);
  }
}

/** The family `LockedRoom`. */
export const lockedRoom = family(LockedRoom, { 'MiniGrid-LockedRoom-v0': {} });
