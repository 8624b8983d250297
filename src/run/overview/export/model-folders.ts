import { cpSync, existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '../../../errors.ts';
import { isInTheMaking, writeFileAtomic } from '../../../files/atomic-file.ts';
import { isLockFile } from '../../../files/folder-lock.ts';
import { makeFolder } from '../../../files/folders.ts';
import { onDisk } from '../../../files/on-disk.ts';
import type { RunEntry } from '../run-entry.ts';
import type { ExportCounts } from './counts.ts';
import { CARD_MARK, type CardOptions, modelCard } from './model-card.ts';

const NAME = 'README.md';

/**
 * Makes a folder for each run that can be uploaded to the Hugging Face Hub as it is: the files of the run, which every command
 * reads, and a model card. A card bears the checksums of its weights; one that somebody has made his own is never overwritten.
 *
 * @throws UsageError when a run is not complete, a card is not ours, or the disk refuses; before anything is written where a run or card is at fault
 */
export async function exportModels(
  runs: readonly RunEntry[],
  to: string,
  options: CardOptions,
): Promise<ExportCounts> {
  const models = await Promise.all(
    runs.map(async (run) => {
      const folder = join(to, run.name.replaceAll('/', '-'));
      requireComplete(run, folder);
      return { run, folder, known: knownCard(folder), card: await modelCard(run, options) };
    }),
  );
  const counts = { added: 0, extended: 0, unchanged: 0 };
  for (const { run, folder, known, card } of models) {
    onDisk(
      folder,
      () => {
        makeFolder(folder);
        cpSync(run.path, folder, { recursive: true, filter: belongs });
        writeFileAtomic(join(folder, NAME), card);
      },
      'writeFile',
    );
    counts[known === null ? 'added' : known === card ? 'unchanged' : 'extended']++;
  }
  return counts;
}

function requireComplete({ state, name, path }: RunEntry, folder: string): void {
  if (state !== 'done')
    throw new UsageError(
      `${name}: expected a complete run, received one that is ${state}; complete it, or leave it out with --where state=done`,
    );
  if (resolve(path) === resolve(folder))
    throw new UsageError(`${folder}: expected another folder than that of the run; name one with --to`);
}

/** The card that is there; null where there is none. */
function knownCard(folder: string): string | null {
  const path = join(folder, NAME);
  if (!existsSync(path)) return null;
  const card = onDisk(path, () => readFileSync(path, 'utf8'), 'read');
  if (card.includes(CARD_MARK)) return card;
  throw new UsageError(
    `${path}: expected no card, or one that this command wrote, received one without the line that says so; name another folder with --to, or move the card away`,
  );
}

/** Whether a file belongs to a run that is at rest. */
function belongs(path: string): boolean {
  const name = basename(path);
  return !isLockFile(name) && !isInTheMaking(name);
}
