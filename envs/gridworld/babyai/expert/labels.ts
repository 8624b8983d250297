import { Action } from '../../minigrid/encoding.ts';
import type { SubtaskName } from '../../minigrid/expert/labels.ts';
import type { ObjectId } from '../../minigrid/grid.ts';
import type { Mission } from './mission.ts';
import { outcomeOf, type Step } from './step.ts';

/**
 * The subtasks of all levels: `get key` takes the key of a locked door, `clear way` takes something out of the way,
 * `put down` frees the hands, and `get object` and `put object` do what the mission asks for.
 */
export const subtaskNames = [
  'open door',
  'get key',
  'unlock door',
  'open box',
  'clear way',
  'put down',
  'get object',
  'put object',
  'go to object',
] as const satisfies readonly (SubtaskName | 'put down' | 'go to object')[];

type Name = (typeof subtaskNames)[number];

/** Pairs of `subtaskNames`: the second is never under way before the first has been. */
export const subtaskOrder: readonly (readonly [before: Name, after: Name])[] = [['get key', 'unlock door']];

/**
 * The subtask that each step of a plan serves: the one that the next pick-up, drop, opening or look completes.
 *
 * @returns indices of `subtaskNames`
 */
export function labelSteps(steps: readonly Step[], mission: Mission): number[] {
  const labels = new Array<number>(steps.length);
  let label = subtaskNames.indexOf('go to object');
  for (let k = steps.length - 1; k >= 0; k--) {
    label = completedBy(steps[k]!, mission) ?? label;
    labels[k] = label;
  }
  return labels;
}

/** The subtask that a step completes, an index of `subtaskNames`; null on the way. */
export function completedBy(step: Step, mission: Mission): number | null {
  const name = nameOf(step, mission);
  return name === null ? null : subtaskNames.indexOf(name);
}

function nameOf(step: Step, mission: Mission): Name | null {
  const { situation, action, done } = step;
  const outcome = outcomeOf(step);
  const isProgress = mission.advance(done, outcome) !== done;
  const id = action === Action.drop ? situation.carrying : situation.cells[outcome.front]!;
  const locks = situation.objects().filter((door) => situation.isLocked(door));
  switch (action) {
    case Action.pickup:
      // A key that fits counts as a key even where the mission asks for it.
      if (locks.some((door) => situation.isKeyTo(outcome.situation.carrying, door))) return 'get key';
      return isAskedFor(mission, outcome.situation.carrying) ? 'get object' : 'clear way';
    case Action.drop:
      return isProgress ? 'put object' : 'put down';
    case Action.toggle:
      if (situation.isPortable(id)) return 'open box';
      return situation.isLocked(id) ? 'unlock door' : 'open door';
    default:
      return isProgress ? 'go to object' : null;
  }
}

function isAskedFor({ tasks }: Mission, id: ObjectId): boolean {
  return tasks.some(({ kind, targets }) => (kind === 'pick up' || kind === 'put next') && targets.has(id));
}
