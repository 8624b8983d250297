import { Command } from 'commander';
import { type Condition, createImitationTask, type ImitationSession } from '../../agents/imitation-task.ts';
import { buttonFoodAdapter } from '../../envs/index.ts';
import { type Estimate, formatEstimate, proportion } from '../evaluation/proportions.ts';
import { parseConfig } from '../run/config.ts';
import { createLogger } from '../run/logger.ts';
import { createProgress, type Progress } from '../run/progress.ts';
import { createRunFolder } from '../run/run-folder.ts';
import type { Trainer } from '../run/trainer.ts';
import { printReport, tell } from './output.ts';
import { addLogOption, type LogOption, positiveNumber, wholeNumber } from './settings.ts';
import { freePath, trainInFolder, writeFigures, writeSettings } from './train.ts';

interface DemoOptions extends LogOption {
  readonly seed: number;
  readonly episodes: number;
  readonly out?: string;
  readonly json?: boolean;
}

interface Row {
  readonly agent: string;
  readonly button: Estimate;
  readonly food: Estimate;
}

const LAYOUT = 'standard';
const PUBLISHED = 0.714;
/** Length of a network step in the settings of the demo. */
const TIME_STEP_MS = 1;

export function demoCommand(): Command {
  const command = new Command('demo')
    .description(
      'the main job: learn Button & Food from demonstrations, compare with controls, draw pictures',
    )
    .option('--seed <n>', 'decides every random number', wholeNumber, 1)
    .option('--episodes <n>', 'fresh layouts to evaluate on', positiveNumber, 200)
    .option('--out <folder>', 'run folder (default: runs/demo, numbered if there is one)')
    .option('--json', 'print the table as JSON');
  return addLogOption(command).action(demo);
}

async function demo({ seed, episodes, out, json, logLevel }: DemoOptions): Promise<void> {
  const progress = createProgress();
  const logger = createLogger(logLevel);
  const task = createImitationTask(buttonFoodAdapter);
  const config = parseConfig(task.schema, { seed }, 'settings');
  const shuffled = parseConfig(task.schema, { seed, imitation: { shuffleSubtasks: true } }, 'settings');

  const folder = createRunFolder(out ?? freePath('runs/demo'));
  writeSettings(folder, task, config);
  const trained = task.begin(config);
  const untrained = task.begin(config);
  const control = task.begin(shuffled);

  tell('A manager and its workers learn Button & Food from an expert …');
  const start = performance.now();
  await trainInFolder(task, trained, folder, progress, logger);
  const trainingMs = performance.now() - start;
  tell('The same with the subtasks’ names shuffled, as a control …');
  finish(control, progress);
  tell(`Everyone on ${episodes} fresh layouts …`);
  const play = (agent: string, session: typeof trained, manager: Condition['manager']) =>
    measure(agent, session, manager, episodes, seed, progress);
  const rows = [
    play('manager + workers', trained, 'network'),
    play('workers, perfect manager', trained, 'expert'),
    play('untrained', untrained, 'network'),
    play('shuffled subtasks (control)', control, 'network'),
  ];

  const networkSteps = trained.agent.networkSteps;
  const data = {
    seed,
    episodes,
    layout: LAYOUT,
    labels: trained.labels,
    networkSteps,
    published: PUBLISHED,
    rows,
  };
  folder.writeReport(data);
  const { comparisonBars } = await import('../figures/comparison-bars.ts');
  const figures = [
    ...(await trained.draw(folder.metrics.read())),
    { name: 'comparison', svg: comparisonBars(comparison(rows, episodes)) },
  ];
  const paths = writeFigures(folder, figures, await import('../figures/svg-to-image.ts'));
  printReport(
    {
      title: `Button & Food, ${episodes} fresh ${LAYOUT} layouts, seed ${seed}: success with 95 % Wilson intervals`,
      table: {
        head: ['agent', 'button', 'button + food'],
        rows: rows.map(({ agent, button, food }) => [agent, formatEstimate(button), formatEstimate(food)]),
      },
      data: { ...data, figures: paths },
    },
    json === true,
  );
  const simulatedMs = Math.max(...trained.agent.learners.map(({ steps }) => steps)) * TIME_STEP_MS;
  tell(
    `learned from ${trained.labels} expert labels in ${(trainingMs / 1000).toFixed(1)} s: ` +
      `${simulatedMs} ms of each network, ${(simulatedMs / trainingMs).toFixed(1)} simulated ms per ms ` +
      `(kernel ${config.kernel})`,
  );
  for (const path of paths) tell(`picture: ${path}`);
  tell(`run folder: ${folder.path}   published success: ${PUBLISHED} (Capone et al. 2022)`);
}

function finish(session: Trainer, progress: Progress): void {
  progress.start(session.total, 'episodes');
  while (session.completed < session.total) {
    session.advance();
    progress.update(session.completed);
  }
  progress.stop();
}

function measure(
  agent: string,
  session: Pick<ImitationSession<Float64Array, Float64Array, never>, 'play'>,
  manager: Condition['manager'],
  episodes: number,
  seed: number,
  progress: Progress,
): Row {
  progress.start(episodes, agent);
  const results = session.play({ manager }, { episodes, layout: LAYOUT, seed }, (done) =>
    progress.update(done),
  );
  progress.stop();
  const share = (milestone: number) => {
    const reached = results.filter(({ achieved }) => achieved[milestone]).length;
    return proportion(reached, results.length);
  };
  return { agent, button: share(0), food: share(1) };
}

function comparison(rows: readonly Row[], episodes: number) {
  return {
    title: 'Button & Food on layouts never trained on',
    subtitle: `${episodes} layouts, 95 % Wilson intervals`,
    valueLabel: 'success rate',
    rows: rows.flatMap(({ agent, button, food }) => [
      { label: agent, series: 'button', ...button },
      { label: agent, series: 'button + food', ...food },
    ]),
    reference: { name: 'published, button + food', value: PUBLISHED },
  };
}
