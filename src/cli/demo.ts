import { setImmediate } from 'node:timers/promises';
import { Command } from 'commander';
import type { EpisodeResult } from '../../agents/evaluation/evaluate.ts';
import { imitationTrainable, type PlayRequest } from '../../agents/trainable/session.ts';
import { buttonFoodAdapter } from '../../envs/index.ts';
import { parseConfig } from '../config/config.ts';
import { InterruptedError } from '../errors.ts';
import type { Kernel } from '../models/burst/population.ts';
import { listenForInterrupt } from '../process/interrupt.ts';
import { createLogger, type LogLevel } from '../process/logger.ts';
import { createProgress, type Progress } from '../process/progress.ts';
import type { Table } from '../report/report.ts';
import { trainRun, writeFigures } from '../run/complete-run.ts';
import { EvaluationThreads, sendSession } from '../run/evaluation-threads.ts';
import { createRunFolder, type RunFolder } from '../run/run-folder.ts';
import type { Trainer } from '../run/trainer.ts';
import { type Estimate, formatEstimate, proportion } from '../statistics/proportions.ts';
import { printReport, tell } from './output.ts';
import {
  addJobsOption,
  addLogOption,
  type JobsOption,
  kernelOption,
  type LogOption,
  positiveNumber,
  wholeNumber,
} from './settings.ts';
import { freePath, writeSettings } from './train.ts';

interface DemoOptions extends JobsOption, LogOption {
  readonly seed: number;
  readonly kernel?: Kernel;
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

/** How fast the agent learned. */
interface TrainingSpeed {
  readonly kernel: Kernel;
  readonly seconds: number;
  /** Time simulated of each network, and over wall-clock time; expert, environment and encoding included. */
  readonly simulatedMs: number;
  readonly simulatedMsPerMs: number;
}

/** Whoever is put to the test. */
interface Contestant {
  readonly agent: string;
  readonly session: DemoSession;
  readonly config: DemoConfig;
  readonly manager: 'network' | 'expert';
}

interface Watch {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** What to do after an interruption, for people. */
  readonly remedy: string;
}

const task = imitationTrainable(buttonFoodAdapter);
type DemoConfig = ReturnType<typeof configOf>;
type DemoSession = ReturnType<typeof task.begin>;

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
    .addOption(kernelOption())
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

async function learnAndCompare(options: DemoOptions, signal: AbortSignal): Promise<void> {
  const { seed, episodes, out, json, jobs } = options;
  const config = configOf(options);
  const shuffled = configOf(options, { shuffleSubtasks: true });
  const folder = createRunFolder(out ?? freePath('runs/demo'));
  const [trained, untrained, control] = [config, config, shuffled].map((each) => task.begin(each));
  writeSettings(folder, task, config, trained!.kernels);
  const remedy = `the trained agent is saved; evaluate it with: burstwise train --resume ${folder.path}`;
  const watch: Watch = { progress: createProgress(), signal, remedy };

  tell('A manager and its workers learn Button & Food from an expert …');
  const training = await learn(trained!, config, folder, watch, options.logLevel);
  tell('The same with the subtasks’ names shuffled, as a control …');
  await finish(control!, watch);
  tell(`Everyone on ${episodes} fresh layouts …`);
  const contestants: readonly Contestant[] = [
    { agent: 'manager + workers', session: trained!, config, manager: 'network' },
    { agent: 'workers, perfect manager', session: trained!, config, manager: 'expert' },
    { agent: 'untrained', session: untrained!, config, manager: 'network' },
    { agent: 'shuffled subtasks (control)', session: control!, config: shuffled, manager: 'network' },
  ];
  const timedRows = await compare(contestants, { episodes, layout: LAYOUT, seed }, jobs, watch);

  // What a run folder keeps is the same whenever it is made again.
  const rows: Row[] = timedRows.map(({ simulatedMsPerMs: _, ...row }) => row);
  const { labels } = trained!;
  const { networkSteps } = trained!.agent;
  const data = { seed, episodes, layout: LAYOUT, labels, networkSteps, published: PUBLISHED, rows };
  folder.writeReport(data);
  const { comparisonBars } = await import('../figures/comparison-bars.ts');
  const paths = await writeFigures(folder, [
    ...(await trained!.draw(folder.metrics.read())),
    { name: 'comparison', svg: comparisonBars(comparison(rows, episodes)) },
  ]);
  const report = {
    title: `Button & Food, ${episodes} fresh ${LAYOUT} layouts, seed ${seed}: success with 95 % Wilson intervals`,
    table: tableOf(timedRows, training),
    data: { ...data, rows: timedRows, training, figures: paths },
  };
  printReport(report, json === true);
  tell(
    `learned from ${labels} expert labels in ${training.seconds.toFixed(1)} s, ${training.simulatedMs} ms of each network`,
  );
  for (const path of paths) tell(`picture: ${path}`);
  tell(`run folder: ${folder.path}   published success: ${PUBLISHED} (Capone et al. 2022)`);
}

function configOf({ seed, kernel }: DemoOptions, imitation: { readonly shuffleSubtasks?: boolean } = {}) {
  return parseConfig(task.schema, { seed, kernel, imitation }, 'settings');
}

/** Trains as `burstwise train` does, and says how fast that was. */
async function learn(
  session: DemoSession,
  config: DemoConfig,
  folder: RunFolder,
  { progress, signal }: Watch,
  logLevel: LogLevel,
): Promise<TrainingSpeed> {
  const start = performance.now();
  await trainRun({ folder, task, session }, { progress, logger: createLogger(logLevel), signal });
  const trainingMs = performance.now() - start;
  const simulatedMs = Math.max(...session.agent.learners.map(({ steps }) => steps)) * TIME_STEP_MS;
  return {
    kernel: config.kernel,
    seconds: trainingMs / 1000,
    simulatedMs,
    simulatedMsPerMs: simulatedMs / trainingMs,
  };
}

/** Has everyone play the same layouts, one after the other. */
async function compare(
  contestants: readonly Contestant[],
  request: PlayRequest,
  jobs: number,
  watch: Watch,
): Promise<TimedRow[]> {
  const threads = new EvaluationThreads(
    contestants.map(({ config, session }) => sendSession(task, config, session)),
    jobs,
  );
  const rows: TimedRow[] = [];
  try {
    for (const [index, { agent, session, manager }] of contestants.entries()) {
      const context = { ...watch, helpers: threads.helpers(index) };
      const start = performance.now();
      const [results] = await session.playAll([{ ...request, manager }], agent, context);
      const steps = results!.reduce((sum, episode) => sum + episode.steps, 0);
      const simulatedMsPerMs = (steps * buttonFoodAdapter.stepDurationMs) / (performance.now() - start);
      rows.push({ ...measure(agent, results!), simulatedMsPerMs });
    }
  } finally {
    await threads.close();
  }
  return rows;
}

function tableOf(rows: readonly TimedRow[], { kernel, simulatedMsPerMs }: TrainingSpeed): Table {
  const learning = [`(training, kernel ${kernel})`, '–', '–', simulatedMsPerMs.toFixed(0)];
  const played = rows.map((row) => [
    row.agent,
    formatEstimate(row.button),
    formatEstimate(row.food),
    row.simulatedMsPerMs.toFixed(0),
  ]);
  return { head: ['agent', 'button', 'button + food', 'simulated ms per ms'], rows: [...played, learning] };
}

async function finish(session: Trainer, { progress, signal, remedy }: Watch): Promise<void> {
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
