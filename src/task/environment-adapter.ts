import type { Env, Generator, Info } from 'gymnasium-js';
import type { z } from 'zod';
import type { ActionDecoder, ObservationEncoder } from '../encoding/encoder.ts';

/**
 * Someone who can solve the task and names what they are doing. Reads the true state of the environment it was made
 * for, so it can label any state an agent gets into.
 */
export interface Expert<Action> {
  /** Index of the subtask that should be under way now. */
  subtask(): number;
  /** What the expert would do now in order to achieve the given subtask. */
  action(subtask: number): Action;
  /**
   * How near a subtask is to its end now, 0 … 1; 1 at the end. Workers that end themselves learn it. Absent: 1 in the last
   * step before another subtask is due, else 0.
   */
  progress?(subtask: number): number;
}

/** What a demonstrator does and what that is to teach; the two differ where actions are perturbed. */
export interface DemonstratedAction<Action> {
  /** What is done. */
  readonly taken: Action;
  /** What is shown as right. */
  readonly label: Action;
  /** What is being done, where it is not the subtask that was asked for. Absent: that. */
  readonly subtask?: number;
}

/**
 * An expert that shows how it is done. Perturbed actions lead it through states that a perfect demonstration never
 * visits, while the labels stay those of the expert.
 */
export interface Demonstrator<Action> {
  /** Forgets the perturbations of the last episode. To be called after every reset of the environment. */
  reset(): void;
  /** The next action of a demonstration. Called once before every step of the environment. */
  demonstrate(subtask: number): DemonstratedAction<Action>;
}

/** The parts of a task's subtask structure that agents and reports need. */
export interface SubtaskStructure {
  /** Names, index = label. */
  readonly names: readonly string[];
  /** Pairs `[before, after]`: within an episode `after` never precedes the first `before`. */
  readonly order: readonly (readonly [before: number, after: number])[];
  /** Where a task comes in kinds: the subtasks of each kind one after another, by its name. */
  readonly sketches?: Readonly<Record<string, readonly number[]>>;
  /** Whether levels or layouts share them, so that one alone may not need them all. Default false. */
  readonly shared?: boolean;
}

/**
 * Subtasks as ways from place to place, e.g. through the doors of a room, where a task has places. Managers can then
 * decide on arrival, leave out what is not possible, and remember where they have been.
 */
export interface PlaceStructure<Observation> {
  /** The place that the agent is at. */
  place(observation: Observation): number;
  /** The place that a subtask leads to; the present one if it does not leave it, null if it is not possible here. */
  destination(observation: Observation, subtask: number): number | null;
  /** All places with the ways between them, where an agent may know them; planners need it. */
  readonly map?: PlaceMap<Observation>;
}

/** Places 0 … `places` − 1, ways between them, and the goal. */
export interface PlaceMap<Observation> {
  /** Number of places. */
  readonly places: number;
  /**
   * The place that a subtask leads to from any place, whether its way is open or not; `place` itself for a subtask that is
   * carried out there, null where there is none.
   */
  neighbour(place: number, subtask: number): number | null;
  /** Whether the way of a subtask from a place to another is open now. */
  open(observation: Observation, place: number, subtask: number): boolean;
  /** The place of the goal. */
  goal(observation: Observation): number;
}

/**
 * Places 0 … `places` − 1, ways between them, and things to go to, where an agent may know which of its neurons stand for which
 * place and way; a guide tells it the ways to the things.
 */
export interface ThingMap<Observation> {
  /** Number of places. */
  readonly places: number;
  /** Numbers of ways are 0 … `ways` − 1 at every place. */
  readonly ways: number;
  /** Names of the things. */
  readonly things: readonly string[];
  /** Names of ways as the agent sees them, e.g. ahead; length `ways`. */
  readonly sides: readonly string[];
  /** The place that a way leads to from any place, whether it is open or not; null where there is none. */
  neighbour(place: number, way: number): number | null;
  /** The place that the agent is at. */
  place(observation: Observation): number;
  /** Whether places can be entered now, `[places]`. */
  open(observation: Observation): Uint8Array;
  /** The places from which the k-th thing is in reach; none where there is no such thing. */
  goals(observation: Observation, thing: number): readonly number[];
  /** The side on which the agent sees a way, an index of `sides`. */
  side(observation: Observation, way: number): number;
}

