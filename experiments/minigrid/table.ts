import { formatTable, printJson } from '../../src/cli/output.ts';
import { formatEstimate, proportion } from '../../src/statistics/proportions.ts';
import { measureCells } from '../harness/cells.ts';
import { type Cell, type CellResult, cellsOf, type Variant } from '../harness/imitation-cell.ts';
import { experimentOptions } from '../harness/options.ts';

/** The table of MiniGrid and BabyAI: how often agents achieve a family's task on layouts never trained on, and controls. */
/** The agent's own view tells less of where things are, and takes more labels. */
const ownView = {
  options: { encoding: { view: 'egocentric' } },
  imitation: { demonstrations: 150, rounds: 20, episodesPerRound: 25 },
};

const recipe = { name: 'recipe', config: {} };

const variants: readonly Variant[] = [
  { task: 'door-key', ...recipe },
  { task: 'door-key', name: '7 × 7 view, more labels', config: ownView },
  {
    task: 'door-key',
    name: 'shuffled subtasks (control)',
    config: { imitation: { shuffleSubtasks: true } },
  },
  { task: 'door-key', name: 'untrained (control)', config: {}, untrained: true },
  ...[
    'unlock-pickup',
    'blocked-unlock-pickup',
    'key-corridor',
    'locked-room',
    'multi-room',
    'four-rooms',
    'obstructed-maze',
    'babyai-go-to',
    'babyai-open',
  ].map((task) => ({ task, ...recipe })),
  { task: 'babyai-pickup', ...recipe },
  {
    task: 'babyai-pickup',
    name: 'shuffled subtasks (control)',
    config: { imitation: { shuffleSubtasks: true } },
  },
  { task: 'babyai-pickup', name: 'untrained (control)', config: {}, untrained: true },
  ...['babyai-put-next', 'babyai-unlock', 'babyai-other'].map((task) => ({ task, ...recipe })),
].map((variant) => ({ layouts: ['random'], ...variant }));

const options = experimentOptions(
  'table:minigrid',
  'success in families of MiniGrid and BabyAI by way of learning',
  {
    seeds: 5,
    episodes: 200,
  },
);
const { seeds, episodes, jobs, json } = options;
const module = new URL('../harness/imitation-cell.js', import.meta.url);
const measured = await measureCells<Cell, CellResult>(module, cellsOf(variants, seeds, episodes), jobs);
const rows = variants.map((variant, k) => summarise(variant, measured.slice(k * seeds, (k + 1) * seeds)));

if (json) {
  printJson({ seeds, episodes, rows });
} else {
  process.stdout.write(
    `MiniGrid and BabyAI, seeds 1–${seeds} × ${episodes} fresh layouts; 95 % Wilson intervals\n` +
      `${formatTable({
        head: ['task', 'way of learning', 'success', 'worst seed', 'labels'],
        rows: rows.map((row) => [
          row.task,
          row.name,
          formatEstimate(row.success, 3),
          row.worst.value.toFixed(3),
          String(row.mostLabels),
        ]),
      })}\n`,
  );
}

function summarise({ task, name }: Variant, results: readonly CellResult[]) {
  const successes = results.map(({ reached }) => reached[0]![0]!);
  const worst = Math.min(...successes);
  const trials = seeds * episodes;
  const total = successes.reduce((sum, count) => sum + count, 0);
  return {
    task,
    name,
    episodes: trials,
    success: proportion(total, trials),
    worst: { seed: successes.indexOf(worst) + 1, value: worst / episodes },
    mostLabels: Math.max(...results.map(({ labels }) => labels)),
  };
}
