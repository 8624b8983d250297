import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { sortedColours } from '../encoding.ts';
import { family } from '../family.ts';
import { MissionSpace } from '../mission-space.ts';
import { viewOptions } from '../options.ts';
import { PickupTask } from './pickup-task.ts';

const options = z.strictObject(viewOptions);

const roomSize = 6;

/** The agent is to pick up a box behind a locked door, whose key is in its own room. */
export class UnlockPickup extends PickupTask {
  constructor(settings: z.input<typeof options> = {}) {
    const view = parseConfig(options, settings, 'UnlockPickup');
    super({
      ...view,
      roomSize,
      numRows: 1,
      numCols: 2,
      missionSpace: new MissionSpace('pick up the {} box', [sortedColours]),
      maxSteps: view.maxSteps ?? 8 * roomSize ** 2,
    });
  }

  protected override generate(): void {
    super.generate();
    this.target = this.addObject(1, 0, 'box');
    const door = this.addDoor(0, 0, { wall: 0, locked: true });
    this.addObject(0, 0, 'key', this.grid.colourOf(door));
    this.placeAgentInRoom(0, 0);
    this.mission = `pick up the ${this.grid.nameOf(this.target)}`;
  }
}

/** The family `UnlockPickup`. */
export const unlockPickup = family(UnlockPickup, { 'MiniGrid-UnlockPickup-v0': {} });
