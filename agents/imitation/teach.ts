import type { LabelledStep, Lesson, LessonEnd } from '../../src/episodes/lesson.ts';
import type { Agent, Correction } from '../agent.ts';
import { addLabels, type LabelCounts, labelsOfBoth, noLabels } from './label-counts.ts';

/** Steps of a lesson, `to` excluded. */
export interface Stretch {
  /** First step, from 0. */
  readonly from: number;
  /** The step after the last one. */
  readonly to: number;
}

/** How a lesson is taught. */
export interface TeachOptions<Action = unknown> {
  /** The step of the first label is 0; the others follow at this interval, in environment steps. */
  readonly labelInterval: number;
  /** Whether what is right drives the learners while they perceive, and weights learn from that. */
  readonly teaching?: boolean;
  /** Labels of manager and workers that may be given, each counted; no limit if not given. */
  readonly allowance?: number;
  /** Where workers are corrected: where their subtask is due, or in one stretch; in every labelled step if not given. */
  readonly corrects?: 'right-choices' | Stretch | undefined;
  /** Is told what the agent would have done in a labelled step, and what would have been right for its subtask. */
  readonly compare?: ((own: Action, right: Action) => void) | undefined;
}

/** How a lesson ended, and what it cost. */
export interface Taught extends LessonEnd, LabelCounts {}

/**
 * Teaches an agent one lesson, wherever it comes from: the agent perceives every step, says what it would do, and learns the
 * labels. What was learned counts when the learners conclude: see `Learner.apply`.
 * @throws DivergenceError
 */
export function teach<Observation, Action>(
  agent: Agent<Observation, Action>,
  lesson: Lesson<Observation, Action>,
  {
    labelInterval,
    teaching = false,
    allowance = Number.POSITIVE_INFINITY,
    corrects,
    compare,
  }: TeachOptions<Action>,
): Taught {
  let counts = noLabels;
  let turn = lesson.next();
  // The step of the latest label of a choice.
  let choiceLabelled = Number.NEGATIVE_INFINITY;
  agent.reset(teaching);
  for (let step = 0; !turn.done; step++) {
    const { observation, subtask, label, inCharge, progress } = turn.value;
    const left = allowance - labelsOfBoth(counts);
    const taught =
      teaching && left > 0 ? { subtask, action: label(subtask), progress: progress?.(subtask) } : undefined;
    const action = agent.act(observation, { subtask: inCharge, teaching: taught });
    const carriedOut = agent.subtask ?? subtask;
    const due = step % labelInterval === 0 && left > 0;
    const corrected = due && (corrects === undefined || correctsIn(corrects, step, carriedOut === subtask));
    // What is right is asked for before the next step, which the expert could not tell from this one any more.
    const right = corrected ? label(carriedOut) : undefined;
    const nearness = corrected ? progress?.(carriedOut) : undefined;
    if (corrected) compare?.(action, right as Action);
    turn = lesson.next(action);
    // A manager that calls in quick succession, as where it calls what is over, asks the same again.
    const asks = left > 0 && step - choiceLabelled >= labelInterval;
    if (!due && !(asks && agent.choicesAreLabelled)) continue;
    const given = agent.learn({
      // The last label that may be given is the worker's.
      subtask: asks && (left > 1 || !corrected) ? subtask : undefined,
      action: right,
      progress: corrected ? (nearness ?? endOf(carriedOut, turn)) : undefined,
    } satisfies Correction<Action>);
    // Whether the subtask is right follows from the manager's label, where there is one; else it is asked for.
    const inspections = due && corrects === 'right-choices' && given.managerLabels === 0 ? 1 : 0;
    if (given.managerLabels > 0) choiceLabelled = step;
    counts = addLabels(counts, { ...given, inspections });
  }
  for (const learner of agent.learners) learner.settle();
  return { ...turn.value, ...counts };
}

function correctsIn(corrects: 'right-choices' | Stretch, step: number, isRight: boolean): boolean {
  return corrects === 'right-choices' ? isRight : step >= corrects.from && step < corrects.to;
}

/** The progress of a subtask whose expert does not tell it: 1 in the last step before another one is due, else 0. */
function endOf(subtask: number, next: IteratorResult<LabelledStep<unknown, unknown>, LessonEnd>): number {
  const ended = next.done ? next.value.terminated : next.value.subtask !== subtask;
  return ended ? 1 : 0;
}
