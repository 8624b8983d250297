import { type Analysis, outcomeOf } from '../analysis.ts';
import { counts, countsAsTime, type Finding, type Remark } from './finding.ts';
import { wrongTiming } from './timing.ts';
import { cost, named, neverReach, percent, range } from './wording.ts';
import { lateAttempts } from './workers.ts';

/** Managers that choose wrongly, or at the wrong time. */
export function managerFindings(analysis: Analysis): Finding[] {
  const { success, steps: time } = analysis;
  const about = {
    level: 'manager' as const,
    loss: Math.max(0, success.manager.value),
    steps: time.manager.value,
  };
  const blind = blindManager(analysis);
  if (blind !== null) return [{ kind: 'hidden-object', subtasks: [], ...blind, ...about }];
  const merged = loses(analysis) ? neverChosen(analysis) : null;
  if (merged !== null) return [{ ...merged, ...about, loss: Math.max(0, success.total.value) }];
  const wrongTime = wrongTiming(analysis);
  if (wrongTime !== null) return [{ ...wrongTime, ...about }];
  return costly(analysis) ? [{ ...wrongChoice(analysis), ...about }] : [];
}

/** Share of the expert’s steps from which choices that are wrong, rather than late, cost time. */
const HALF = 0.5;

/** Whether the manager’s choices cost success, or much time of the agent’s. Expert workers may do more than asked, and hide it. */
function costly(analysis: Analysis): boolean {
  const { success, steps: time } = analysis.tested;
  if (counts(success.managerAlone) || counts(success.manager)) return true;
  const slow = [time.managerAlone, time.manager].some((loss) => countsAsTime(analysis, loss, HALF));
  return slow && countsAsTime(analysis, time.total, HALF);
}

/** Subtasks that the agent takes for one another, at no cost. */
export function managerRemarks(analysis: Analysis): Remark[] {
  if (loses(analysis)) return [];
  const merged = neverChosen(analysis);
  return merged === null ? [] : [merged];
}

/** Whether the agent loses anything by its choices. */
function loses(analysis: Analysis): boolean {
  const { success, steps: time } = analysis.tested;
  return counts(success.total) || countsAsTime(analysis, time.total, HALF) || costly(analysis);
}

/** A manager to which something is hidden that tells which subtask is due. */
function blindManager(analysis: Analysis): Pick<Finding, 'sentence'> | null {
  const { unseen, success, steps: time, behaviour } = analysis;
  const hidden = unseen.manager.filter(({ tellsSubtask }) => tellsSubtask);
  // A manager that is called when turns end need not see what is due.
  if (hidden.length === 0 || behaviour.learned.endsTurns) return null;
  if (!costly(analysis)) return null;
  const right = percent(agreement(behaviour.expertWorkers.confusion));
  const tells = hidden.length === 1 ? 'it tells' : 'they tell';
  return {
    sentence: `The manager does not see what it needs: ${neverReach(hidden)} it, though ${tells} which subtask is due; its choice is right in ${right} of the steps, and ${cost(success.managerAlone, time.managerAlone)}.`,
  };
}

/** Share of the steps in which a subtask is due that another one takes from it. */
const TAKEN = 0.85;
/** Share of all steps up to which a subtask counts as never carried out. */
const NEVER = 0.02;
/** Share of all steps from which a subtask is always chosen. */
const ALWAYS = 0.98;

/** A subtask that is due, but in whose place another one is carried out nearly always. */
interface Missed {
  readonly k: number;
  readonly other: number;
  /** Share of the steps in which it is due. */
  readonly share: number;
}

function missedOf({ behaviour: { learned, expertWorkers } }: Analysis): Missed[] {
  const all = stepsOf(learned.confusion);
  return learned.subtasks.flatMap(({ steps: carriedOut }, k) => {
    if (carriedOut > NEVER * all) return [];
    // Beside workers that fail for it, the manager sees states that it does not know; with the expert’s workers it knows them.
    const missed = [learned, expertWorkers].flatMap(({ confusion, subtasks }): Missed[] => {
      const { dueSteps } = subtasks[k]!;
      const row = confusion[k]!;
      const other = row.indexOf(Math.max(...row));
      if (dueSteps === 0 || other === k || row[other]! < TAKEN * dueSteps) return [];
      return [{ k, other, share: row[other]! / dueSteps }];
    });
    return missed.slice(0, 1);
  });
}

