import { median } from '../../../src/statistics/median.ts';
import { type Analysis, outcomeOf } from '../analysis.ts';
import { countsAsTime, expertSteps, type Finding } from './finding.ts';
import { named, percent, steps } from './wording.ts';

/** Share of the expert’s steps that an agent which succeeds has to lose before it is slow. */
const SLOW = 1.5;

/** An agent that takes far more time than the expert, for no reason that other rules know. */
export function slowness(analysis: Analysis): Finding[] {
  const { task, behaviour, steps: time, success, tested, outcomes } = analysis;
  if (!countsAsTime(analysis, tested.steps.total, SLOW)) return [];
  const excess = task.subtasks.names.map((_, k) => {
    const [own, expert] = [behaviour.learned, behaviour.expert].map(({ subtasks }) =>
      median(subtasks[k]!.durations),
    );
    return { k, own: own!, expert: expert!, more: own! - expert! };
  });
  const worst = excess.reduce((most, one) => (one.more > most.more ? one : most));
  const name = task.subtasks.names[worst.k]!;
  const own = outcomeOf({ outcomes }, 'learned/learned').meanSteps;
  const share = Math.min(1, Math.max(0, time.manager.value / time.total.value));
  const level = share > 0.5 ? 'manager' : 'workers';
  const who = level === 'manager' ? 'the manager is' : 'the workers are';
  const where =
    worst.more >= 1
      ? ` most of all in ${named([name])} (${steps(worst.own)}, the expert ${worst.expert.toFixed(0)}, medians);`
      : '';
  const sentence = `The agent is slow: it takes ${steps(own)} an episode, the expert ${expertSteps(analysis).toFixed(0)},${where} ${who} at fault for ${percent(level === 'manager' ? share : 1 - share)} of that.`;
  const loss = Math.max(0, success.total.value);
  return [{ kind: 'slow', sentence, level, subtasks: [name], loss, steps: time.total.value }];
}
