import { fileURLToPath } from 'node:url';
import { formatTable, printJson } from '../../src/cli/output.ts';
import { loadConfigFile, type RawConfig } from '../../src/config/config-file.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import { measureCells } from '../harness/cells.ts';
import { experimentOptions } from '../harness/options.ts';
import type { Cell, CellResult } from './cell.ts';

/** The table of store & recall: error of the recall without a teacher, by setting, over seeds. */
const file = (name: string) =>
  loadConfigFile(fileURLToPath(new URL(`../../../experiments/store-recall/${name}`, import.meta.url)));

const settings: readonly { readonly name: string; readonly config: RawConfig }[] = [
  { name: 'no recurrent learning (η = 0)', config: file('no-recurrent-learning.yaml') },
  { name: 'published: N = 500, 5 clock units, 500 presentations', config: file('published.yaml') },
  { name: 'N = 1000, 50 clock units, 100 presentations', config: {} },
];

const { seeds, jobs, json } = experimentOptions('table:store-recall', 'error of store & recall by setting', {
  seeds: 5,
});
const cells = settings.flatMap((setting) =>
  Array.from({ length: seeds }, (_, k): Cell => ({ ...setting, seed: k + 1 })),
);
const measured = await measureCells<Cell, CellResult>(new URL('./cell.js', import.meta.url), cells, jobs);
const rows = settings.map(({ name }, k) => summarise(name, measured.slice(k * seeds, (k + 1) * seeds)));

if (json) {
  printJson({ seeds, rows });
} else {
  process.stdout.write(
    `Store & recall, seeds 1–${seeds}: variance of target − recall, without a teacher\n` +
      `published (one seed): 0.033 after 500 presentations\n` +
      `${formatTable({
        head: ['setting', 'mean error', '95 % interval', 'best seed', 'worst seed', 'variance of the target'],
        rows: rows.map(({ name, error, errors, variance }) => [
          name,
          error.value.toFixed(4),
          errors.length === 1 ? '–' : `[${error.low.toFixed(4)}, ${error.high.toFixed(4)}]`,
          Math.min(...errors).toFixed(4),
          Math.max(...errors).toFixed(4),
          variance.value.toFixed(4),
        ]),
      })}\n`,
  );
}

function summarise(name: string, results: readonly CellResult[]) {
  const errors = results.map(({ error }) => error);
  const variance = summariseMean(results.map(({ targetVariance }) => targetVariance));
  return { name, errors, error: summariseMean(errors), variance };
}
