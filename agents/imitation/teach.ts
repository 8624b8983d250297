import type { Lesson, LessonEnd } from '../../src/episodes/lesson.ts';
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
    const { observation, subtask, label, inCharge } = turn.value;
    const taught = teaching ? { subtask, action: label(subtask) } : undefined;
    const action = agent.act(observation, { subtask: inCharge, teaching: taught });
    if (step % labelInterval === 0) labels += agent.learn(subtask, label(agent.subtask ?? subtask));
    turn = lesson.next(action);
  }
  for (const learner of agent.learners) learner.settle();
  return { ...turn.value, labels };
}
