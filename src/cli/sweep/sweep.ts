import { Command } from 'commander';
import { planCommand } from './plan.ts';
import { startCommand } from './start.ts';
import { statusCommand } from './status.ts';
import { stopCommand } from './stop.ts';
import { workCommand } from './work.ts';

export function sweepCommand(): Command {
  const command = new Command('sweep');
  for (const part of [planCommand, startCommand, statusCommand, stopCommand, workCommand])
    command.addCommand(part());
  return command.addHelpText(
    'after',
    `
Examples:
  burstwise sweep plan sweep.yaml
  burstwise sweep start sweep.yaml --jobs 4
  burstwise sweep status runs/sweep`,
  );
}
