import { UsageError } from '../../errors.ts';
import { completeRun, type RunContext } from '../complete-run.ts';
import { continueRun, type Run } from '../open-run.ts';
import { holdsRun } from '../run-folder.ts';
import { resolveSettings } from '../settings.ts';
import { startRun } from '../start-run.ts';
import type { Trial } from '../trainable.ts';
import { configOf, type PlanCode, type PlannedRun } from './plan.ts';
import type { SweepFile } from './sweep-file.ts';
import type { RunResult, SweepFolder } from './sweep-folder.ts';

/** What the runs of a sweep have in common. */
export interface SweepContent {
  readonly folder: SweepFolder;
  readonly file: SweepFile;
  readonly code: PlanCode;
}

/**
 * Does what is left to do of a run: trains it from its latest checkpoint or from the start, evaluates it, plays the layouts that all
 * runs share, and writes down what it found.
 *
 * @throws InterruptedError when stopped by the signal, with everything saved
 * @throws UsageError when settings do not fit, or a module has changed since the sweep was planned
 */
export async function completeSweepRun(
  content: SweepContent,
  planned: PlannedRun,
  context: Pick<RunContext, 'progress' | 'signal'>,
): Promise<void> {
  const { folder, file } = content;
  const path = folder.runPath(planned.id);
  if (!holdsRun(path)) await startPlanned(content, planned, path);
  const run = await continueRun(path);
  const report = await reportOf(run, context);
  folder.writeResult(planned.id, { trial: trialOf(run, file), report });
}

async function startPlanned({ file, code }: SweepContent, planned: PlannedRun, path: string): Promise<void> {
  const source = `point ${planned.point + 1}`;
  const config = configOf(file, planned, source);
  const { task, use } = file;
  const settings = await resolveSettings({ task, config, seed: planned.seed, use });
  for (const { path: module, sha256 } of settings.modules) {
    if (code.modules.some((known) => known.path === module && known.sha256 === sha256)) continue;
    throw new UsageError(
      `${module}: expected the file with which the sweep was planned, received one that has changed; give it its old content back, or plan anew with --new-code`,
    );
  }
  startRun(settings, { out: path, command: `burstwise sweep: ${source}, seed ${planned.seed}` });
}

/** What the evaluation found, now or before a crash. */
async function reportOf(run: Run, context: RunContext): Promise<RunResult['report']> {
  const { folder, task } = run;
  if (!folder.hasReport) return (await completeRun(run, { ...context, jobs: 1 })).report.data;
  folder.unlock();
  return folder.readReport(task.reportSchema);
}

/** Plays the shared layouts with what was trained. */
function trialOf({ session, config }: Run, { layouts }: SweepFile): RunResult['trial'] {
  if (session.trial === undefined) return null;
  const { evaluation } = config as { readonly evaluation?: { readonly episodes: number } };
  const episodes = layouts.episodes ?? evaluation?.episodes ?? 100;
  const { seed, layout } = layouts;
  const { successes, ...trial }: Trial = session.trial({ episodes, seed, layout });
  return {
    episodes,
    seed,
    layout: layout ?? null,
    ...trial,
    successes: successes.map((success) => (success ? '1' : '0')).join(''),
  };
}
