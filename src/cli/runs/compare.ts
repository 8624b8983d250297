import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { quoted } from '../../process/quoted.ts';
import type { RunEntry } from '../../run/overview/run-entry.ts';
import { differencesOf, differencesTable } from '../../run/overview/differences.ts';
import { addPlayOptions, type PlayOptions, playRuns } from '../compare-runs.ts';
import { formatTable, print, printJson } from '../output.ts';
import { addSelection, requireRuns, type SelectionOptions, selected } from './selection.ts';

interface CompareOptions extends SelectionOptions, PlayOptions {
  readonly play?: boolean;
}

export function compareCommand(): Command {
  const command = addSelection(
    new Command('compare').description(
      'runs side by side: the settings in which they differ and what each has found; with --play, on the same fresh layouts',
    ),
  ).option('--play', 'let them play the same fresh layouts and compare them in pairs, as compare-runs does');
  return addPlayOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  burstwise runs compare runs/wide runs/standard
  burstwise runs compare runs/wide runs/standard --play --episodes 1000

Without --play it only reads: numbers of runs with other layouts or other numbers of episodes do not compare.
--episodes, --seed, --layout, --out and --jobs need --play.`,
    )
    .action(compare);
}

async function compare(folders: readonly string[], options: CompareOptions): Promise<void> {
  if (options.play) {
    const isNamed = folders.some((folder) => folder.includes('=') && !existsSync(folder));
    await playRuns(isNamed ? folders : chosen(folders, options).map(({ path }) => path), options);
    return;
  }
  const needless = (['episodes', 'seed', 'layout', 'out'] as const).find((name) => options[name] !== undefined);
  if (needless !== undefined)
    throw new UsageError(`--${needless}: expected --play beside it, received none; add --play`);
  const runs = chosen(folders, options);
  const differences = differencesOf(runs);
  const { settings, notShared, results } = differences;
  if (options.json) {
    const named = runs.map(({ id, path, name }) => ({ id, path, name }));
    printJson({ runs: named, settings, notShared, results });
    return;
  }
  print(formatTable(differencesTable(differences)));
  if (notShared.length > 0) print(notSharedText(notShared));
  const [first, second] = runs as [RunEntry, RunEntry];
  if (first.success !== null && first.info.task === second.info.task)
    print(`in pairs, on the same layouts: burstwise runs compare --play ${quoted(first.path)} ${quoted(second.path)}`);
}

/** Settings that have no row. */
function notSharedText(names: readonly string[]): string {
  const count = names.length === 1 ? '1 setting that only some of the runs have is' : `${names.length} settings that only some of the runs have are`;
  return `${count} left out: ${names.slice(0, MOST_NAMES).join(', ')}${names.length > MOST_NAMES ? ', …; --json names them all' : ''}`;
}

const MOST_NAMES = 3;

/** At least two runs, in the order in which their folders are given. */
function chosen(folders: readonly string[], options: SelectionOptions): readonly RunEntry[] {
  const runs = selected(folders, options, { inGivenOrder: true });
  requireRuns(runs, 2);
  return runs;
}
