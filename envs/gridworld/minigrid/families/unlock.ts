import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { Action } from '../encoding.ts';
import { family } from '../family.ts';
import { NOTHING } from '../grid.ts';
import { MissionSpace } from '../mission-space.ts';
import { viewOptions } from '../options.ts';
import { RoomGrid } from '../room-grid.ts';

const options = z.strictObject(viewOptions);

const roomSize = 6;

/** Two rooms with a locked door between them; the key is in the agent's. The episode ends when the door is opened. */
export class Unlock extends RoomGrid {
  /** The door to open. */
  door = NOTHING;

  constructor(settings: z.input<typeof options> = {}) {
    const view = parseConfig(options, settings, 'Unlock');
    super({
      ...view,
      roomSize,
      numRows: 1,
      numCols: 2,
      missionSpace: new MissionSpace('open the door'),
      maxSteps: view.maxSteps ?? 8 * roomSize ** 2,
    });
  }

  protected override generate(): void {
    super.generate();
    this.door = this.addDoor(0, 0, { wall: 0, locked: true });
    this.addObject(0, 0, 'key', this.grid.colourOf(this.door));
    this.placeAgentInRoom(0, 0);
  }

  protected override act(action: number): void {
    super.act(action);
    if (action === Action.toggle && this.grid.isOpenDoor(this.door)) this.end();
  }
}

/** The family `Unlock`. */
export const unlock = family(Unlock, { 'MiniGrid-Unlock-v0': {} });
