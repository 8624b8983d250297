import { z } from 'zod';
import { define } from '../config/definition.ts';
import { checkDefinition, method, words } from '../config/definition-fields.ts';
import type { ObservationEncoder } from '../encoding/encoder.ts';
import { spaceDecoder } from '../encoding/space-decoder.ts';
import { spaceEncoder } from '../encoding/space-encoder.ts';
import { withinSpace } from '../encoding/within-space.ts';
import { drawTimelines } from '../figures/timelines.ts';
import type { EnvironmentAdapter, EnvironmentOptions } from './environment-adapter.ts';
import { noExpert } from './without-expert.ts';

/** Parts of an adapter that have defaults. */
type Optional =
  | 'options'
  | 'milestones'
  | 'stepDurationMs'
  | 'makeExpert'
  | 'workerEncoder'
  | 'managerEncoder'
  | 'actionDecoder'
  | 'achieved'
  | 'layouts'
  | 'drawEpisodes';

/** A task as its author writes it: an adapter in which parts may be left out. */
export type TaskDefinition<
  Observation = unknown,
  Action = unknown,
  Options extends EnvironmentOptions = EnvironmentOptions,
> = Omit<EnvironmentAdapter<Observation, Action, Options>, Optional> &
  Partial<Pick<EnvironmentAdapter<Observation, Action, Options>, Optional>>;

/** Options of a task that has none. */
const noOptions = z.strictObject({
  env: z.strictObject({}).prefault({}),
  encoding: z.strictObject({}).prefault({}),
  expert: z.strictObject({}).prefault({}),
});

const optionalMethod = method.optional();

const fields = {
  name: words,
  envId: words,
  description: words,
  subtasks: z.looseObject({
    names: z.array(words),
    order: z.array(z.tuple([z.number(), z.number()])),
    sketches: z.record(z.string(), z.array(z.number())).optional(),
  }),
  makeEnv: method,
  milestones: z.array(words).optional(),
  stepDurationMs: z.number().optional(),
  layouts: z.record(z.string(), z.looseObject({})).optional(),
  makeExpert: optionalMethod,
  makeDemonstrator: optionalMethod,
  workerEncoder: optionalMethod,
  workerEncoders: optionalMethod,
  managerEncoder: optionalMethod,
  actionDecoder: optionalMethod,
  achieved: optionalMethod,
  drawEpisodes: optionalMethod,
};

/**
 * A task of your own. A module that exports it can be named on the command line: `burstwise train ./my-task.ts`.
 *
 * Left out, `options` are none, an environment step takes 20 ms of network time, the one milestone is `goal`, milestones
 * are reached where a field of their name in the info of a step is true, the codes of observations and actions follow from
 * the environment's spaces (`spaceEncoder`, `spaceDecoder`), the task has no expert and is learned from datasets, the manager sees what the workers see, there are no named
 * layouts, and pictures show which subtask was under way when.
 *
 * @returns the whole adapter, marked as a definition
 * @throws ConfigError naming the fields that are missing or of another type
 */
export function defineTask<
  Observation,
  Action,
  Options extends EnvironmentOptions = z.infer<typeof noOptions>,
>(task: TaskDefinition<Observation, Action, Options>): EnvironmentAdapter<Observation, Action, Options> {
  checkDefinition('defineTask', fields, task);
  const { milestones = ['goal'], name, subtasks } = task;
  const adapter: EnvironmentAdapter<Observation, Action, Options> = {
    stepDurationMs: 20,
    hasExpert: task.makeExpert !== undefined,
    makeExpert() {
      throw noExpert(name);
    },
    options: noOptions as unknown as z.ZodType<Options>, // Options are those of the default where none are given.
    actionDecoder: (options) => spaceDecoder(spacesOf(task, options).actionSpace),
    achieved: (info) => milestones.map((milestone) => info[milestone] === true),
    layouts: {},
    drawEpisodes: (episodes) => drawTimelines(episodes, subtasks.names, `${name}: subtasks over time`),
    ...task,
    ...encodersOf(task),
    milestones,
  };
  return define('task', adapter);
}

/** The encoders of a task; they tell an observation outside of its space from a fault of their own. */
function encodersOf<Observation, Action, Options extends EnvironmentOptions>(
  task: TaskDefinition<Observation, Action, Options>,
) {
  type MakeEncoder = (options: Options) => ObservationEncoder<Observation>;
  const spaceOf = (options: Options) => spacesOf(task, options).observationSpace;
  const guarded =
    (name: 'workerEncoder' | 'managerEncoder'): MakeEncoder =>
    (options) =>
      withinSpace(task[name]!(options), () => spaceOf(options));
  const workerEncoder: MakeEncoder =
    task.workerEncoder === undefined ? (options) => spaceEncoder(spaceOf(options)) : guarded('workerEncoder');
  const managerEncoder = task.managerEncoder === undefined ? workerEncoder : guarded('managerEncoder');
  return { workerEncoder, managerEncoder };
}

function spacesOf<Observation, Action, Options extends EnvironmentOptions>(
  { makeEnv }: Pick<EnvironmentAdapter<Observation, Action, Options>, 'makeEnv'>,
  options: Options,
) {
  const env = makeEnv(options);
  const { observationSpace, actionSpace } = env;
  env.close();
  return { observationSpace, actionSpace };
}
