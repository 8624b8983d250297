import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { sortedColours } from '../encoding.ts';
import { family } from '../family.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, viewOptions } from '../options.ts';
import { PickupTask } from './pickup-task.ts';

const options = z.strictObject({
  ...viewOptions,
  numRows: z.int().positive().max(99).default(3).describe('rooms on each side of the corridor'),
  roomSize: extent(3).default(6).describe('width and height of a room, with its walls'),
  objType: z.enum(['key', 'ball', 'box']).default('ball').describe('what the agent is to pick up'),
});

/**
 * A corridor with rooms on both sides. The object to pick up is in a locked room on the right, the key in one on the
 * left.
 */
export class KeyCorridor extends PickupTask {
  readonly #type: z.output<typeof options>['objType'];

  constructor(settings: z.input<typeof options> = {}) {
    const parsed = parseConfig(options, settings, 'KeyCorridor');
    super({
      ...parsed,
      missionSpace: new MissionSpace('pick up the {} {}', [sortedColours, [parsed.objType]]),
      maxSteps: parsed.maxSteps ?? 30 * parsed.roomSize ** 2,
    });
    this.#type = parsed.objType;
  }

  protected override generate(): void {
    super.generate();
    const { draw, grid, numRows } = this;
    for (let row = 1; row < numRows; row++) this.removeWall(1, row, 3);
    const lockedRow = draw.integer(0, numRows);
    const door = this.addDoor(2, lockedRow, { wall: 2, locked: true });
    this.target = this.addObject(2, lockedRow, this.#type);
    this.addObject(0, draw.integer(0, numRows), 'key', grid.colourOf(door));
    this.placeAgentInRoom(1, numRows >> 1);
    this.connectAll();
    this.mission = `pick up the ${grid.nameOf(this.target)}`;
  }
}

/** The family `KeyCorridor`. */
export const keyCorridor = family(KeyCorridor, {
  'MiniGrid-KeyCorridorS3R1-v0': { roomSize: 3, numRows: 1 },
  'MiniGrid-KeyCorridorS3R2-v0': { roomSize: 3, numRows: 2 },
  'MiniGrid-KeyCorridorS3R3-v0': { roomSize: 3, numRows: 3 },
  'MiniGrid-KeyCorridorS4R3-v0': { roomSize: 4, numRows: 3 },
  'MiniGrid-KeyCorridorS5R3-v0': { roomSize: 5, numRows: 3 },
  'MiniGrid-KeyCorridorS6R3-v0': { roomSize: 6, numRows: 3 },
});
