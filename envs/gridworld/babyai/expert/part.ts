import type { Pose } from '../../minigrid/expert/situation.ts';
import type { ObjectId } from '../../minigrid/grid.ts';
import type { Done, Mission } from './mission.ts';
import type { State } from './step.ts';

/** A part of a mission that is to be planned: from where on, and until which tasks are done. */
export interface Part {
  readonly mission: Mission;
  readonly root: State;
  readonly start: Pose;
  readonly until: Done;
  /** Whether the episode has just begun: what is in hand then does not count when it is put down at once. */
  readonly isFresh: boolean;
}

/** What a plan may do besides moving, as seen from its start. */
export interface Permissions {
  /** Objects that may be taken out of the way. */
  readonly obstacles: ReadonlySet<ObjectId>;
  /** Every object that may be moved for any reason. */
  readonly movable: ReadonlySet<ObjectId>;
  /** Whether things may be put down far from where they are in the way. */
  readonly anywhere: boolean;
}
