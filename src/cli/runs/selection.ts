import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import type { RunEntry } from '../../run/overview/run-entry.ts';
import { type RunSelection, selectRuns } from '../../run/overview/select.ts';
import { tell } from '../output.ts';
import { positiveNumber, repeatable } from '../settings.ts';

/** Options that choose runs. */
export interface SelectionOptions {
  readonly where: readonly string[];
  readonly last?: number;
}

/** Adds the folders in which runs are looked for, and the options that choose among them. */
export function addSelection(command: Command): Command {
  return command
    .argument('[folder...]', 'folders of runs or sweeps, or folders with such in them (default: runs)')
    .addOption(
      repeatable(
        '--where <condition>',
        'only runs for which this holds, e.g. task=button-food, success>=0.9, imitation.rounds=8; a field, one of = != < <= > >= ~ (contains), and a value; may be repeated',
      ),
    )
    .option('--last <n>', 'only those that began last', positiveNumber);
}

/** The runs that are asked for; says what is left out. */
export function selected(
  folders: readonly string[],
  { where, last }: SelectionOptions,
  further: Pick<RunSelection, 'sort' | 'bySeed' | 'inGivenOrder'> = {},
): readonly RunEntry[] {
  const selection = { folders: folders.length === 0 ? ['runs'] : folders, where, last, ...further };
  return selectRuns(selection, tell);
}

/** @throws UsageError when there are fewer runs than a command needs */
export function requireRuns(runs: readonly RunEntry[], least: number): void {
  if (runs.length >= least) return;
  const expected = least === 1 ? 'a run' : `at least ${least} runs`;
  throw new UsageError(
    `expected ${expected} in the folders, received ${runs.length === 0 ? 'none' : runs.length}; see what there is with: burstwise runs list`,
  );
}
