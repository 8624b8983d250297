import { Command } from 'commander';

export function parityCommand(): Command {
  return new Command('parity').description('PENDING');
}
