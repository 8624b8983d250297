import { proportion } from '../../../src/statistics/proportions.ts';
import type { Analysis } from '../analysis.ts';
import type { TurnEnd } from '../switches.ts';
import { counts, type Finding } from './finding.ts';
import { cost, median, named, neverReach, steps } from './wording.ts';

/** Success by which a worker has to fall behind the expert at its own subtask. */
const SHORTFALL = 0.05;

/** Workers that do not do what they are asked to, or end their turns at the wrong time. */
export function workerFindings(analysis: Analysis): Finding[] {
  return [...failingWorkers(analysis), ...endingWorkers(analysis)];
}

function failingWorkers(analysis: Analysis): Finding[] {
  const { task, success, steps: time, behaviour, milestonesWithin, unseen } = analysis;
  const { names } = task.subtasks;
  const failed = behaviour.perfectManager.subtasks.map(({ attempts, achieved }) => attempts - achieved);
  const all = failed.reduce((sum, count) => sum + count, 0);
  return names.flatMap((name, k): Finding[] => {
    const { attempts, achieved } = behaviour.perfectManager.subtasks[k]!;
    const expert = behaviour.expert.subtasks[k]!;
    if (attempts === 0 || expert.attempts === 0) return [];
    const due = expert.achieved / expert.attempts;
    if (proportion(achieved, attempts).high >= due - SHORTFALL || success.workersAlone.low <= 0) return [];
    const share = failed[k]! / all;
    const about = {
      level: 'workers' as const,
      subtasks: [name],
      loss: share * success.workers.value,
      steps: share * time.workers.value,
    };
    const facts = `under a perfect manager it achieves it in ${achieved} of ${attempts} attempts (the expert: ${expert.achieved} of ${expert.attempts})`;
    const blind = unseen.workers[k]!.filter(({ neededFor }) => neededFor.includes(k));
    if (blind.length > 0) {
      const sentence = `The worker of ${named([name])} does not see what it needs: ${neverReach(blind)} it, though the expert acts on ${blind.length === 1 ? 'it' : 'them'}; ${facts}.`;
      return [{ kind: 'hidden-object', sentence, ...about }];
    }
    if (milestonesWithin[k]! >= 2) {
      const sentence = `The subtask ${named([name])} is several in one: the expert reaches ${milestonesWithin[k]} milestones in it, one after another, and its worker cannot tell them apart; ${facts}.`;
      return [{ kind: 'merged-subtasks', sentence, ...about, level: 'split' }];
    }
    const sentence = `The worker of ${named([name])} fails: ${facts}.`;
    return [{ kind: 'failing-worker', sentence, ...about }];
  });
}

/** Turns of workers that end themselves, against when the expert would have ended them. */
function endingWorkers(analysis: Analysis): Finding[] {
  const { task, behaviour, success, steps: time, study } = analysis;
  const { turnEnds } = behaviour.learned;
  if (turnEnds.length === 0) return [];
  // A perfect manager does not depend on when turns end.
  const [loss, extra] = [success.perfectManagerWins, time.perfectManagerWins];
  if (!counts(loss) && !counts(extra, 0.1 * expertSteps(analysis))) return [];
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

/** Steps that are no error yet: a quarter of what the expert takes for a subtask, at least two. */
export function tolerance(usual: number): number {
  return Math.max(2, usual / 4);
}

/** Those that fit, if they are at least half of all, and enough to say so; else none. */
function mostly(ends: readonly TurnEnd[], fits: (end: TurnEnd) => boolean): readonly TurnEnd[] {
  const fitting = ends.filter(fits);
  if (ends.length === 0) return [];
  return proportion(fitting.length, ends.length).low > 0.4 ? fitting : [];
}

/** Mean steps of the expert’s episodes. */
export function expertSteps({ outcomes }: Analysis): number {
  return outcomes.find(({ name }) => name === 'perfect/expert')?.meanSteps ?? 0;
}
