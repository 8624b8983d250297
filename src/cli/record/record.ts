import { setImmediate } from 'node:timers/promises';
import { Command } from 'commander';
import { encodeConfig } from '../../config/config.ts';
import { Recording } from '../../data/recording.ts';
import { registeredEnv } from '../../episodes/dataset-env.ts';
import { InterruptedError, UsageError } from '../../errors.ts';
import { inPaths } from '../../files/folders.ts';
import type { Interrupt } from '../../process/interrupt.ts';
import { createProgress } from '../../process/progress.ts';
import { defaultJobs } from '../../process/threads.ts';
import { formatThroughput, startMeasuring } from '../../process/throughput.ts';
import { taskName } from '../../run/modules.ts';
import { openRunFolder } from '../../run/run-folder.ts';
import { tasks } from '../../task/catalogue.ts';
import { taskOptions } from '../../task/options.ts';
import { Task } from '../../task/task.ts';
import { print, printJson, tell } from '../output.ts';
import { stopAtInterrupt } from '../stop-at-interrupt.ts';
import { describeRecording } from './description.ts';
import { recordHuman } from './human.ts';
import { expertSettings, readMixture } from './mixture.ts';
import { addRecordOptions, type RecordOptions } from './options.ts';
import { type Attempts, attemptsAhead, attemptsHere, createPlayer } from './player.ts';

const DEFAULT_EPISODES = 100;

export function recordCommand(): Command {
  const command = new Command('record');
  return addRecordOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  burstwise record button-food --episodes 100
  burstwise record craft --human --episodes 10
  burstwise record button-food --agent runs/button-food-seed1
  burstwise record ./my-task.ts --jobs 4`,
    )
    .action(record);
}

async function record(called: string, given: RecordOptions): Promise<void> {
  const env = await taskName(called);
  if (given.human === true) await recordHuman(env, given);
  else await recordScripted(env, given);
}

async function recordScripted(env: string, given: RecordOptions): Promise<void> {
  const { seed, episodes = DEFAULT_EPISODES, maxSteps, agent } = given;
  const { entry: adapter, settings: ofName } = tasks.find(env);
  // Another level than the task's own has a dataset of its own.
  const name = inPaths(ofName.length === 0 ? adapter.name : env.replace(/-v\d+$/, ''));
  const id = given.id ?? `${name}/${agent === undefined ? 'expert' : 'agent'}-v0`;
  const task = new Task(adapter, taskOptions(adapter, [...ofName, ...given.set]));
  const { options } = task.forDemonstrations(given.layout);
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
  const player = await createPlayer(settings);
  const recorded = {
    env: player.env,
    registered: registeredEnv(adapter, encoded),
    name: adapter.name,
    options: encoded,
    subtasks: task.subtasks.names,
  };
  const description = describeRecording(recorded, given, {
    seed,
    episodes,
    layout: given.layout ?? adapter.trainingLayout ?? null,
    successOnly: given.successOnly ?? false,
    maxSteps: maxSteps ?? null,
    // Its weights rather than its place: that may hold other ones when the recording continues.
    agent: agent === undefined ? null : { checkpointSha256: openRunFolder(agent).checkpointChecksum() },
    ...(mixture === undefined ? {} : { mixture: mixture.map(expertSettings) }),
  });
  const recording = new Recording(description, { root: given.root, id, overwrite: given.overwrite === true });
  const interrupt = stopAtInterrupt('whole episodes are kept');
  const { nextAttempt } = recording;
  const { jobs = given.agent === undefined ? 1 : defaultJobs } = given;
  const attempts = jobs > 1 ? attemptsAhead(settings, nextAttempt, jobs) : attemptsHere(player, nextAttempt);
  try {
    if (recording.episodes > 0 || recording.lostBytes > 0) {
      tell(
        `found an unfinished recording: ${recording.episodes} of ${episodes} episodes are whole` +
          `${recording.lostBytes > 0 ? ', the one under way is lost' : ''}; continuing`,
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
    else print(`${id}: ${summary.episodes} episodes, ${summary.steps} steps in ${folder}`);
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
          `${id}: interrupted after ${recording.episodes} of ${episodes} episodes; repeat the command to continue`,
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
