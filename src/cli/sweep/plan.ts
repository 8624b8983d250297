import { Command } from 'commander';
import { estimateRun } from '../../run/sweep/estimate.ts';
import { planReport } from '../../run/sweep/plan-report.ts';
import { checkSweep, prepareSweep } from '../../run/sweep/prepare.ts';
import { printReport, tell, tellNotes } from '../output.ts';

interface PlanOptions {
  readonly out?: string;
  readonly newCode?: boolean;
  readonly estimate: boolean;
  readonly json?: boolean;
}

export function planCommand(): Command {
  return new Command('plan')
    .description('check the file of a sweep and say what it will run; nothing is trained')
    .argument('<file>', 'the sweep, in YAML or JSON')
    .option('--out <folder>', 'also make the folder of the sweep, so that `sweep work` can begin')
    .option('--new-code', 'with --out: plan all runs anew with the program of today')
    .option('--no-estimate', 'do not train for a second to judge time and space')
    .option('--json', 'print JSON instead of a table')
    .addHelpText(
      'after',
      `
Example of a file:
  task: button-food
  settings: { imitation: { rounds: 4 } }
  seeds: 1-3
  grid:
    agent.manager.network.neurons: [100, 200]
  random:
    count: 10
    settings:
      agent.workers.network.plasticity.learningRate: { log: [0.1, 100] }
Further axes are zip and list; exclude leaves points out; layouts, measure and halving say how points are compared.
Example:
  burstwise sweep plan sweep.yaml`,
    )
    .action(plan);
}

async function plan(file: string, { out, newCode, estimate, json = false }: PlanOptions): Promise<void> {
  const sweep = await checkSweep(file);
  const report = planReport(sweep, estimate ? await estimateRun(sweep) : null);
  if (out !== undefined) {
    const { notes } = await prepareSweep(sweep, out, { newCode });
    tellNotes(notes);
  }
  printReport(report, json);
  if (out !== undefined) tell(`sweep folder: ${out}`);
}
