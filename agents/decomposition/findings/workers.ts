import { proportion } from '../../../src/statistics/proportions.ts';
import type { Analysis } from '../analysis.ts';
import type { TurnEnd } from '../switches.ts';
import { counts, countsAsTime, type Finding, tolerance } from './finding.ts';
import { cost, median, named, neverReach, percent, steps } from './wording.ts';

/** Success by which a worker has to fall behind the expert at its own subtask. */
const SHORTFALL = 0.05;
/** Times the expert’s steps from which a worker that achieves its subtask searches rather than knows, and how often it has to. */
const [TIMES, OFTEN] = [3, 0.25];
/** Share of the steps from which a worker does one and the same, if the expert does so less often. */
const CONSTANT = 0.95;

/** Workers that do not do what they are asked to, or end their turns at the wrong time. */
export function workerFindings(analysis: Analysis): Finding[] {
  return joinSwapped([...failingWorkers(analysis), ...endingWorkers(analysis)]);
}

function failingWorkers(analysis: Analysis): Finding[] {
  const { task, success, steps: time, behaviour, tested } = analysis;
  const late = task.subtasks.names.map((_, k) => lateAttempts(analysis, k));
  const failed = behaviour.perfectManager.subtasks.map(({ attempts, achieved }) => attempts - achieved);
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  const losesSuccess = counts(tested.success.workersAlone);
  const losesTime = countsAsTime(analysis, tested.steps.workersAlone, 0.5);
  return task.subtasks.names.flatMap((name, k): Finding[] => {
    const { attempts, achieved } = behaviour.perfectManager.subtasks[k]!;
    const expert = behaviour.expert.subtasks[k]!;
    if (attempts === 0 || expert.attempts === 0) return [];
    const due = expert.achieved / expert.attempts;
    const fails = losesSuccess && proportion(achieved, attempts, tested.level).high < due - SHORTFALL;
    const searches = losesTime && proportion(late[k]!, attempts, tested.level).low > OFTEN;
    if (!fails && !searches) return [];
    const facts = fails
      ? `under a perfect manager it achieves it in ${achieved} of ${attempts} attempts (the expert: ${expert.achieved} of ${expert.attempts})`
      : `under a perfect manager it needs more than ${TIMES} times the expert’s steps in ${late[k]} of ${attempts} attempts, and searches rather than knows the way`;
    const share = fails ? failed[k]! / sum(failed) : 0;
    const shareOfTime = fails ? share : late[k]! / sum(late);
    return [
      {
        level: 'workers',
        subtasks: [name],
        loss: share * success.workers.value,
        steps: shareOfTime * time.workers.value,
        ...whyItFails(analysis, k, facts),
      },
    ];
  });
}

/** Attempts at a subtask under a perfect manager that took a multiple of the expert’s steps, or failed. */
export function lateAttempts({ behaviour, study }: Analysis, k: number): number {
  const { attempts, achieved, durations } = behaviour.perfectManager.subtasks[k]!;
  const most = TIMES * study.pace.steps[k]! + 2;
  return attempts - achieved + durations.filter((steps) => steps > most).length;
}

