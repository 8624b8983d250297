import { createImitationTask } from '../../agents/imitation-task.ts';
import { findAdapter } from '../../envs/index.ts';
import { formatTable, printJson } from '../../src/cli/output.ts';
import { formatEstimate, proportion } from '../../src/evaluation/proportions.ts';
import { parseConfig } from '../../src/run/config.ts';
import type { RawConfig } from '../../src/run/config-file.ts';
import { createProgress } from '../../src/run/progress.ts';
import { experimentOptions } from '../options.ts';

/** The table of MiniGrid: how often agents achieve a family's task on layouts never trained on, and controls. */
interface Variant {
  /** The task, see `burstwise envs list`. */
  readonly task: string;
  readonly name: string;
  readonly config: RawConfig;
  /** Evaluate without having trained. */
  readonly untrained?: boolean;
}

const recipe = { name: 'recipe', config: {} };
/** The agent's own view tells less of where things are, and takes more labels. */
const ownView = {
  options: { encoding: { view: 'egocentric' } },
  imitation: { demonstrations: 150, rounds: 20, episodesPerRound: 25 },
};

const variants: readonly Variant[] = [
  { task: 'door-key', ...recipe },
  { task: 'door-key', name: '7 × 7 view, more labels', config: ownView },
  {
    task: 'door-key',
    name: 'shuffled subtasks (control)',
    config: { imitation: { shuffleSubtasks: true } },
  },
  { task: 'door-key', name: 'untrained (control)', config: {}, untrained: true },
  ...['unlock-pickup', 'key-corridor', 'multi-room', 'four-rooms', 'obstructed-maze'].map((task) => ({
    task,
    ...recipe,
  })),
];

const options = experimentOptions('success in families of MiniGrid by way of learning', {
  seeds: 5,
  episodes: 200,
});
const progress = createProgress();
const rows = variants.map((variant) => measure(variant));

if (options.json) {
  printJson({ ...options, rows });
} else {
  process.stdout.write(
    `MiniGrid, seeds 1–${options.seeds} × ${options.episodes} fresh layouts; 95 % Wilson intervals\n` +
      `${formatTable({
        head: ['task', 'way of learning', 'success', 'labels'],
        rows: rows.map((row) => [row.task, row.name, formatEstimate(row.success, 3), String(row.mostLabels)]),
      })}\n`,
  );
}

function measure({ task: taskName, name, config, untrained = false }: Variant) {
  const task = createImitationTask(findAdapter(taskName));
  let successes = 0;
  let mostLabels = 0;
  for (let seed = 1; seed <= options.seeds; seed++) {
    const session = task.begin(parseConfig(task.schema, { ...config, seed }, name));
    progress.start(session.total + options.episodes, `${taskName}, ${name}, seed ${seed}`);
    while (!untrained && session.completed < session.total) {
      session.advance();
      progress.update(session.completed);
    }
    mostLabels = Math.max(mostLabels, session.labels);
    const request = { episodes: options.episodes, layout: 'random', seed };
    const results = session.play({ manager: 'network' }, request, (n) =>
      progress.update(session.completed + n),
    );
    successes += results.filter(({ achieved }) => achieved[0]).length;
    progress.stop();
  }
  const episodes = options.seeds * options.episodes;
  return { task: taskName, name, episodes, success: proportion(successes, episodes), mostLabels };
}
