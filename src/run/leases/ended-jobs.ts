import type { WorkFolder } from './work-folder.ts';

/** Says of attempts whose jobs have ended that their workers died, which would otherwise be known only after a silence. */
export function closeAttempts(folder: WorkFolder, ids: readonly string[], jobs: readonly string[]): void {
  for (const id of ids) {
    const attempts = folder.attempts(id);
    const latest = attempts.latest();
    if (latest?.state !== 'running' || !jobs.includes(latest.job?.split('_')[0] ?? '')) continue;
    const { number, ...record } = latest;
    attempts.update(number, { ...record, state: 'killed', message: `job ${latest.job} ended` });
  }
}
