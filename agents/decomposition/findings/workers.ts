import { median } from '../../../src/statistics/median.ts';
import { proportion } from '../../../src/statistics/proportions.ts';
import { type Analysis, outcomeOf } from '../analysis.ts';
import type { TurnEnd } from '../switches.ts';
import { succeeded } from '../trace.ts';
import { counts, countsAsTime, type Finding, type Remark, tolerance } from './finding.ts';
import { cost, named, neverReach, percent, range, steps } from './wording.ts';

/** Success by which a worker has to fall behind the expert at its own subtask. */
const SHORTFALL = 0.05;
/** Times the expert’s steps from which a worker that achieves its subtask searches rather than knows, and how often it has to. */
const [TIMES, OFTEN] = [3, 0.25];
/** Share of the steps from which a worker does one and the same, if the expert does so less often. */
const CONSTANT = 0.95;

/** Workers that do not do what they are asked to, or end their turns at the wrong time. */
export function workerFindings(analysis: Analysis): Finding[] {
  const failing = failingWorkers(analysis);
  const found = failing.length > 0 ? failing : failingTogether(analysis);
  return joinSwapped([...found, ...endingWorkers(analysis)]);
}

function failingWorkers(analysis: Analysis): Finding[] {
  const { task, success, steps: time, behaviour, tested } = analysis;
  const late = task.subtasks.names.map((_, k) => lateAttempts(analysis, k));
  const failed = behaviour.perfectManager.subtasks.map(({ attempts, achieved }) => attempts - achieved);
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  const losesSuccess = counts(tested.success.workersAlone);
  // Where the agent itself loses no time, its manager knows better than to ask these workers.
  const losesTime = [tested.steps.workersAlone, tested.steps.total].every((loss) =>
    countsAsTime(analysis, loss, 0.5),
  );
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

/** Workers that lose success between them, though none fails at its own subtask so often that it could be told. */
function failingTogether({ task, study, outcomes, success, steps: time, tested }: Analysis): Finding[] {
  if (!counts(tested.success.workersAlone)) return [];
  const failed = (study.traces.get('perfect/learned') ?? []).filter((trace) => !succeeded(trace));
  const ends = task.subtasks.names.map((_, k) => failed.filter(({ due }) => due?.at(-1) === k).length);
  const most = Math.max(...ends);
  const name = task.subtasks.names[ends.indexOf(most)]!;
  const of = (cast: string) => outcomeOf({ outcomes }, cast).success;
  const sentence = `The workers fail: under a perfect manager they reach ${range(of('perfect/learned'))}, the expert ${range(of('perfect/expert'))}; ${most} of ${failed.length} failures end in ${named([name])}.`;
  const loss = Math.max(0, success.workers.value);
  return [
    {
      kind: 'failing-worker',
      sentence,
      level: 'workers',
      subtasks: [name],
      loss,
      steps: time.workers.value,
    },
  ];
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
  const { success, steps: time, tested } = analysis;
  // A perfect manager does not depend on when turns end.
  const losesSuccess = counts(tested.success.perfectManagerWins);
  if (!losesSuccess && !losesTurnsTime(analysis)) return [];
  const about = {
    level: 'workers' as const,
    loss: Math.max(0, success.perfectManagerWins.value),
    steps: time.perfectManagerWins.value,
  };
  // Workers have to be sure: to end late costs steps alone, to end early may cost the episode.
  const late = losesSuccess ? tolerance : (usual: number) => Math.max(2, usual);
  return [...turnsOff(analysis, 'early', tolerance), ...turnsOff(analysis, 'late', late)].map((words) => ({
    ...words,
    ...about,
  }));
}

/** Workers that end their turns late, which costs but some steps. */
export function workerRemarks(analysis: Analysis): Remark[] {
  const found = endingWorkers(analysis).length > 0 || counts(analysis.tested.success.perfectManagerWins);
  return found || !losesTurnsTime(analysis) ? [] : turnsOff(analysis, 'late', tolerance);
}

function losesTurnsTime(analysis: Analysis): boolean {
  return countsAsTime(analysis, analysis.tested.steps.perfectManagerWins);
}

/** The workers most of whose turns end early or late. @param least steps that are an error, by the expert’s usual steps */
function turnsOff(
  { task, behaviour, success, steps: time, study }: Analysis,
  when: 'early' | 'late',
  least: (usual: number) => number,
): Remark[] {
  const { names } = task.subtasks;
  const { turnEnds } = behaviour.learned;
  const off = names.map((_, k) => {
    const own = turnEnds.filter(({ subtask }) => subtask === k);
    return mostly(own, (end) => end[when] >= least(study.pace.steps[k]!));
  });
  const subtasks = names.filter((_, k) => off[k]!.length > 0);
  if (subtasks.length === 0) return [];
  const all = off.flat();
  const ofAll = turnEnds.filter(({ subtask }) => off[subtask]!.length > 0).length;
  const who = subtasks.length === 1 ? 'worker' : 'workers';
  const ends = subtasks.length === 1 ? 'ends its turns' : 'end their turns';
  const than = when === 'early' ? 'before' : 'after';
  const unended = all.filter(({ ended }) => !ended).length;
  if (2 * unended > all.length) {
    const never = subtasks.length === 1 ? 'does not end its turns' : 'do not end their turns';
    const sentence = `The ${who} of ${named(subtasks)} ${never} when done: in ${unended} of ${ofAll} turns, ${steps(median(all.map((end) => end.late)))} later the episode is over (median); ${cost(success.perfectManagerWins, time.perfectManagerWins)}.`;
    return [{ kind: 'late-termination', sentence, subtasks }];
  }
  const sentence = `The ${who} of ${named(subtasks)} ${ends} too ${when}: in ${all.length} of ${ofAll} turns, ${steps(median(all.map((end) => end[when])))} ${than} the expert (median); ${cost(success.perfectManagerWins, time.perfectManagerWins)}.`;
  return [{ kind: `${when}-termination`, sentence, subtasks }];
}

/** Those that fit, if they are at least half of all, and enough to say so; else none. */
function mostly(ends: readonly TurnEnd[], fits: (end: TurnEnd) => boolean): readonly TurnEnd[] {
  const fitting = ends.filter(fits);
  if (ends.length === 0) return [];
  return proportion(fitting.length, ends.length).low > 0.4 ? fitting : [];
}
