import type { Lesson, LessonEnd } from '../../src/episodes/lesson.ts';
import type { Agent } from '../agent.ts';
import type { Stretch } from './teach.ts';

/** What an expert found in an episode. */
export interface Inspected extends LessonEnd {
  /** Whether the task was done. */
  readonly passed: boolean;
  /** The first segment whose worker failed after choices that were all right; null where there is none. */
  readonly failed: Stretch | null;
  /** Verdicts that this took. */
  readonly inspections: number;
}

/** The stretch in which an agent carries out one subtask. */
interface Segment extends Stretch {
  readonly subtask: number | null;
  /** Whether the subtask was due when it was chosen. */
  readonly rightChoice: boolean;
  /** Whether another subtask was due afterwards, or the task was done. */
  readonly succeeded: boolean;
}

/**
 * Lets an agent play a lesson without learning from it, and inspects it as in Le et al. 2018, algorithm 2: the whole episode;
 * if that fails, one segment after another, as long as the choices are right, up to the first that fails.
 * @throws DivergenceError
 */
export function inspect<Observation, Action>(
  agent: Agent<Observation, Action>,
  lesson: Lesson<Observation, Action>,
): Inspected {
  const { end, segments } = play(agent, lesson);
  const passed = end.achieved.at(-1) === true;
  if (passed) return { ...end, passed, failed: null, inspections: 1 };
  const wrong = segments.findIndex(({ rightChoice }) => !rightChoice);
  const judged = wrong < 0 ? segments : segments.slice(0, wrong);
  const failed = judged.findIndex(({ succeeded }) => !succeeded);
  const inspected = failed < 0 ? judged.length : failed + 1;
  return { ...end, passed, failed: judged[failed] ?? null, inspections: 1 + inspected };
}

/** Plays a lesson; the segments of an agent that knows no subtasks are one. */
function play<Observation, Action>(agent: Agent<Observation, Action>, lesson: Lesson<Observation, Action>) {
  const segments: Segment[] = [];
  let begun: { from: number; subtask: number | null; rightChoice: boolean } | null = null;
  let turn = lesson.next();
  agent.reset();
  for (let step = 0; !turn.done; step++) {
    const { observation, subtask, inCharge } = turn.value;
    const action = agent.act(observation, { subtask: inCharge });
    if (begun === null || begun.subtask !== agent.subtask) {
      if (begun !== null) segments.push({ ...begun, to: step, succeeded: begun.subtask !== subtask });
      begun = {
        from: step,
        subtask: agent.subtask,
        rightChoice: agent.subtask === null || agent.subtask === subtask,
      };
    }
    turn = lesson.next(action);
    if (turn.done && begun !== null)
      segments.push({ ...begun, to: step + 1, succeeded: turn.value.achieved.at(-1) === true });
  }
  return { end: turn.value, segments };
}
