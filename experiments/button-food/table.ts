import { fileURLToPath } from 'node:url';
import { formatTable, printJson } from '../../src/cli/output.ts';
import { loadConfigFile } from '../../src/config/config-file.ts';
import { formatEstimate, proportion } from '../../src/statistics/proportions.ts';
import { measureCells } from '../harness/cells.ts';
import { type Cell, type CellResult, cellsOf, type Variant } from '../harness/imitation-cell.ts';
import { experimentOptions } from '../harness/options.ts';

/** The table of Button & Food: how often each way of learning reaches button and food on layouts never trained on. */
const file = (name: string) =>
  loadConfigFile(fileURLToPath(new URL(`../../../experiments/button-food/${name}`, import.meta.url)));

const variants: readonly Variant[] = [
  { name: 'demonstrations + DAgger', config: {}, layouts: ['standard', 'wide'] },
  { name: 'no pressed flag, efference copy', config: file('efference-copy.yaml') },
  { name: 'purely local learning', config: file('local.yaml') },
  { name: 'shuffled subtasks (control)', config: { imitation: { shuffleSubtasks: true } } },
  { name: 'untrained (control)', config: {}, untrained: true },
].map((variant) => ({ task: 'button-food', layouts: ['standard'], ...variant }));

const options = experimentOptions('table:button-food', 'success on Button & Food by way of learning', {
  seeds: 5,
  episodes: 1000,
});
const { seeds, episodes, jobs, json } = options;
const module = new URL('../harness/imitation-cell.js', import.meta.url);
const measured = await measureCells<Cell, CellResult>(module, cellsOf(variants, seeds, episodes), jobs);
const rows = variants.flatMap((variant, k) => summarise(variant, measured.slice(k * seeds, (k + 1) * seeds)));

if (json) {
  printJson({ seeds, episodes, rows });
} else {
  process.stdout.write(
    `Button & Food, seeds 1–${seeds} × ${episodes} fresh layouts; 95 % Wilson intervals\n` +
      `published: button 0.986, button + food 0.714 after 14 million steps of each network\n` +
      `${formatTable({
        head: [
          'way of learning',
          'layouts',
          'button',
          'button + food',
          'worst seed',
          'labels',
          'steps a network',
        ],
        rows: rows.map((row) => [
          row.name,
          row.layout,
          formatEstimate(row.button, 4),
          formatEstimate(row.food, 4),
          row.worst.value.toFixed(4),
          String(row.mostLabels),
          String(row.mostSteps),
        ]),
      })}\n`,
  );
}

function summarise({ name, layouts }: Variant, results: readonly CellResult[]) {
  const trials = seeds * episodes;
  return layouts.map((layout, k) => {
    const buttons = results.map(({ reached }) => reached[k]![0]!);
    const foods = results.map(({ reached }) => reached[k]![1]!);
    const worst = Math.min(...foods);
    return {
      name,
      layout,
      episodes: trials,
      button: proportion(sum(buttons), trials),
      food: proportion(sum(foods), trials),
      worst: { seed: foods.indexOf(worst) + 1, value: worst / episodes },
      mostLabels: Math.max(...results.map(({ labels }) => labels)),
      mostSteps: Math.max(...results.map(({ steps }) => steps)),
    };
  });
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
