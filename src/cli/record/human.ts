import { encodeConfig } from '../../config/config.ts';
import { Recording } from '../../data/recording.ts';
import { registeredEnv } from '../../episodes/dataset-env.ts';
import { InterruptedError, UsageError } from '../../errors.ts';
import { inPaths } from '../../files/folders.ts';
import { streamSeed } from '../../numeric/seeds.ts';
import { listenForInterrupt } from '../../process/interrupt.ts';
import { requireTerminal, runInTerminal } from '../../terminal/terminal.ts';
import { openPlayedEnvironment, type PlayedEnvironment } from '../manual/played-environment.ts';
import { RecordProgram } from '../manual/record-program.ts';
import { print, printJson, tell } from '../output.ts';
import { describeRecording, type RecordedTask } from './description.ts';
import type { RecordOptions } from './options.ts';

/**
 * Records what a person plays in the terminal.
 *
 * @throws InterruptedError when the person leaves before the end; the command repeated continues
 */
export async function recordHuman(name: string, given: RecordOptions): Promise<void> {
  refuseOthers(given);
  const streams = { input: process.stdin, output: process.stderr };
  const opened = openPlayedEnvironment(name, given);
  // Of subtasks that the person names, the expert knows nothing.
  const own = given.subtasks === undefined ? {} : { subtasks: given.subtasks, expert: null };
  const task = { ...opened, ...own };
  requireTerminal(streams);
  const { seed, episodes = null, maxSteps, hint = false } = given;
  const id = given.id ?? `${inPaths(opened.task?.adapter.name ?? name.replace(/-v\d+$/, ''))}/human-v0`;
  const about = { human: true, seed, episodes, layout: given.layout ?? null, maxSteps: maxSteps ?? null };
  const description = describeRecording(recordedTask(task), given, about);
  const recording = new Recording(description, { root: given.root, id, overwrite: given.overwrite === true });
  const interrupt = listenForInterrupt();
  try {
    const seedOf = (attempt: number) => streamSeed(seed, 'demonstration', attempt);
    const program = new RecordProgram(task, recording, { seedOf, episodes, maxSteps, hint });
    await runInTerminal(program, streams, interrupt.signal);
    conclude(recording, program.finished, { id, episodes, json: given.json === true });
  } finally {
    interrupt.dispose();
    recording.close();
    task.env.close();
  }
}

function refuseOthers({ agent, mixture, jobs, successOnly = false }: RecordOptions): void {
  const others = {
    '--agent': agent !== undefined,
    '--mixture': mixture !== undefined,
    '--jobs': jobs !== undefined,
    '--success-only': successOnly,
  };
  const given = Object.entries(others).find(([, isGiven]) => isGiven);
  if (given === undefined) return;
  throw new UsageError(
    `--human: expected no ${given[0]} beside it, received both; a person plays, and decides what is kept`,
  );
}

function recordedTask({ env, envId, task, envOptions, subtasks }: PlayedEnvironment): RecordedTask {
  if (task === null) {
    const registered = { id: envId, kwargs: envOptions, wrappers: [] };
    return { env, registered, name: null, options: { env: envOptions }, subtasks };
  }
  const { adapter } = task;
  const options = encodeConfig(adapter.options, task.options) as Record<string, unknown>;
  const registered = registeredEnv(adapter, options);
  return { env, registered, name: adapter.name, options, subtasks };
}

interface Conclusion {
  readonly id: string;
  readonly episodes: number | null;
  readonly json: boolean;
}

/** Makes the dataset, or leaves the recording for another time. */
function conclude(recording: Recording, finished: boolean, { id, episodes, json }: Conclusion): void {
  const count = recording.episodes;
  if (finished && count === 0) {
    recording.discard();
    tell(`${id}: no episode was kept; nothing is recorded`);
    return;
  }
  if (!finished || count < (episodes ?? 0)) {
    const of = episodes === null ? '' : ` of ${episodes}`;
    throw new InterruptedError(`${id}: left after ${count}${of} episodes; repeat the command to continue`);
  }
  const folder = recording.finish();
  if (json) printJson({ id, folder, episodes: count, steps: recording.steps });
  else print(`${id}: ${count} episodes, ${recording.steps} steps in ${folder}`);
}
