import { Action, colours, typeIndex } from '../encoding.ts';
import type { Rules } from './rules.ts';
import type { Step, Way } from './search.ts';
import { type Situation, stridesOf } from './situation.ts';

/** Names that a task may give to subtasks, besides "open red door" and the like. */
export type SubtaskName =
  | 'get key'
  | 'get object'
  | 'clear way'
  | 'drop key'
  | 'put object'
  | 'unlock door'
  | 'open door'
  | 'open box'
  | 'pass opening';

/**
 * The subtask that each step of a way serves: the one that the next pick-up, drop or opening completes; after the
 * last of these, the last subtask of the task.
 *
 * @param names of the task's subtasks; a completed subtask has the first fitting name among them, else the last name
 * @returns an index of `names` for each step
 */
export function labelSteps({ steps }: Way, names: readonly string[], rules: Rules): number[] {
  const labels: number[] = new Array(steps.length);
  let label = names.length - 1;
  // The last step leads to the aim, even where it passes an opening.
  for (let k = steps.length - 1; k >= 0; k--) {
    const step = steps[k]!;
    const leads = step.action > Action.forward || k < steps.length - 1;
    if (leads) label = completedBy(step, names, rules) ?? label;
    labels[k] = label;
  }
  return labels;
}

/** The subtask that an action completes; null for an action on the way. */
export function completedBy(
  { situation, pose, action }: Step,
  names: readonly string[],
  rules: Rules,
): number | null {
  const strides = stridesOf(situation.width);
  const front = (pose >> 2) + strides[pose & 3]!;
  if (action <= Action.forward) {
    const label = names.indexOf('pass opening');
    const aside = strides[(pose + 1) & 3]!;
    const passes =
      action === Action.forward && isBarrier(situation, front - aside) && isBarrier(situation, front + aside);
    return label >= 0 && passes ? label : null;
  }
  for (const name of candidates(situation, action, front, rules)) {
    const label = names.indexOf(name);
    if (label >= 0) return label;
  }
  return names.length - 1;
}

function isBarrier(situation: Situation, cell: number): boolean {
  const type = situation.typeOf(situation.cells[cell]!);
  return type === typeIndex.wall || type === typeIndex.lava;
}

function candidates(situation: Situation, action: number, front: number, rules: Rules): readonly string[] {
  const id = action === Action.drop ? situation.carrying : situation.cells[front]!;
  const isKey = situation.typeOf(id) === typeIndex.key;
  switch (action) {
    case Action.pickup:
      if (rules.fitsLock(situation, id)) return ['get key'];
      if (rules.isUseful(situation, id)) return ['get object'];
      return isKey ? ['clear way', 'get key'] : ['clear way'];
    case Action.drop:
      if (rules.isUseful(situation, id) && !isKey) return ['put object'];
      return isKey ? ['drop key', 'put object', 'clear way'] : ['clear way', 'drop key'];
    default: {
      if (situation.typeOf(id) === typeIndex.box) return ['open box', 'get key'];
      const ownName = `open ${colours[situation.colourOf(id)]} door`;
      return situation.isLocked(id)
        ? [ownName, 'unlock door', 'open door']
        : [ownName, 'open door', 'unlock door'];
    }
  }
}
