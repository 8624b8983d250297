import { Command } from 'commander';
import { openRunFolder } from '../../run/run-folder.ts';
import { entryData } from '../../run/overview/list.ts';
import { showRun } from '../../run/overview/show.ts';
import { selectRuns } from '../../run/overview/select.ts';
import { formatTable, print, printJson, tellNotes } from '../output.ts';
import { addUseOption } from '../settings.ts';

interface ShowOptions {
  readonly json?: boolean;
}

export function showCommand(): Command {
  return addUseOption(new Command('show'))
    .description('one run: its own settings, what it found, and how its training went')
    .argument('<run>', 'a run folder')
    .option('--json', 'print JSON instead of tables, with all settings and what was logged')
    .addHelpText('after', '\nExample:\n  burstwise runs show runs/button-food-seed1')
    .action(show);
}

async function show(path: string, { json = false }: ShowOptions): Promise<void> {
  openRunFolder(path);
  const [run] = selectRuns({ folders: [path] });
  if (json) {
    printJson({ ...entryData(run!), metrics: run!.metrics() });
    return;
  }
  const { tables, notes } = await showRun(run!);
  print(tables.map(({ caption, table }) => `${caption}\n${formatTable(table)}`).join('\n\n'));
  tellNotes(notes);
}
