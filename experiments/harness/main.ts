/** Runs an experiment by the path of its module from `experiments`, e.g. `button-food/table`; see `npm run table:button-food`. */
import { carryOut } from '../../src/cli/carry-out.ts';
import { printReport } from '../../src/cli/output.ts';
import { BurstwiseError, UsageError } from '../../src/errors.ts';
import { surviveLostOutput } from '../../src/process/lost-output.ts';
import { ThreadPool } from '../../src/process/threads.ts';
import type { Report } from '../../src/report/report.ts';
import type { Cell } from '../../src/run/cells/cell.ts';
import { CellStore } from '../../src/run/cells/cell-store.ts';
import type { CellWork } from '../../src/run/cells/cell-work.ts';
import type { Experiment } from './experiment.ts';
import type { Shown } from './measuring-thread.ts';
import { experimentOptions } from './options.ts';

const [path, ...args] = process.argv.slice(2);
const module = new URL(`../${path}.js`, import.meta.url).href;
const { default: experiment } = (await import(module)) as { default: Experiment };
const options = experimentOptions(experiment, args);
const { seeds, episodes = 0, json = false, out, only = '' } = options;
const extent = { seeds, episodes };

surviveLostOutput();
try {
  const work: CellWork<Cell, unknown, Report> = {
    cells: cellsNamed(experiment.cells(extent), only),
    store: out === undefined ? null : new CellStore(out, experiment.script),
    openPool: (threads) =>
      new ThreadPool(new URL('./measuring-thread.js', import.meta.url), threads, { data: module }),
    measure: (pool, cell, show) =>
      pool.run<unknown, Shown>('measure', cell, ({ completed, total }) => show(completed, total)),
    conclude: (measured) => experiment.render(measured, extent),
  };
  const report = await carryOut(work, options);
  if (report !== undefined) printReport(report, json);
} catch (error) {
  if (!(error instanceof BurstwiseError)) throw error;
  process.stderr.write(`${experiment.script}: ${error.message}\n`);
  process.exitCode = error.exitCode;
}

/** The cells whose name contains a text. @throws UsageError where there are none */
function cellsNamed(cells: readonly Cell[], text: string): readonly Cell[] {
  const chosen = cells.filter(({ name }) => name.includes(text));
  if (chosen.length > 0) return chosen;
  const names = [...new Set(cells.map(({ name }) => JSON.stringify(name)))].join(', ');
  throw new UsageError(`--only: expected a part of ${names}, received ${JSON.stringify(text)}`);
}