/** Subtasks that are never carried out: the manager’s fault where their workers could do it, else two are one to the agent. */
function neverChosen(analysis: Analysis): Remark | null {
  const missed = missedOf(analysis);
  const knows = ({ k }: Missed) =>
    2 * lateAttempts(analysis, k) < analysis.behaviour.perfectManager.subtasks[k]!.attempts;
  const able = loses(analysis) ? missed.find(knows) : undefined;
  if (able !== undefined) return notChosen(analysis, able, missed);
  return missed[0] === undefined ? null : takenForOne(analysis, missed[0]);
}

function notChosen(analysis: Analysis, { k, other, share }: Missed, missed: readonly Missed[]): Remark {
  const { task, behaviour, success, steps: time } = analysis;
  const { names } = task.subtasks;
  const [here, there] = [named([names[k]!]), named([names[other]!])];
  const { achieved, attempts } = behaviour.perfectManager.subtasks[k]!;
  const able = `can do it (${achieved} of ${attempts} attempts under a perfect manager)`;
  // Expert workers may do more than they are asked to, and hide what the manager loses.
  const level = success.managerAlone.low > 0 ? 'managerAlone' : 'manager';
  const costs = cost(success[level], time[level]);
  const of = behaviour.learned.subtasks[other]!.steps / stepsOf(behaviour.learned.confusion);
  if (of > ALWAYS) {
    const sentence = `The manager always chooses ${there}, in ${percent(of)} of all steps, whatever is due; where ${here} is, for one, its worker ${able}; ${costs}.`;
    return {
      kind: 'never-chosen',
      sentence,
      subtasks: [...missed.map((one) => names[one.k]!), names[other]!],
    };
  }
  const sentence = `The manager never chooses ${here}: where it is due, it chooses ${there} in ${percent(share)} of the steps, though the worker of ${here} ${able}; ${costs}.`;
  return { kind: 'never-chosen', sentence, subtasks: [names[k]!, names[other]!] };
}

function takenForOne(
  { task, behaviour, success, steps: time }: Analysis,
  { k, other, share }: Missed,
): Remark {
  const { names } = task.subtasks;
  const [here, there] = [named([names[k]!]), named([names[other]!])];
  const { attempts, achieved } = behaviour.learned.subtasks[k]!;
  const asked = behaviour.perfectManager.subtasks[k]!;
  const costs = cost(success.total, time.total);
  const which =
    2 * achieved >= attempts
      ? `: it carries out ${there} in ${percent(share)} of the steps in which ${here} is due, and achieves ${here} by that in ${achieved} of ${attempts} attempts`
      : `, which fails at ${here}: its manager chooses ${there} in ${percent(share)} of the steps in which ${here} is due, and the worker of ${here}, when asked, achieves it in ${asked.achieved} of ${asked.attempts} attempts`;
  const sentence = `${there} and ${here} are one subtask to this agent${which}; ${costs}.`;
  return { kind: 'merged-subtasks', sentence, subtasks: [names[k]!, names[other]!] };
}

/** The choices that are wrong most often. */
function wrongChoice({ task, behaviour, success, steps: time, outcomes }: Analysis): Remark {
  const { names } = task.subtasks;
  const { confusion, subtasks } = behaviour.expertWorkers;
  const errors = confusion.flatMap((row, due) =>
    row.flatMap((count, chosen) => (due === chosen ? [] : [{ due, chosen, count }])),
  );
  const worst = errors.reduce((most, error) => (error.count > most.count ? error : most));
  const of = (name: string) => outcomeOf({ outcomes }, name).success;
  const share = worst.count / Math.max(1, subtasks[worst.due]!.dueSteps);
  return {
    kind: 'wrong-choice',
    subtasks: [names[worst.due]!, names[worst.chosen]!],
    sentence: `The manager chooses wrongly: where ${named([names[worst.due]!])} is due it chooses ${named([names[worst.chosen]!])} in ${percent(share)} of the steps; with the expert’s workers it reaches ${range(of('learned/expert'))}, the expert ${range(of('perfect/expert'))}; ${cost(success.manager, time.manager)}.`,
  };
}

function agreement(confusion: readonly (readonly number[])[]): number {
  return confusion.reduce((sum, row, k) => sum + row[k]!, 0) / Math.max(1, stepsOf(confusion));
}

function stepsOf(confusion: readonly (readonly number[])[]): number {
  return confusion.flat().reduce((sum, count) => sum + count, 0);
}
