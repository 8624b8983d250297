import { fileURLToPath } from 'node:url';
import { formatTable, printJson } from '../../src/cli/output.ts';
import { formatEstimate, proportion } from '../../src/evaluation/proportions.ts';
import { loadConfigFile, type RawConfig } from '../../src/run/config-file.ts';
import { measureCells } from '../cells.ts';
import { experimentOptions } from '../options.ts';
import type { Cell, CellResult } from './cell.ts';

/** The table of Button & Food: how often each way of learning reaches button and food on layouts never trained on. */
interface Variant {
  readonly name: string;
  readonly config: RawConfig;
  readonly layouts: readonly string[];
  /** Evaluate without having trained. */
  readonly untrained?: boolean;
}

const file = (name: string) =>
  loadConfigFile(fileURLToPath(new URL(`../../../experiments/button-food/${name}`, import.meta.url)));

const variants: readonly Variant[] = [
  { name: 'demonstrations + DAgger', config: {}, layouts: ['standard', 'wide'] },
  { name: 'no pressed flag, efference copy', config: file('efference-copy.yaml'), layouts: ['standard'] },
  { name: 'purely local learning', config: file('local.yaml'), layouts: ['standard'] },
  {
    name: 'shuffled subtasks (control)',
    config: { imitation: { shuffleSubtasks: true } },
    layouts: ['standard'],
  },
  { name: 'untrained (control)', config: {}, layouts: ['standard'], untrained: true },
];

const options = experimentOptions('success on Button & Food by way of learning', {
  seeds: 5,
  episodes: 1000,
});
const { seeds, episodes, jobs, json } = options;
const cells = variants.flatMap(({ untrained = false, ...variant }) =>
  Array.from({ length: seeds }, (_, k): Cell => ({ ...variant, untrained, seed: k + 1, episodes })),
);
const measured = await measureCells<Cell, CellResult>(new URL('./cell.js', import.meta.url), cells, jobs);
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
    const reached = results.map((result) => result.reached[k]!);
    const sum = (milestone: 'button' | 'food') => reached.reduce((total, each) => total + each[milestone], 0);
    const worst = Math.min(...reached.map(({ food }) => food));
    return {
      name,
      layout,
      episodes: trials,
      button: proportion(sum('button'), trials),
      food: proportion(sum('food'), trials),
      worst: { seed: reached.findIndex(({ food }) => food === worst) + 1, value: worst / episodes },
      mostLabels: Math.max(...results.map(({ labels }) => labels)),
      mostSteps: Math.max(...results.map(({ steps }) => steps)),
    };
  });
}
