import { Command } from 'commander';
import { planCommand } from './plan.ts';

export function sweepCommand(): Command {
  return new Command('sweep').addCommand(planCommand()).addHelpText(
    'after',
    `
Examples:
  burstwise sweep plan sweep.yaml`,
  );
}
