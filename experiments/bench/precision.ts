import { fileURLToPath } from 'node:url';
import { formatTable, printJson } from '../../src/cli/output.ts';
import { loadConfigFile } from '../../src/config/config-file.ts';
import { experimentOptions } from '../harness/options.ts';
import { pairedErrors } from './paired-errors.ts';

/** Whether float32 recalls as well as float64: final errors of the published store & recall, seed by seed. */
const published = loadConfigFile(
  fileURLToPath(new URL('../../../experiments/store-recall/published.yaml', import.meta.url)),
);
const options = experimentOptions('bench:precision', 'store & recall in float32 beside float64', {
  seeds: 8,
});
const { errors, difference } = await pairedErrors(published, options.seeds, options.jobs);

if (options.json) {
  printJson({ errors, difference });
} else {
  const digits = (value: number) => value.toFixed(4);
  process.stdout.write(
    `${formatTable({
      head: ['seed', 'simd', 'event64', 'difference'],
      rows: errors.map(({ seed, simd, event64 }) => [
        `${seed}`,
        digits(simd),
        digits(event64),
        digits(simd - event64),
      ]),
    })}\nmean difference ${digits(difference.value)} ± ${digits(difference.standardError)} (standard error)\n`,
  );
}
