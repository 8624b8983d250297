import { proportion } from '../../../src/statistics/proportions.ts';
import type { Analysis } from '../analysis.ts';
import type { Switch } from '../switches.ts';
import { counts, countsAsTime, type Finding, type Remark, tolerance } from './finding.ts';
import { cost, median, named, neverReach, percent, range, steps } from './wording.ts';
import { lateAttempts } from './workers.ts';

/** Managers that choose wrongly, or at the wrong time. */
export function managerFindings(analysis: Analysis): Finding[] {
  const { success, steps: time, tested } = analysis;
  const about = {
    level: 'manager' as const,
    loss: Math.max(0, success.manager.value),
    steps: time.manager.value,
  };
  const blind = blindManager(analysis);
  if (blind !== null) return [{ kind: 'hidden-object', subtasks: [], ...blind, ...about }];
  const merged = loses(analysis) ? neverChosen(analysis) : null;
  if (merged !== null) return [{ ...merged, ...about, loss: Math.max(0, success.total.value) }];
  const wrongTime = dithering(analysis) ?? wrongTiming(analysis);
  if (wrongTime !== null) return [{ ...wrongTime, ...about }];
  const costly =
    counts(tested.success.managerAlone) ||
    counts(tested.success.manager) ||
    countsAsTime(analysis, tested.steps.managerAlone, 0.5);
  return costly ? [{ ...wrongChoice(analysis), ...about }] : [];
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
  return (
    counts(success.managerAlone) || counts(success.total) || countsAsTime(analysis, time.managerAlone, 0.5)
  );
}

type Words = Pick<Finding, 'kind' | 'sentence' | 'subtasks'>;

/** A manager to which something is hidden that tells which subtask is due. */
function blindManager(analysis: Analysis): Pick<Finding, 'sentence'> | null {
  const { unseen, success, steps: time, tested, behaviour } = analysis;
  const hidden = unseen.manager.filter(({ tellsSubtask }) => tellsSubtask);
  // A manager that is called when turns end need not see what is due.
  if (hidden.length === 0 || behaviour.learned.endsTurns) return null;
  if (!counts(tested.success.managerAlone) && !countsAsTime(analysis, tested.steps.managerAlone, 0.5))
    return null;
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

function missedOf({ behaviour: { learned } }: Analysis): Missed[] {
  const all = stepsOf(learned.confusion);
  return learned.confusion.flatMap((row, k) => {
    const { dueSteps, steps: carriedOut } = learned.subtasks[k]!;
    const other = row.indexOf(Math.max(...row));
    if (dueSteps === 0 || other === k || row[other]! < TAKEN * dueSteps || carriedOut > NEVER * all)
      return [];
    return [{ k, other, share: row[other]! / dueSteps }];
  });
}

/** Subtasks that are never carried out: the manager’s fault where their workers could do it, else two are one to the agent. */
function neverChosen(analysis: Analysis): Words | null {
  const missed = missedOf(analysis);
  const knows = ({ k }: Missed) =>
    2 * lateAttempts(analysis, k) < analysis.behaviour.perfectManager.subtasks[k]!.attempts;
  const able = loses(analysis) ? missed.find(knows) : undefined;
  if (able !== undefined) return notChosen(analysis, able, missed);
  return missed[0] === undefined ? null : takenForOne(analysis, missed[0]);
}

function notChosen(analysis: Analysis, { k, other, share }: Missed, missed: readonly Missed[]): Words {
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
): Words {
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

/** Whether the manager loses success, or time. */
function matters(analysis: Analysis): boolean {
  const { success, steps: time } = analysis.tested;
  return counts(success.manager) || countsAsTime(analysis, time.manager);
}

/** Times the expert’s number of turns from which a manager dithers. */
const DITHERS = 3;
/** How many times as often as the expert, step for step: failed episodes are longer, and have more turns for that. */
const OFTENER = 1.5;

/** A manager that switches to and fro. */
function dithering(analysis: Analysis): Words | null {
  const { task, behaviour, outcomes, success, steps: time } = analysis;
  const [own, expert] = (['learned', 'expert'] as const).map((who) => {
    const name = who === 'learned' ? 'learned/learned' : 'perfect/expert';
    const { episodes } = outcomes.find((outcome) => outcome.name === name)!;
    return behaviour[who].subtasks.reduce((sum, { turns }) => sum + turns, 0) / episodes;
  }) as [number, number];
  const perStep = (turns: number, name: string) =>
    turns / outcomes.find((outcome) => outcome.name === name)!.meanSteps;
  const rate = perStep(own, 'learned/learned') / perStep(expert, 'perfect/expert');
  if (!matters(analysis) || own < DITHERS * expert || rate < OFTENER) return null;
  const most = Math.max(...behaviour.learned.subtasks.map(({ turns }) => turns));
  const between = task.subtasks.names.filter((_, k) => 2 * behaviour.learned.subtasks[k]!.turns > most);
  const sentence = `The manager dithers: it takes ${own.toFixed(0)} turns an episode, the expert ${expert.toFixed(0)}, most of all between ${named(between)}; ${cost(success.manager, time.manager)}.`;
  return { kind: 'dithering', sentence, subtasks: between };
}

/** Switches that come too late or too early, in the median over a kind of transition. */
function wrongTiming(analysis: Analysis): Words | null {
  const { task, study, behaviour, success, steps: time } = analysis;
  // Where workers end their turns by themselves, the manager switches when they let it.
  if (!matters(analysis) || behaviour.learned.endsTurns) return null;
  const { switches } = behaviour.learned;
  const known = (each: Switch) => each.latency ?? each.due;
  const offBy = (each: Switch, sign: 1 | -1) =>
    sign * known(each) >= tolerance(study.pace.steps[each.before] ?? 0);
  for (const sign of [1, -1] as const) {
    const off = switches.filter((each) => offBy(each, sign));
    if (switches.length < 5 || proportion(off.length, switches.length).low <= 0.4) continue;
    const late = median(off.map((each) => Math.abs(known(each))));
    const to = [...new Set(off.map(({ after }) => task.subtasks.names[after]!))];
    const word = sign > 0 ? 'late' : 'early';
    const sentence = `The manager switches too ${word}: to ${named(to)} ${steps(late)} ${sign > 0 ? 'after' : 'before'} the expert (median of ${off.length} switches, ${percent(off.length / switches.length)} of all); ${cost(success.manager, time.manager)}.`;
    return { kind: `${word}-switch`, sentence, subtasks: to };
  }
  return null;
}

/** The choices that are wrong most often. */
function wrongChoice({ task, behaviour, success, steps: time, outcomes }: Analysis): Words {
  const { names } = task.subtasks;
  const { confusion, subtasks } = behaviour.expertWorkers;
  const errors = confusion.flatMap((row, due) =>
    row.flatMap((count, chosen) => (due === chosen ? [] : [{ due, chosen, count }])),
  );
  const worst = errors.reduce((most, error) => (error.count > most.count ? error : most));
  const of = (name: string) => outcomes.find((outcome) => outcome.name === name)!.success;
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
