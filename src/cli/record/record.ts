import { setImmediate } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { namedTask } from '../../../envs/index.ts';
import { encodeConfig } from '../../config/config.ts';
import { datasetsRoot } from '../../data/disk.ts';
import { Recording } from '../../data/recording.ts';
import { registeredEnv } from '../../episodes/dataset-env.ts';
import { demonstrationOptions } from '../../episodes/demonstration-player.ts';
import { InterruptedError, UsageError } from '../../errors.ts';
import { type Interrupt, listenForInterrupt } from '../../process/interrupt.ts';
import { createProgress } from '../../process/progress.ts';
import { defaultJobs } from '../../process/threads.ts';
import { formatThroughput, startMeasuring } from '../../process/throughput.ts';
import { openRunFolder } from '../../run/run-folder.ts';
import { taskOptions } from '../../task/options.ts';
import { printJson, tell } from '../output.ts';
import { positiveNumber, wholeNumber } from '../settings.ts';
import { type Credits, describeRecording } from './description.ts';
import { recordHuman } from './human.ts';
import { expertSettings, readMixture } from './mixture.ts';
import { type Attempts, attemptsAhead, attemptsHere, createPlayer } from './player.ts';

export interface RecordOptions extends Credits {
  readonly id?: string;
  readonly human?: boolean;
  readonly subtasks?: readonly string[];
  readonly hint?: boolean;
  readonly episodes?: number;
  readonly seed: number;
  readonly layout?: string;
  readonly set: readonly string[];
  readonly mixture?: string;
  readonly agent?: string;
  readonly jobs?: number;
  readonly successOnly?: boolean;
  readonly maxSteps?: number;
  readonly root: string;
  readonly overwrite?: boolean;
  readonly json?: boolean;
}

const DEFAULT_EPISODES = 100;

const collect = (value: string, previous: readonly string[]) => [...previous, value];

/** Names between commas. */
function names(text: string): readonly string[] {
  const list = text.split(',').map((name) => name.trim());
  if (list.every(Boolean) && new Set(list).size === list.length) return list;
  throw new InvalidArgumentError(`Expected different names between commas, received "${text}".`);
}

export function recordCommand(): Command {
  return new Command('record')
    .description(
      'record demonstrations of an expert, a trained agent, or your own, as a dataset in Minari’s format',
    )
    .argument(
      '<env>',
      'name of the environment, see envs list, or the id of a level, e.g. MiniGrid-DoorKey-16x16-v0',
    )
    .option(
      '--id <id>',
      'name of the dataset, [namespace/]name-vN (default: <env>/expert-v0, agent-v0 or human-v0)',
    )
    .option(
      '--episodes <n>',
      'episodes of the dataset (default: 100; with --human until you finish)',
      positiveNumber,
    )
    .option('--seed <n>', 'names the episodes', wholeNumber, 1)
    .option('--layout <name>', 'layout distribution (default: the one that agents train on)')
    .option(
      '--set <key=value>',
      'one option of the task, e.g. --set options.expert.actionNoise.standardDeviation=0.3; may be repeated',
      collect,
      [],
    )
    .option('--human', 'you play, in the terminal, and keep or discard each episode')
    .option('--hint', 'with --human: show what the expert would do next')
    .option(
      '--subtasks <names>',
      'with --human: your own, in place of the expert’s, e.g. "get key,open door"',
      names,
    )
    .option(
      '--mixture <file>',
      'each episode from one of several experts: YAML with a weight and settings by name',
    )
    .option('--agent <run>', 'a trained agent acts; the expert only labels what it gets into')
    .option(
      '--jobs <n>',
      'threads that play episodes; the dataset is the same for any number (default: 1 for the expert, which plays ' +
        'before threads have started; for an agent, the number of processors)',
      positiveNumber,
    )
    .option('--success-only', 'leave out episodes that do not reach the goal')
    .option('--max-steps <n>', 'cut episodes off after so many steps', positiveNumber)
    .option(
      '--root <folder>',
      'folder of all datasets (default: MINARI_DATASETS_PATH, else ~/.minari/datasets)',
      datasetsRoot(),
    )
    .option('--author <name>', 'who made the data; may be repeated', collect, [])
    .option('--licence <name>', 'under which others may use them, e.g. CC-BY-4.0')
    .option('--description <text>', 'what they are')
    .option('--overwrite', 'replace the dataset of this id, when the new one is whole')
    .option('--json', 'print JSON instead of text')
    .action(record);
}