/** What is wrong with a worker that fails. @param facts how often it does */
function whyItFails(
  { task, behaviour, milestonesWithin, unseen, tested }: Analysis,
  k: number,
  facts: string,
): Pick<Finding, 'kind' | 'sentence'> & Partial<Finding> {
  const { names } = task.subtasks;
  const name = named([names[k]!]);
  const blind = unseen.workers[k]!.filter(({ neededFor }) => neededFor.includes(k));
  if (blind.length > 0) {
    const sentence = `The worker of ${name} does not see what it needs: ${neverReach(blind)} it, though the expert acts on ${blind.length === 1 ? 'it' : 'them'}; ${facts}.`;
    return { kind: 'hidden-object', sentence };
  }
  if (milestonesWithin[k]! >= 2) {
    const sentence = `The subtask ${name} is several in one: the expert reaches ${milestonesWithin[k]} milestones in it, one after another, and its worker cannot tell them apart; ${facts}.`;
    return { kind: 'merged-subtasks', sentence, level: 'split' };
  }
  const { constancy } = behaviour.perfectManager.subtasks[k]!;
  if ((constancy ?? 0) > CONSTANT && (behaviour.expert.subtasks[k]!.constancy ?? 1) < CONSTANT) {
    const sentence = `The worker of ${name} fails: it does one and the same in ${percent(constancy!)} of the steps, whatever it sees; ${facts}.`;
    return { kind: 'failing-worker', sentence };
  }
  const likeness = behaviour.perfectManager.likeness[k]!.map(({ nearer, farther }) =>
    nearer + farther < 10 ? 0 : proportion(nearer, nearer + farther, tested.level).low,
  );
  const other = likeness.indexOf(Math.max(...likeness));
  if (likeness[other]! > 0.6) {
    const { nearer, farther } = behaviour.perfectManager.likeness[k]![other]!;
    const sentence = `The worker of ${name} does the work of ${named([names[other]!])}: where the two differ, it acts as the expert would for the latter in ${percent(nearer / (nearer + farther))} of the steps; ${facts}.`;
    return { kind: 'swapped-workers', sentence, subtasks: [names[k]!, names[other]!] };
  }
  return { kind: 'failing-worker', sentence: `The worker of ${name} fails: ${facts}.` };
}

/** Two workers that do each other’s work are one finding. */
function joinSwapped(found: readonly Finding[]): Finding[] {
  const swapped = found.filter(({ kind }) => kind === 'swapped-workers');
  const pair = swapped.find(({ subtasks: [own, other] }) =>
    swapped.some(({ subtasks: [first, second] }) => first === other && second === own),
  );
  if (pair === undefined) return [...found];
  const [own, other] = pair.subtasks as [string, string];
  const both = swapped.filter(({ subtasks }) => subtasks.includes(own) && subtasks.includes(other));
  const sentence = `The workers of ${named([own, other])} are swapped: each does the work of the other. ${pair.sentence}`;
  const joined = {
    ...pair,
    sentence,
    loss: both.reduce((sum, { loss }) => sum + loss, 0),
    steps: both.reduce((sum, one) => sum + one.steps, 0),
  };
  return [joined, ...found.filter((one) => !both.includes(one))];
}

/** Turns of workers that end themselves, against when the expert would have ended them. */
function endingWorkers(analysis: Analysis): Finding[] {
  const { task, behaviour, success, steps: time, tested, study } = analysis;
  const { turnEnds } = behaviour.learned;
  if (turnEnds.length === 0) return [];
  // A perfect manager does not depend on when turns end.
  const [loss, extra] = [success.perfectManagerWins, time.perfectManagerWins];
  const { success: tests, steps: timeTests } = tested;
  if (!counts(tests.perfectManagerWins) && !countsAsTime(analysis, timeTests.perfectManagerWins)) return [];
  const about = { level: 'workers' as const, loss: Math.max(0, loss.value), steps: extra.value };
  return (['early', 'late'] as const).flatMap((when): Finding[] => {
    const off = task.subtasks.names.map((_, k) => {
      const own = turnEnds.filter(({ subtask }) => subtask === k);
      return mostly(own, (end) => end[when] >= tolerance(study.pace.steps[k]!));
    });
    const subtasks = task.subtasks.names.filter((_, k) => off[k]!.length > 0);
    if (subtasks.length === 0) return [];
    const all = off.flat();
    const ofAll = turnEnds.filter(({ subtask }) => off[subtask]!.length > 0).length;
    const [worker, ends] =
      subtasks.length === 1 ? ['worker', 'ends its turns'] : ['workers', 'end their turns'];
    const than = when === 'early' ? 'before' : 'after';
    const sentence = `The ${worker} of ${named(subtasks)} ${ends} too ${when}: in ${all.length} of ${ofAll} turns, ${steps(median(all.map((end) => end[when])))} ${than} the expert (median); ${cost(loss, extra)}.`;
    return [{ kind: `${when}-termination`, sentence, subtasks, ...about }];
  });
}

/** Those that fit, if they are at least half of all, and enough to say so; else none. */
function mostly(ends: readonly TurnEnd[], fits: (end: TurnEnd) => boolean): readonly TurnEnd[] {
  const fitting = ends.filter(fits);
  if (ends.length === 0) return [];
  return proportion(fitting.length, ends.length).low > 0.4 ? fitting : [];
}
