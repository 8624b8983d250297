import { fileURLToPath } from 'node:url';
import { createImitationTask } from '../../agents/imitation-task.ts';
import { buttonFoodAdapter } from '../../envs/index.ts';
import { formatTable, printJson } from '../../src/cli/output.ts';
import { formatEstimate, proportion } from '../../src/evaluation/proportions.ts';
import { parseConfig } from '../../src/run/config.ts';
import { loadConfigFile, type RawConfig } from '../../src/run/config-file.ts';
import { createProgress } from '../../src/run/progress.ts';
import { experimentOptions } from '../options.ts';

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
const progress = createProgress();
const task = createImitationTask(buttonFoodAdapter);
const rows = variants.flatMap((variant) => measure(variant));

if (options.json) {
  printJson({ ...options, rows });
} else {
  process.stdout.write(
    `Button & Food, seeds 1–${options.seeds} × ${options.episodes} fresh layouts; 95 % Wilson intervals\n` +
      `published: button 0.986, button + food 0.714 after 14 million steps of each network\n` +
      `${formatTable({
        head: ['way of learning', 'layouts', 'button', 'button + food', 'labels', 'steps a network'],
        rows: rows.map((row) => [
          row.name,
          row.layout,
          formatEstimate(row.button, 4),
          formatEstimate(row.food, 4),
          String(row.mostLabels),
          String(row.mostSteps),
        ]),
      })}\n`,
  );
}

function measure({ name, config, layouts, untrained = false }: Variant) {
  const trials = layouts.map((layout) => ({ layout, button: 0, food: 0 }));
  const labels: number[] = [];
  const steps: number[] = [];
  for (let seed = 1; seed <= options.seeds; seed++) {
    const session = task.begin(parseConfig(task.schema, { ...config, seed }, name));
    progress.start(session.total + layouts.length * options.episodes, `${name}, seed ${seed}`);
    while (!untrained && session.completed < session.total) {
      session.advance();
      progress.update(session.completed);
    }
    labels.push(session.labels);
    steps.push(Math.max(...session.agent.learners.map((learner) => learner.steps)));
    trials.forEach((trial, k) => {
      const done = session.completed + k * options.episodes;
      const request = { episodes: options.episodes, layout: trial.layout, seed };
      const results = session.play({ manager: 'network' }, request, (n) => progress.update(done + n));
      trial.button += results.filter(({ achieved }) => achieved[0]).length;
      trial.food += results.filter(({ achieved }) => achieved[1]).length;
    });
    progress.stop();
  }
  const episodes = options.seeds * options.episodes;
  return trials.map(({ layout, button, food }) => ({
    name,
    layout,
    episodes,
    button: proportion(button, episodes),
    food: proportion(food, episodes),
    mostLabels: Math.max(...labels),
    mostSteps: Math.max(...steps),
  }));
}
