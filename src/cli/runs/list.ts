import { Command } from 'commander';
import { entryData, listTable } from '../../run/overview/list.ts';
import { formatTable, print, printJson, tell } from '../output.ts';
import { addSelection, type SelectionOptions, selected } from './selection.ts';

interface ListOptions extends SelectionOptions {
  readonly sort?: string;
  readonly columns?: readonly string[];
  readonly eachSeed?: boolean;
  readonly json?: boolean;
}

export function listCommand(): Command {
  return addSelection(new Command('list').description('the runs in folders: what each is and how far it came'))
    .option('--sort <field>', 'by a field, -field for the largest first (default: by time)')
    .option('--columns <fields>', 'further fields to show, e.g. imitation.rounds,labels', namesIn)
    .option('--each-seed', 'a row for each seed of a run of several')
    .option('--json', 'print JSON instead of a table, with all settings and results')
    .addHelpText(
      'after',
      `
Examples:
  burstwise runs list
  burstwise runs list runs/sweep --where state=done --sort -success --columns imitation.rounds
  burstwise runs list runs --where 'began>2026-11-01' --where task~food --last 5

Fields: id, run, path, task, seed, state, completed, success, began, burstwise, sweep, point, each setting and
each result. Their names may be shortened to an ending that no other field has.`,
    )
    .action(list);
}

function list(folders: readonly string[], options: ListOptions): void {
  const { sort, columns = [], eachSeed = false, json = false } = options;
  const runs = selected(folders, options, { sort, bySeed: eachSeed });
  if (json) printJson({ runs: runs.map(entryData) });
  else if (runs.length === 0) tell('no runs there');
  else print(formatTable(listTable(runs, columns)));
}

function namesIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}
