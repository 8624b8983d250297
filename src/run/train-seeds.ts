import type { Report } from '../report/report.ts';
import { openRunFolder, type RunFolder } from './run-folder.ts';
import { forEachSeed, type SeedsContext } from './seed-threads.ts';
import { readSettings } from './settings.ts';

/**
 * Completes the runs of several seeds, each in a thread, and sums up what they found.
 *
 * @param path folder of the run of all seeds
 * @returns the summary, which the folder then holds, too
 * @throws UsageError when somebody else works on it
 * @throws InterruptedError when stopped by the signal, with everything saved
 * @throws Error naming the first seed that failed, when the others are complete
 */
export async function trainSeeds(path: string, context: SeedsContext = {}): Promise<Report> {
  const folder = openRunFolder(path);
  folder.lock();
  try {
    return await trainMembers(folder, context);
  } finally {
    folder.unlock();
  }
}

async function trainMembers(folder: RunFolder, context: SeedsContext): Promise<Report> {
  const { seeds } = folder.readInfo();
  const { task } = await readSettings(folder);
  const members = seeds.map((seed) => openRunFolder(folder.seedPath(seed)));
  const open = seeds.filter((_, k) => !members[k]!.hasReport);
  // A crash may have come after the report of a seed and before its folder was left.
  for (const member of members.filter(({ hasReport }) => hasReport)) {
    member.lock();
    member.unlock();
  }
  const remedy = `continue with: burstwise train --resume ${folder.path}`;
  const before = seeds.length - open.length;
  if (open.length > 0) await forEachSeed('train', folder, open, undefined, { ...context, remedy, before });
  const report = task.summarise(
    seeds,
    members.map((member) => member.readReport(task.reportSchema)),
  );
  folder.writeReport(report.data);
  return report;
}
