import { Action } from '../encoding.ts';
import { NOTHING, type ObjectId } from '../grid.ts';
import { RoomGrid } from '../room-grid.ts';

/** Rooms with an object to pick up in one of them. The episode ends when the agent has it. */
export abstract class PickupTask extends RoomGrid {
  /** The object to pick up. */
  target: ObjectId = NOTHING;

  protected override act(action: number): void {
    super.act(action);
    if (action === Action.pickup && this.carrying !== NOTHING && this.carrying === this.target) this.end();
  }
}