async function record(env: string, given: RecordOptions): Promise<void> {
  if (given.human === true) await recordHuman(env, given);
  else await recordScripted(env, given);
}

async function recordScripted(env: string, given: RecordOptions): Promise<void> {
  const { seed, episodes = DEFAULT_EPISODES, maxSteps, agent } = given;
  const { adapter, settings: ofName } = namedTask(env);
  // Another level than the task's own has a dataset of its own.
  const name = ofName.length === 0 ? adapter.name : env.replace(/-v\d+$/, '');
  const id = given.id ?? `${name}/${agent === undefined ? 'expert' : 'agent'}-v0`;
  const options = demonstrationOptions(
    adapter,
    taskOptions(adapter, [...ofName, ...given.set]),
    given.layout,
  );
  const encoded = encodeConfig(adapter.options, options) as Record<string, unknown>;
  if (agent !== undefined && given.mixture !== undefined)
    throw new UsageError('--mixture: expected no --agent beside it, received both; only experts are mixed');
  const mixture = given.mixture === undefined ? undefined : readMixture(given.mixture, adapter, encoded);
  const settings = {
    env: adapter.name,
    options: encoded,
    seed,
    maxSteps,
    mixture,
    agent,
  };
  const player = createPlayer(settings);
  const recorded = {
    env: player.env,
    registered: registeredEnv(adapter, encoded),
    name: adapter.name,
    options: encoded,
    subtasks: adapter.subtasks.names,
  };
  const description = describeRecording(recorded, given, {
    seed,
    episodes,
    layout: given.layout ?? adapter.trainingLayout ?? null,
    successOnly: given.successOnly ?? false,
    maxSteps: maxSteps ?? null,
    // Its weights rather than its place: that may hold other ones when the recording is gone on with.
    agent: agent === undefined ? null : { checkpointSha256: openRunFolder(agent).checkpointChecksum() },
    ...(mixture === undefined ? {} : { mixture: mixture.map(expertSettings) }),
  });
  const recording = new Recording(description, { root: given.root, id, overwrite: given.overwrite === true });
  const interrupt = listenForInterrupt();
  const { nextAttempt } = recording;
  const { jobs = given.agent === undefined ? 1 : defaultJobs } = given;
  const attempts = jobs > 1 ? attemptsAhead(settings, nextAttempt, jobs) : attemptsHere(player, nextAttempt);
  try {
    if (recording.episodes > 0 || recording.lostBytes > 0) {
      tell(
        `found an unfinished recording: ${recording.episodes} of ${episodes} episodes are whole` +
          `${recording.lostBytes > 0 ? ', the one under way is lost' : ''}; going on`,
      );
    }
    const measure = startMeasuring();
    const before = { episodes: recording.episodes, steps: recording.steps };
    await fill(recording, attempts, { ...given, episodes }, interrupt, id);
    const folder = recording.finish();
    const throughput = measure({
      episodes: recording.episodes - before.episodes,
      steps: recording.steps - before.steps,
    });
    tell(formatThroughput(throughput));
    const summary = { id, folder, episodes: recording.episodes, steps: recording.steps, ...throughput };
    if (given.json) printJson(summary);
    else process.stdout.write(`${id}: ${summary.episodes} episodes, ${summary.steps} steps in ${folder}\n`);
  } finally {
    interrupt.dispose();
    await attempts.close(); // First, or an error below would leave threads that keep the process alive.
    player.close();
    recording.close();
  }
}

/** Plays attempt after attempt until there are enough episodes. */
async function fill(
  recording: Recording,
  attempts: Attempts,
  { episodes, successOnly = false }: { readonly episodes: number; readonly successOnly?: boolean },
  interrupt: Interrupt,
  id: string,
): Promise<void> {
  const progress = createProgress();
  progress.start(episodes, 'episodes');
  try {
    let failures = 0;
    for (let attempt = recording.nextAttempt; recording.episodes < episodes; attempt++) {
      if (interrupt.signal.aborted) {
        throw new InterruptedError(
          `${id}: interrupted after ${recording.episodes} of ${episodes} episodes; repeat the command to go on`,
        );
      }
      const { episode, succeeded } = await attempts.next();
      if (succeeded || !successOnly) {
        recording.append(episode, attempt);
        failures = 0;
      } else if (++failures === 1000) {
        throw new UsageError(`${id}: --success-only: expected a success, received 1000 failures in a row`);
      }
      progress.update(recording.episodes);
      await setImmediate(); // Lets signals in.
    }
  } finally {
    progress.stop();
  }
}