/** Settings of a run in the form in which a file would give them. */
export type TaskRecipe = Readonly<Record<string, unknown>>;

/** Options of a task, validated by `EnvironmentAdapter.options`. */
export interface EnvironmentOptions {
  /** Handed to the environment's constructor. */
  readonly env: Record<string, unknown>;
  /** Handed to the encoders. */
  readonly encoding: Record<string, unknown>;
  /** Handed to the expert. */
  readonly expert: Record<string, unknown>;
}

/**
 * Everything an agent needs to know of a task. A new environment is one file that exports one of these and one line
 * in `envs/index.ts`.
 */
export interface EnvironmentAdapter<
  Observation = unknown,
  Action = unknown,
  Options extends EnvironmentOptions = EnvironmentOptions,
> {
  /** Name on the command line, e.g. `button-food`. */
  readonly name: string;
  /** Id in the gymnasium-js registry, e.g. `burstwise/ButtonFood-v0`. */
  readonly envId: string;
  /** Ids of the registry that `options.env.id` chooses from, `envId` among them. Absent: the task is of `envId` alone. */
  readonly levels?: readonly string[];
  /** The module of Python that has the same environments under the same ids, e.g. `minigrid`. Absent: there is none. */
  readonly pythonModule?: string;
  /** One sentence: what the agent sees, does and is to achieve. */
  readonly description: string;
  /** Schema of the options, with defaults, units and ranges; unknown keys are refused. */
  readonly options: z.ZodType<Options>;
  /** Names of the subtasks, and which of them come before others. */
  readonly subtasks: SubtaskStructure;
  /** Names of what counts as success, in the order in which an episode achieves them; the last one is the task. */
  readonly milestones: readonly string[];
  /**
   * Settings of a run under which agents are known to learn the task, in the form in which a file would give them: the
   * defaults of the run where they differ from the general ones; or a function that tells them for the task's options, with
   * defaults. Absent: the general ones serve.
   */
  readonly recipe?: TaskRecipe | ((options: Options) => TaskRecipe);
  /** Network time in ms that passes during one environment step. */
  readonly stepDurationMs: number;

  /**
   * The same task as these options make it, where its subtasks and milestones depend on them, e.g. on a number of goals.
   * Absent: they do not.
   */
  resolve?(options: Options): EnvironmentAdapter<Observation, Action, Options>;
  /**
   * Makes the environment.
   * @param renderMode how the environment draws, one of the modes of its metadata; absent: not at all
   */
  makeEnv(options: Options, renderMode?: string): Env<Observation, Action>;
  /**
   * How Gymnasium makes the same environment from its registry.
   * Absent: from `envId`, with the settings of `options.env`.
   */
  registered?(options: Options): RegisteredEnv;
  /** False where there is no expert: `makeExpert` throws then. Absent: there is one. */
  readonly hasExpert?: boolean;
  /** The expert of an environment that `makeEnv` made. @throws UsageError where `hasExpert` is false */
  makeExpert(env: Env<Observation, Action>, options: Options): Expert<Action>;
  /**
   * The expert as a demonstrator, with the perturbations that `options.expert` asks for, drawn from `generator`.
   * Absent where demonstrations are never perturbed: the expert's own actions are taken.
   */
  makeDemonstrator?(
    env: Env<Observation, Action>,
    options: Options,
    generator: Generator,
  ): Demonstrator<Action>;
  /** What the workers see. */
  workerEncoder(options: Options): ObservationEncoder<Observation>;
  /**
   * What the worker of each subtask sees, all of one size, where it is not the same for all. That each sees its own objects
   * only is a strong prior: it says what belongs to what. Absent, or undefined: all see `workerEncoder`.
   */
  workerEncoders?(options: Options): readonly ObservationEncoder<Observation>[] | undefined;
  /** What the manager sees. */
  managerEncoder(options: Options): ObservationEncoder<Observation>;
  /** How the output of the workers becomes an action, and an action a target for them. */
  actionDecoder(options: Options): ActionDecoder<Action>;
  /** Absent where subtasks do not lead from place to place. */
  places?(options: Options): PlaceStructure<Observation>;
  /** Absent, or undefined, where agents do not see places and things. */
  thingMap?(options: Options): ThingMap<Observation> | undefined;
  /**
   * Names for reports, by the part of the observation (empty: the whole): of the numbers of a vector, or of the kinds of things
   * in a grid of cells, in the order of their values. Absent, or a part left out: its numbers are called by their places.
   */
  readonly observationNames?: Readonly<Record<string, readonly string[]>>;
  /** What an experimenter may move in the world during an episode. Absent: nothing. */
  readonly world?: WorldChanges<Observation, Action>;
  /** Which milestones the episode has reached, from the info of its latest step; length `milestones.length`. */
  achieved(info: Info): readonly boolean[];
  /** Layout distributions by name (e.g. `standard`, `wide`): environment options that evaluation can ask for. */
  readonly layouts: Readonly<Record<string, Record<string, unknown>>>;
  /** The layout distribution that agents train on unless told otherwise; absent: the task's own options. */
  readonly trainingLayout?: string;
  /**
   * Environment options laid over a layout while an expert demonstrates, e.g. tighter goals, so that demonstrations
   * go all the way. Absent: none.
   */
  demonstrationEnv?(options: Options): Readonly<Record<string, unknown>>;
  /** Pictures of episodes on their layouts as one SVG document, for run folders. */
  drawEpisodes(episodes: readonly EpisodeTrace[], options: Options): string;
}

