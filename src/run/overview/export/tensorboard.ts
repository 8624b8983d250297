import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileAtomic } from '../../../files/atomic-file.ts';
import { makeFolder } from '../../../files/folders.ts';
import { onDisk, type Purpose } from '../../../files/on-disk.ts';
import type { RunEntry } from '../run-entry.ts';
import type { ExportCounts } from './counts.ts';
import { eventFile } from './event-file.ts';
import { resultScalars, trainingScalars } from './scalars.ts';

const purpose: Purpose = {
  expected: 'to write there',
  forbidden: 'name another folder with --to',
  afterwards: ', and repeat the command',
};

/**
 * Writes an event file for each run, in a folder of the name of the run. A run that is there already, under any name, keeps its
 * file: what is new is appended, as TensorBoard expects while it watches, and nothing is written twice.
 *
 * @throws UsageError where the disk refuses
 */
export function exportTensorBoard(runs: readonly RunEntry[], folder: string): ExportCounts {
  const present = eventFilesIn(folder);
  const counts = { added: 0, extended: 0, unchanged: 0 };
  for (const run of runs) counts[exportRun(run, folder, present)]++;
  return counts;
}

function exportRun(run: RunEntry, folder: string, present: ReadonlyMap<string, string>): keyof ExportCounts {
  const began = Math.floor(Date.parse(run.info.startedAt) / 1000);
  const name = `events.out.tfevents.${began}.burstwise.${run.id}`;
  const path = present.get(run.id) ?? join(folder, run.name, name);
  const results = resultScalars(run);
  const events = [...run.metrics().map(trainingScalars), ...(results === null ? [] : [results])];
  const content = Buffer.from(eventFile(events, began));
  return onDisk(
    path,
    () => {
      const before = existsSync(path) ? readFileSync(path) : null;
      if (before === null) makeFolder(dirname(path));
      else if (before.equals(content)) return 'unchanged';
      else if (content.subarray(0, before.length).equals(before)) {
        appendFileSync(path, content.subarray(before.length));
        return 'extended';
      }
      writeFileAtomic(path, content);
      return before === null ? 'added' : 'extended';
    },
    purpose,
  );
}

/** Event files that an export wrote before, by the id of their run. */
function eventFilesIn(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = onDisk(folder, () => readdirSync(folder, { recursive: true, encoding: 'utf8' }), 'read');
  return new Map(
    files.flatMap((file) => {
      const [, id] = /events\.out\.tfevents\.\d+\.burstwise\.([0-9a-f]+)$/.exec(file) ?? [];
      return id === undefined ? [] : [[id, join(folder, file)] as const];
    }),
  );
}
