/** Runs an experiment by the path of its module from `experiments`, e.g. `button-food/table`; see `npm run table:button-food`. */
import { printReport } from '../../src/cli/output.ts';
import { stopAtInterrupt } from '../../src/cli/stop-at-interrupt.ts';
import { BurstwiseError, UsageError } from '../../src/errors.ts';
import { surviveLostOutput } from '../../src/process/lost-output.ts';
import { createProgressGroup } from '../../src/process/progress.ts';
import { ThreadPool } from '../../src/process/threads.ts';
import type { Cell, ShowProgress } from '../../src/run/cells/cell.ts';
import { CellStore } from '../../src/run/cells/cell-store.ts';
import { measureCells } from '../../src/run/cells/measure-cells.ts';
import type { Experiment } from './experiment.ts';
import type { Shown } from './measuring-thread.ts';
import { experimentOptions } from './options.ts';

const [path, ...args] = process.argv.slice(2);
const module = new URL(`../${path}.js`, import.meta.url).href;
const { default: experiment } = (await import(module)) as { default: Experiment };
const { seeds, episodes = 0, jobs, json = false, out, only = '' } = experimentOptions(experiment, args);

surviveLostOutput();
const displays = createProgressGroup();
const outcome =
  out === undefined ? 'no result is kept without --out' : `complete measurements are kept in ${out}`;
const interrupt = stopAtInterrupt(outcome, displays);
const pool = new ThreadPool(new URL('./measuring-thread.js', import.meta.url), jobs, { data: module });
const inPool = (cell: Cell, show: ShowProgress) =>
  pool.run<unknown, Shown>('measure', cell, ({ completed, total }) => show(completed, total));
try {
  const store = out === undefined ? null : new CellStore(out, experiment.script);
  const extent = { seeds, episodes };
  const measuring = measureCells(cellsNamed(experiment.cells(extent), only), inPool, {
    store,
    jobs,
    displays,
    signal: interrupt.signal,
  });
  const measured = await measuring.finally(() => displays.stop());
  printReport(experiment.render(measured, extent), json);
} catch (error) {
  if (!(error instanceof BurstwiseError)) throw error;
  process.stderr.write(`${experiment.script}: ${error.message}\n`);
  process.exitCode = error.exitCode;
} finally {
  interrupt.dispose();
  await pool.close();
}

/** The cells whose name contains a text. @throws UsageError where there are none */
function cellsNamed(cells: readonly Cell[], text: string): readonly Cell[] {
  const chosen = cells.filter(({ name }) => name.includes(text));
  if (chosen.length > 0) return chosen;
  const names = [...new Set(cells.map(({ name }) => JSON.stringify(name)))].join(', ');
  throw new UsageError(`--only: expected a part of ${names}, received ${JSON.stringify(text)}`);
}
