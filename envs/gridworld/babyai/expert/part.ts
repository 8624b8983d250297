import type { Pose } from '../../minigrid/expert/situation.ts';
import type { ObjectId } from '../../minigrid/grid.ts';
import type { Done, Mission } from './mission.ts';
import type { State } from './step.ts';

/** A part of a mission to plan: its start, and the tasks that are done at its end. */
export interface Part {
  readonly mission: Mission;
  readonly root: State;
  readonly start: Pose;
  readonly until: Done;
  /** Whether the episode has just begun: putting down the object in hand at once does not count then. */
  readonly isFresh: boolean;
}

/** The actions that a plan may take besides moves, judged at its start. */
export interface Permissions {
  /** Objects that may be taken out of the way. */
  readonly obstacles: ReadonlySet<ObjectId>;
  /** Every object that may be moved for any reason. */
  readonly movable: ReadonlySet<ObjectId>;
  /** Whether things may be put down far from where they are in the way. */
  readonly anywhere: boolean;
}
