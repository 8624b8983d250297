import { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { type Removal, removalsOf, removeAll } from '../../run/sweep/clean.ts';
import { bytesText } from '../../run/sweep/plan-report.ts';
import { openSweep } from '../../run/sweep/sweep-folder.ts';
import { formatTable, print, printJson } from '../output.ts';

interface CleanOptions {
  readonly keep?: readonly string[];
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function cleanCommand(): Command {
  return new Command('clean')
    .description('list what a sweep does not need, and with --yes remove it; settings and results stay')
    .argument('<folder>', 'the folder of the sweep')
    .option(
      '--keep <which...>',
      '`best 3`: checkpoints and figures of the 3 best points only (default: of all)',
    )
    .option('--yes', 'remove what is listed')
    .option('--json', 'print JSON instead of a table')
    .addHelpText(
      'after',
      `
Examples:
  burstwise sweep clean runs/sweep --keep best 3
  burstwise sweep clean runs/sweep --keep best 3 --yes`,
    )
    .action(clean);
}

async function clean(path: string, { keep, yes = false, json = false }: CleanOptions): Promise<void> {
  const removals = await removalsOf(openSweep(path), bestOf(keep));
  const bytes = removals.reduce((sum, removal) => sum + removal.bytes, 0);
  if (json) printJson({ removals, bytes, removed: yes });
  else list(removals);
  if (yes) removeAll(removals);
  const remedy = yes || removals.length === 0 ? '' : '; remove them with --yes';
  if (!json)
    print(
      `${yes ? 'removed' : 'not needed'}: ${removals.length} files and folders, ${bytesText(bytes)}${remedy}`,
    );
}

function list(removals: readonly Removal[]): void {
  if (removals.length === 0) return;
  const rows = removals.map(({ path, bytes, reason }) => [path, bytesText(bytes), reason]);
  process.stdout.write(`${formatTable({ head: ['file or folder', 'size', 'why'], rows })}\n`);
}

/** The number of points that keep everything. */
function bestOf(keep: readonly string[] | undefined): number | undefined {
  if (keep === undefined) return undefined;
  const count = Number(keep[1]);
  if (keep.length === 2 && keep[0] === 'best' && Number.isInteger(count) && count >= 0) return count;
  throw new UsageError(`--keep: expected e.g. best 3, received ${keep.join(' ')}`);
}
