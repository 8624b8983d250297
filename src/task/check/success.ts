import type { EpisodeTrace } from '../environment-adapter.ts';
import type { Task } from '../task.ts';
import type { Faults } from './faults.ts';

/** Checks that the expert solves the task in one of the episodes that it played, and that infos tell all milestones. */
export function checkSuccess(task: Task, traces: readonly EpisodeTrace[], faults: Faults): void {
  if (!task.hasExpert || traces.length === 0) return;
  const held = [...new Set(traces.flatMap(({ infos }) => infos.flatMap((info) => Object.keys(info))))];
  const untold = task.milestones.filter((name, k) => !held.includes(name) && isReadFromInfo(task, k));
  for (const name of untold)
    faults.add(
      'milestones',
      `the info of some step to hold "${name}"`,
      held.length === 0 ? 'infos without fields' : `infos with ${held.join(', ')}`,
      'return it with the info, or name a milestone that is there',
    );
  const last = task.milestones.at(-1)!;
  faults.unless(
    untold.includes(last) || traces.some(({ succeeded }) => succeeded),
    'makeExpert',
    `an expert that reaches "${last}"`,
    `none of ${traces.length} episodes in which it did`,
    'mend the expert, or what `achieved` reads',
  );
}

/** Whether a milestone is reached where the info has a field of its name that is true, as `defineTask` has it. */
function isReadFromInfo(task: Task, milestone: number): boolean {
  try {
    const [without, withIt] = [{}, { [task.milestones[milestone]!]: true }].map((info) =>
      task.achieved(info),
    );
    return without![milestone] === false && withIt![milestone] === true;
  } catch {
    return false; // It reads fields that these infos lack.
  }
}
