import type { Analysis } from '../analysis.ts';
import { counts, expertSteps, type Finding, type Remark } from './finding.ts';
import { named, range, steps } from './wording.ts';

/** What is wrong with the split into subtasks, whatever agent carries them out. */
export function splitFindings(analysis: Analysis): Finding[] {
  return [...flatIsBetter(analysis), ...hindering(analysis)];
}

/** An agent without subtasks that does better. */
function flatIsBetter({ flatAdvantage, tested }: Analysis): Finding[] {
  if (flatAdvantage === null || tested.flatAdvantage === null || !counts(tested.flatAdvantage)) return [];
  const sentence = `The split does not pay: an agent without subtasks, trained with the same settings, succeeds more often, by ${range(flatAdvantage)}.`;
  const about = { level: 'split' as const, subtasks: [], loss: flatAdvantage.value, steps: 0 };
  return [{ kind: 'split-does-not-pay', sentence, ...about }];
}

/** Share of the expert’s steps that leaving a subtask out has to save before it is at fault. */
const SAVED = 0.05;

/** Subtasks without which the expert reaches as much in fewer steps. */
function hindering(analysis: Analysis): Finding[] {
  const { names } = analysis.task.subtasks;
  return names.flatMap((name, k): Finding[] => {
    const saved = savedWithout(analysis, k);
    if (saved === null || saved < SAVED * expertSteps(analysis)) return [];
    const sentence = `The subtask ${named([name])} is not needed: the expert reaches as much without it, in ${steps(saved)} less.`;
    return [{ kind: 'unneeded-subtask', sentence, level: 'split', subtasks: [name], loss: 0, steps: saved }];
  });
}

/** Steps that the expert saves without a subtask, 0 where that cannot be told; null where it needs it. */
function savedWithout({ leftOut }: Analysis, k: number): number | null {
  const cost = leftOut[k];
  if (cost == null || cost.loss.high > 0 || cost.steps.low > 0) return null;
  return cost.steps.high < 0 ? -cost.steps.value : 0;
}

/** Up to so many subtasks are named. */
const NAMED = 3;

/** Subtasks that are idle, at no cost: those that never come up, and those that the expert can do without. */
export function splitRemarks(analysis: Analysis): Remark[] {
  const { task, behaviour, outcomes } = analysis;
  const { names } = task.subtasks;
  const episodes = outcomes.find(({ name }) => name === 'perfect/expert')?.episodes ?? 0;
  const never = names.filter((_, k) => behaviour.expert.subtasks[k]!.dueSteps === 0);
  const idle = names.filter((_, k) => {
    const saved = savedWithout(analysis, k);
    return saved !== null && saved < SAVED * expertSteps(analysis);
  });
  const kind = 'unneeded-subtask';
  const remarks: Remark[] = [];
  if (never.length > 0) {
    const few = never.length <= NAMED;
    const which = few
      ? `the subtask${never.length === 1 ? '' : 's'} ${named(never)}`
      : `${never.length} of the ${names.length} subtasks`;
    const list = few ? '' : `: ${named(never)}`;
    remarks.push({
      kind,
      sentence: `These layouts do not need ${which}, never due in ${episodes} episodes${list}.`,
      subtasks: never,
    });
  }
  if (idle.length > 0) {
    const sentence = `The expert reaches as much without ${named(idle)}, in as many steps.`;
    remarks.push({ kind, sentence, subtasks: idle });
  }
  return remarks;
}
