import { proportion } from '../../../src/statistics/proportions.ts';
import type { Analysis } from '../analysis.ts';
import { counts, expertSteps, type Finding, type Remark } from './finding.ts';
import { named, range, steps } from './wording.ts';

/** An agent without subtasks that does better. */
export function flatIsBetter({ flatAdvantage, tested }: Analysis): Finding[] {
  if (flatAdvantage === null || tested.flatAdvantage === null || !counts(tested.flatAdvantage)) return [];
  const sentence = `The split does not pay: an agent without subtasks, trained with the same settings, succeeds more often, by ${range(flatAdvantage)}.`;
  const about = { level: 'split' as const, subtasks: [], loss: flatAdvantage.value, steps: 0 };
  return [{ kind: 'split-does-not-pay', sentence, ...about }];
}

/** Unneeded subtasks. They cost no success, and are a fault of the split all the same, whatever agent carries them out. */
export function unneededSubtasks(analysis: Analysis): Finding[] {
  return [...hindering(analysis), ...(isShared(analysis) ? [] : neverDue(analysis))];
}

/** Subtasks that are idle at no cost: those that only other levels need, and those that the expert can do without. */
export function splitRemarks(analysis: Analysis): Remark[] {
  return [...(isShared(analysis) ? neverDue(analysis) : []), ...idle(analysis)];
}

function isShared({ task }: Analysis): boolean {
  return task.subtasks.shared === true;
}

/** Share of the expert’s steps that leaving a subtask out has to save before the subtask is at fault. */
const SAVED = 0.05;

/** Subtasks without which the expert reaches as much in fewer steps. */
function hindering(analysis: Analysis): Finding[] {
  const { names } = analysis.task.subtasks;
  return names.flatMap((name, k): Finding[] => {
    const saved = savedWithout(analysis, k);
    if (saved === null || saved < SAVED * expertSteps(analysis)) return [];
    const why = `the expert reaches as much without it, in ${steps(saved)} less`;
    return [{ ...unneeded(theSubtasks([name]), [name], why), steps: saved }];
  });
}

/** Subtasks without which the expert reaches as much in as many steps. They may still make learning easier. */
function idle(analysis: Analysis): Remark[] {
  const subtasks = analysis.task.subtasks.names.filter((_, k) => {
    const saved = savedWithout(analysis, k);
    return saved !== null && saved < SAVED * expertSteps(analysis);
  });
  if (subtasks.length === 0) return [];
  const sentence = `The expert reaches as much without ${named(subtasks)}, in as many steps.`;
  return [{ kind: UNNEEDED, sentence, subtasks }];
}

/** Steps that the expert saves without a subtask, 0 where that cannot be told; null where it needs it. */
function savedWithout({ leftOut }: Analysis, k: number): number | null {
  const cost = leftOut[k];
  if (cost == null || cost.loss.high > 0 || cost.steps.low > 0) return null;
  return cost.steps.high < 0 ? -cost.steps.value : 0;
}

/** Share of all episodes that may need a subtask which never came up, at 95 %, from which nothing is said of it. */
const RARE = 0.1;
/** Up to so many subtasks are named at once. */
const NAMED = 3;

/** Subtasks that never came up. */
function neverDue({ task, behaviour, outcomes }: Analysis): Finding[] {
  const { names } = task.subtasks;
  const episodes = outcomes.find(({ name }) => name === 'perfect/expert')?.episodes ?? 0;
  const never = names.filter((_, k) => behaviour.expert.subtasks[k]!.dueSteps === 0);
  if (never.length === 0 || proportion(0, episodes).high >= RARE) return [];
  const why = `never due in ${episodes} episodes`;
  return never.length <= NAMED
    ? [unneeded(theSubtasks(never), never, why)]
    : [unneeded(`${never.length} of the ${names.length} subtasks`, never, `${why}: ${named(never)}`)];
}

const UNNEEDED = 'unneeded-subtask';

function unneeded(which: string, subtasks: readonly string[], why: string): Finding {
  const verb = subtasks.length === 1 ? 'is' : 'are';
  const sentence = `${which} ${verb} not needed here: ${why}.`;
  return { kind: UNNEEDED, sentence, level: 'split', subtasks, loss: 0, steps: 0 };
}

function theSubtasks(names: readonly string[]): string {
  return `The subtask${names.length === 1 ? '' : 's'} ${named(names)}`;
}
