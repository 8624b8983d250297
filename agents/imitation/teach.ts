import type { LabelledStep, Lesson, LessonEnd } from '../../src/episodes/lesson.ts';
import type { Agent } from '../agent.ts';

/** How a lesson is taught. */
export interface TeachOptions {
  /** The step of the first label is 0; the others follow at this interval, in environment steps. */
  readonly labelInterval: number;
  /** Whether what is right drives the learners while they perceive, and weights learn from that. */
  readonly teaching?: boolean;
}

/** How a lesson ended, and what it cost. */
export interface Taught extends LessonEnd {
  /** Labels that the learners took. */
  readonly labels: number;
}

/**
 * Teaches an agent one lesson, wherever it comes from: the agent perceives every step, says what it would do, and learns the
 * labels. What was learned counts when the learners conclude: see `Learner.apply`.
 * @throws DivergenceError
 */
export function teach<Observation, Action>(
  agent: Agent<Observation, Action>,
  lesson: Lesson<Observation, Action>,
  { labelInterval, teaching = false }: TeachOptions,
): Taught {
  let labels = 0;
  let step = 0;
  let turn = lesson.next();
  agent.reset(teaching);
  for (; !turn.done; step++) {
    const { observation, subtask, label, inCharge, progress } = turn.value;
    const taught = teaching ? { subtask, action: label(subtask), progress: progress?.(subtask) } : undefined;
    const action = agent.act(observation, { subtask: inCharge, teaching: taught });
    const carriedOut = agent.subtask ?? subtask;
    const due = step % labelInterval === 0;
    // What is right is asked for before the next step, which the expert could not tell from this one any more.
    const right = due ? label(carriedOut) : undefined;
    const nearness = due ? progress?.(carriedOut) : undefined;
    turn = lesson.next(action);
    labels += due
      ? agent.learn(subtask, right as Action, nearness ?? endOf(carriedOut, turn))
      : (agent.learnChoice?.(subtask) ?? 0);
  }
  for (const learner of agent.learners) learner.settle();
  return { ...turn.value, labels };
}

/** The progress of a subtask whose expert does not tell it: 1 in the last step before another one is due, else 0. */
function endOf(subtask: number, next: IteratorResult<LabelledStep<unknown, unknown>, LessonEnd>): number {
  const ended = next.done ? next.value.terminated : next.value.subtask !== subtask;
  return ended ? 1 : 0;
}
