import { pauseUnlessStopped } from '../../src/process/pause.ts';
import type { Stoppable } from '../../src/run/examination.ts';
import type { TrainedSplit } from '../decomposition/splits.ts';
import type { LearningSession } from './examined-session.ts';

/** Lets a session learn to its end, or for so many episodes. @throws InterruptedError */
export async function learn(
  session: LearningSession,
  { signal, remedy = 'repeat the command' }: Stoppable = {},
  episodes = Number.POSITIVE_INFINITY,
): Promise<void> {
  while (session.completed < Math.min(episodes, session.total)) {
    session.advance();
    const message = `interrupted while an agent to compare with was trained; ${remedy}`;
    await pauseUnlessStopped(signal, message);
  }
}

/** What a session has learned, and what it was told for that. */
export function trained({ task, agent, counts }: LearningSession): TrainedSplit {
  return { task, agent, labels: counts.managerLabels + counts.workerLabels };
}
