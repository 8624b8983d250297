import type { Space } from 'gymnasium-js';
import type { DatasetDescription } from '../../data/recording.ts';
import { pythonSpec } from '../../episodes/dataset-env.ts';
import { version } from '../../process/program-info.ts';
import type { RegisteredEnv } from '../../task/environment-adapter.ts';

/** What the person at the command line says of a dataset. */
export interface Credits {
  readonly author: readonly string[];
  readonly licence?: string;
  readonly description?: string;
}

/** What is recorded. */
export interface RecordedTask {
  readonly env: { readonly observationSpace: Space; readonly actionSpace: Space };
  readonly registered: RegisteredEnv;
  /** Name of the task; null for an environment without an adapter. */
  readonly name: string | null;
  /** The task's options, as a file would give them. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly subtasks: readonly string[];
}

/** @param recording what was asked for */
export function describeRecording(
  { env, registered, name, options, subtasks }: RecordedTask,
  { author, licence, description }: Credits,
  recording: Readonly<Record<string, unknown>>,
): DatasetDescription {
  return {
    observationSpace: env.observationSpace,
    actionSpace: env.actionSpace,
    envSpec: pythonSpec(registered),
    authors: author,
    licence: licence ?? null,
    description: description ?? null,
    own: { version: version(), env: name, options, subtasks: [...subtasks], recording },
  };
}
