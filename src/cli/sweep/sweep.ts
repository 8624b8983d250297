import { Command } from 'commander';
import { archiveCommand } from './archive.ts';
import { cleanCommand } from './clean.ts';
import { planCommand } from './plan.ts';
import { reportCommand } from './report.ts';
import { startCommand } from './start.ts';
import { statusCommand } from './status.ts';
import { stopCommand } from './stop.ts';
import { workCommand } from './work.ts';

/** In the order of a study. */
const parts = [
  ...[planCommand, startCommand, workCommand, statusCommand, stopCommand],
  ...[reportCommand, cleanCommand, archiveCommand],
];

export function sweepCommand(): Command {
  const command = new Command('sweep');
  for (const part of parts) command.addCommand(part());
  return command.addHelpText(
    'after',
    `
Examples:
  burstwise sweep plan sweep.yaml
  burstwise sweep start sweep.yaml --jobs 4
  burstwise sweep status runs/sweep
  burstwise sweep report runs/sweep`,
  );
}
