import { Action } from '../../minigrid/encoding.ts';
import type { Pose, Situation } from '../../minigrid/expert/situation.ts';
import { NOTHING } from '../../minigrid/grid.ts';
import type { Done, Outcome } from './mission.ts';

/** Everything that changes in a level except the agent's pose. */
export interface State {
  readonly situation: Situation;
  readonly done: Done;
  /** The cell where the object in hand was picked up; −1 for no object. */
  readonly origin: number;
}

/** An action, and the state in which it is taken. */
export interface Step extends State {
  readonly pose: Pose;
  readonly action: number;
}

/** The outcome of a step, on the assumption that the action has an effect. */
export function outcomeOf({
  situation,
  origin,
  pose,
  action,
}: Omit<Step, 'done'>): Outcome & { readonly pose: Pose } {
  const held = situation.carrying;
  const front = situation.inFrontOf(pose);
  if (action <= Action.forward || action === Action.done) {
    const next = moved(pose, action, front);
    return { action, situation, held, origin, pose: next, front: situation.inFrontOf(next) };
  }
  const id = situation.cells[front]!;
  const closes = action === Action.toggle && situation.isOpen(id);
  const after = closes ? situation.withDoor(id, 'closed') : situation.after(action, front);
  const from = action === Action.pickup ? front : origin;
  return { action, situation: after, held, origin: after.carrying === NOTHING ? -1 : from, pose, front };
}

function moved(pose: Pose, action: number, front: number): Pose {
  switch (action) {
    case Action.left:
      return (pose & ~3) | ((pose + 3) & 3);
    case Action.right:
      return (pose & ~3) | ((pose + 1) & 3);
    case Action.forward:
      return 4 * front + (pose & 3);
    default:
      return pose;
  }
}
