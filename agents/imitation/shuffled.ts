import type { Generator } from 'gymnasium-js';
import type { Lesson } from '../../src/episodes/lesson.ts';

/**
 * Control: a lesson in which the subtasks go by names that are dealt out at random, in each episode anew. The names then carry
 * no information.
 */
export function* shuffled<Observation, Action>(
  lesson: Lesson<Observation, Action>,
  subtasks: number,
  generator: Generator,
): Lesson<Observation, Action> {
  const nameOf = generator.permutation(subtasks) as number[];
  let turn = lesson.next();
  while (!turn.done) {
    const { subtask, label, inCharge, progress, ...step } = turn.value;
    const action: Action = yield {
      ...step,
      subtask: nameOf[subtask]!,
      label: (name) => label(nameOf.indexOf(name)),
      progress: progress && ((name) => progress(nameOf.indexOf(name))),
      inCharge: inCharge === undefined ? undefined : nameOf[inCharge],
    };
    turn = lesson.next(action);
  }
  return turn.value;
}
