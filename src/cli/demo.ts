import { setImmediate } from 'node:timers/promises';
import { Command } from 'commander';
import type { EpisodeResult } from '../../agents/evaluate.ts';
import { createImitationTask } from '../../agents/imitation-task.ts';
import { buttonFoodAdapter } from '../../envs/index.ts';
import { InterruptedError } from '../errors.ts';
import { type Estimate, formatEstimate, proportion } from '../evaluation/proportions.ts';
import { parseConfig } from '../run/config.ts';
import { listenForInterrupt } from '../run/interrupt.ts';
import { createLogger } from '../run/logger.ts';
import { createProgress, type Progress } from '../run/progress.ts';
import { createRunFolder } from '../run/run-folder.ts';
import type { Trainer } from '../run/trainer.ts';
import { trainRun, writeFigures } from './complete-run.ts';
import { EvaluationThreads, sendSession } from './evaluation-threads.ts';
import { printReport, tell } from './output.ts';
import {
  addJobsOption,
  addLogOption,
  type JobsOption,
  type LogOption,
  positiveNumber,
  wholeNumber,
} from './settings.ts';
import { freePath, writeSettings } from './train.ts';

interface DemoOptions extends JobsOption, LogOption {
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

/** A row, and how fast it was made. */
interface TimedRow extends Row {
  /** Network time over wall-clock time, environment and encoding included. */
  readonly simulatedMsPerMs: number;
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
  return addLogOption(addJobsOption(command)).action(demo);
}

async function demo(options: DemoOptions): Promise<void> {
  const interrupt = listenForInterrupt();
  try {
    await learnAndCompare(options, interrupt.signal);
  } finally {
    interrupt.dispose();
  }
}

async function learnAndCompare(
  { seed, episodes, out, json, jobs, logLevel }: DemoOptions,
  signal: AbortSignal,
): Promise<void> {
  const progress = createProgress();
  const logger = createLogger(logLevel);
  const task = createImitationTask(buttonFoodAdapter);
  const config = parseConfig(task.schema, { seed }, 'settings');
  const shuffled = parseConfig(task.schema, { seed, imitation: { shuffleSubtasks: true } }, 'settings');

  const folder = createRunFolder(out ?? freePath('runs/demo'));
  const trained = task.begin(config);
  writeSettings(folder, task, config, trained.kernels);
  const untrained = task.begin(config);
  const control = task.begin(shuffled);

  tell('A manager and its workers learn Button & Food from an expert …');
  const run = { folder, task, config, session: trained };
  const start = performance.now();
  await trainRun(run, { progress, logger, signal });
  const trainingMs = performance.now() - start;
  tell('The same with the subtasks’ names shuffled, as a control …');
  const remedy = `the trained agent is saved; evaluate it with: burstwise train --resume ${folder.path}`;
  await finish(control, progress, signal, remedy);
  tell(`Everyone on ${episodes} fresh layouts …`);
  const contestants = [
    { agent: 'manager + workers', session: trained, config, manager: 'network' },
    { agent: 'workers, perfect manager', session: trained, config, manager: 'expert' },
    { agent: 'untrained', session: untrained, config, manager: 'network' },
    { agent: 'shuffled subtasks (control)', session: control, config: shuffled, manager: 'network' },
  ] as const;
  const threads = new EvaluationThreads(
    contestants.map((contestant) => sendSession(task, contestant.config, contestant.session)),
    jobs,
  );
  const timedRows: TimedRow[] = [];
  try {
    for (const [index, { agent, session, manager }] of contestants.entries()) {
      const request = { manager, episodes, layout: LAYOUT, seed };
      const context = { progress, signal, remedy, helpers: threads.helpers(index) };
      const start = performance.now();
      const [results] = await session.playAll([request], agent, context);
      const simulatedMs =
        results!.reduce((sum, { steps }) => sum + steps, 0) * buttonFoodAdapter.stepDurationMs;
      const simulatedMsPerMs = simulatedMs / (performance.now() - start);
      timedRows.push({ ...measure(agent, results!), simulatedMsPerMs });
    }
  } finally {
    await threads.close();
  }

  // What a run folder keeps is the same whenever it is made again.
  const rows: Row[] = timedRows.map(({ simulatedMsPerMs: _, ...row }) => row);
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
  const paths = await writeFigures(folder, figures);
  printReport(
    {
      title: `Button & Food, ${episodes} fresh ${LAYOUT} layouts, seed ${seed}: success with 95 % Wilson intervals`,
      table: {
        head: ['agent', 'button', 'button + food', 'simulated ms per ms'],
        rows: timedRows.map(({ agent, button, food, simulatedMsPerMs }) => [
          agent,
          formatEstimate(button),
          formatEstimate(food),
          simulatedMsPerMs.toFixed(0),
        ]),
      },
      data: { ...data, rows: timedRows, figures: paths },
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

async function finish(
  session: Trainer,
  progress: Progress,
  signal: AbortSignal,
  remedy: string,
): Promise<void> {
  progress.start(session.total, 'episodes');
  try {
    while (session.completed < session.total) {
      if (signal.aborted) throw new InterruptedError(`interrupted while training the control; ${remedy}`);
      session.advance();
      progress.update(session.completed);
      await setImmediate(); // Lets signals in.
    }
  } finally {
    progress.stop();
  }
}

function measure(agent: string, results: readonly EpisodeResult[]): Row {
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
