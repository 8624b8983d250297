import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { sortedColours } from '../encoding.ts';
import { family } from '../family.ts';
import { MissionSpace } from '../mission-space.ts';
import { viewOptions } from '../options.ts';
import { PickupTask } from './pickup-task.ts';

const options = z.strictObject(viewOptions);

const roomSize = 6;

/** As in `UnlockPickup`, but a ball lies in front of the locked door and has to be moved away first. */
export class BlockedUnlockPickup extends PickupTask {
  constructor(settings: z.input<typeof options> = {}) {
    const view = parseConfig(options, settings, 'BlockedUnlockPickup');
    super({
      ...view,
      roomSize,
      numRows: 1,
      numCols: 2,
      missionSpace: new MissionSpace('pick up the {} {}', [sortedColours, ['box', 'key']]),
      maxSteps: view.maxSteps ?? 16 * roomSize ** 2,
    });
  }

  protected override generate(): void {
    super.generate();
    const { grid, draw } = this;
    this.target = this.addObject(1, 0, 'box');
    const door = this.addDoor(0, 0, { wall: 0, locked: true });
    const [x, y] = grid.positionOf(door)!;
    grid.set(x - 1, y, grid.add('ball', draw.colour()));
    this.addObject(0, 0, 'key', grid.colourOf(door));
    this.placeAgentInRoom(0, 0);
    this.mission = `pick up the ${grid.nameOf(this.target)}`;
  }
}

/** The family `BlockedUnlockPickup`. */
export const blockedUnlockPickup = family(BlockedUnlockPickup, { 'MiniGrid-BlockedUnlockPickup-v0': {} });
