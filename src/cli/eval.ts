import { Command } from 'commander';
import { createProgress } from '../run/progress.ts';
import { printReport, tell } from './output.ts';
import { positiveNumber, wholeNumber } from './settings.ts';
import { openRun } from './train.ts';

interface EvalOptions {
  readonly episodes?: number;
  readonly seed?: number;
  readonly layout?: string;
  readonly subtask?: string;
  readonly json?: boolean;
}

export function evalCommand(): Command {
  return new Command('eval')
    .description('evaluate a trained run on fresh layouts; writes nothing')
    .argument('<run>', 'run folder')
    .option('--episodes <n>', 'fresh layouts of each kind (default: as configured)', positiveNumber)
    .option('--seed <n>', 'names the fresh layouts (default: the seed of the run)', wholeNumber)
    .option('--layout <name>', 'one layout distribution (default: as configured)')
    .option('--subtask <name>', 'let the workers carry out this one subtask all along')
    .option('--json', 'print JSON instead of a table')
    .action(evaluateRun);
}

function evaluateRun(run: string, { json, ...overrides }: EvalOptions): void {
  const { session, task } = openRun(run);
  if (session.completed < session.total) {
    tell(`note: trained for ${session.completed} of ${session.total} ${task.unit} so far`);
  }
  printReport(session.evaluate(createProgress(), overrides), json === true);
}
