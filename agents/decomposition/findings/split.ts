import type { Analysis } from '../analysis.ts';
import type { Finding } from './finding.ts';
import { named, range, steps } from './wording.ts';

/** What is wrong with the split into subtasks, whatever agent carries them out. */
export function splitFindings(analysis: Analysis): Finding[] {
  return [...flatIsBetter(analysis), ...unneeded(analysis)];
}

/** An agent without subtasks that does better. */
function flatIsBetter({ flatAdvantage }: Analysis): Finding[] {
  if (flatAdvantage === null || flatAdvantage.low <= 0 || flatAdvantage.value < 0.03) return [];
  const sentence = `The split does not pay: an agent without subtasks, trained with the same settings, succeeds more often, by ${range(flatAdvantage)}.`;
  return [
    {
      kind: 'split-does-not-pay',
      sentence,
      level: 'split',
      subtasks: [],
      loss: flatAdvantage.value,
      steps: 0,
    },
  ];
}

/** Subtasks that never come up, or that the expert can do without. */
function unneeded({ task, behaviour, leftOut, outcomes }: Analysis): Finding[] {
  const { names } = task.subtasks;
  const episodes = outcomes.find(({ name }) => name === 'perfect/expert')?.episodes ?? 0;
  const about = { kind: 'unneeded-subtask', level: 'split' as const, loss: 0, steps: 0 };
  const never = names.filter((_, k) => behaviour.expert.subtasks[k]!.dueSteps === 0);
  const found: Finding[] = names.flatMap((name, k) => {
    const cost = leftOut[k];
    if (cost == null || cost.loss.high > 0 || cost.steps.low > 0) return [];
    const saved = Math.round(-cost.steps.value);
    const time = saved > 0 ? `in ${steps(saved)} less` : 'in no more steps';
    const sentence = `The subtask ${named([name])} is not needed: the expert reaches as much without it, ${time}.`;
    return [{ ...about, sentence, subtasks: [name] }];
  });
  if (never.length > 0) {
    const are = never.length === 1 ? 'is not needed: it was' : 'are not needed: they were';
    const sentence = `${named(never)} ${are} never due in ${episodes} episodes of these layouts.`;
    found.push({ ...about, sentence, subtasks: never });
  }
  return found;
}