/** Changes of the world that an experimenter makes between two steps, e.g. food that is carried elsewhere. */
export interface WorldChanges<Observation, Action> {
  /** Schema of a change; each field has a description. */
  readonly schema: z.ZodType;
  /**
   * Changes the world.
   * @param env one that `makeEnv` made
   * @param change checked by `schema`
   * @returns the world as it is seen now
   * @throws UsageError when the world cannot be so
   */
  apply(env: Env<Observation, Action>, change: unknown): readonly [observation: Observation, info: Info];
}

/** An environment of Gymnasium's registry, in TypeScript and in Python. */
export interface RegisteredEnv {
  /** Id in the registry. */
  readonly id: string;
  /** Arguments of `make`. */
  readonly kwargs: Readonly<Record<string, unknown>>;
  /** Python's wrappers around it, innermost first. */
  readonly wrappers: readonly PythonWrapper[];
}

/** A wrapper of Python's Gymnasium. */
export interface PythonWrapper {
  /** How Python imports it: `module:Class`. */
  readonly entryPoint: string;
  /** Its arguments beside the environment, as JSON can hold them. Absent: none. */
  readonly kwargs?: Readonly<Record<string, unknown>>;
}

/** What a picture of an episode needs: the infos of reset and every step, and who was in charge. */
export interface EpisodeTrace {
  /** Infos of the reset and of every step. */
  readonly infos: readonly Info[];
  /** The manager's choice at each step; length `infos.length − 1`. */
  readonly choices: readonly number[];
  /** Whether the last milestone was reached. */
  readonly succeeded: boolean;
  /** Whether the episode goes on after the last step here: a picture of its course. */
  readonly underWay?: boolean;
}

/** An adapter whose observation, action and option types are not known statically. */
// biome-ignore lint/suspicious/noExplicitAny: a list of tasks of different types; each checks its own options
export type AnyAdapter = EnvironmentAdapter<any, any, any>;
