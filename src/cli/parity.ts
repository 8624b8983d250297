import { Command, Option } from 'commander';
import { BurstwiseError } from '../errors.ts';
import type { Kernel } from '../models/burst/population.ts';
import { kernelSchema } from '../models/burst/schema.ts';
import { checkParity } from '../parity/check-parity.ts';
import { parityTable } from '../parity/parity-report.ts';
import { readReference } from '../parity/reference-file.ts';
import { createProgress } from '../process/progress.ts';
import { printReport } from './output.ts';

interface ParityOptions {
  readonly kernel: Kernel;
  readonly json?: boolean;
}

export function parityCommand(): Command {
  const kernels = kernelSchema.unwrap().options;
  return new Command('parity')
    .argument('<file>', 'reference data, e.g. test/fixtures/parity/worker-small.json')
    .addOption(
      new Option('--kernel <name>', 'how the network is computed').choices(kernels).default('event64'),
    )
    .option('--json', 'print JSON instead of a table')
    .action(compareWithReference);
}

function compareWithReference(path: string, { kernel, json }: ParityOptions): void {
  const file = readReference(path);
  const progress = createProgress();
  const { iterations, contexts } = file.parameters;
  progress.start(iterations * contexts, 'presentations');
  const report = checkParity(file, kernel, (completed) => progress.update(completed));
  progress.stop();
  printReport(
    { title: `${path}, kernel ${kernel}`, table: parityTable(report), data: { ...report } },
    json === true,
  );
  if (!report.agreed)
    throw new BurstwiseError(`${path}: the simulation does not agree with the reference data`);
}
