import { Command } from 'commander';
import { compareCommand } from './compare.ts';
import { exportCommand } from './export.ts';
import { listCommand } from './list.ts';
import { showCommand } from './show.ts';

export function runsCommand(): Command {
  const command = new Command('runs');
  for (const part of [listCommand, showCommand, compareCommand, exportCommand]) command.addCommand(part());
  return command.addHelpText(
    'after',
    `
Examples:
  burstwise runs list runs --where task=button-food --sort -success
  burstwise runs show runs/button-food-seed1
  burstwise runs compare runs/wide runs/standard
  burstwise runs export runs --to runs.csv`,
  );
}
