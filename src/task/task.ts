import type { Env, Generator, Info } from 'gymnasium-js';
import type { ActionDecoder, ObservationEncoder } from '../encoding/encoder.ts';
import type {
  AnyAdapter,
  Demonstrator,
  EnvironmentAdapter,
  EnvironmentOptions,
  EpisodeTrace,
  Expert,
  PlaceStructure,
  SubtaskStructure,
  ThingMap,
} from './environment-adapter.ts';
import { layoutOptions } from './layouts.ts';
import { resolved } from './resolved.ts';

/** An environment that a task makes. */
export interface EnvironmentRequest {
  /** Layout distribution of the task; its own options if not given. */
  readonly layout?: string | undefined;
  /** Whether an expert is to demonstrate in it. */
  readonly demonstration?: boolean;
}

/** A task as agents meet it: an environment adapter and the options of a run, bound together once. */
export class Task<Observation = unknown, Action = unknown> {
  readonly adapter: EnvironmentAdapter<Observation, Action, EnvironmentOptions>;
  readonly options: EnvironmentOptions;

  /** @param options checked by `adapter.options` */
  constructor(adapter: AnyAdapter, options: EnvironmentOptions) {
    this.adapter = resolved(adapter, options);
    this.options = options;
  }

  get name(): string {
    return this.adapter.name;
  }

  get subtasks(): SubtaskStructure {
    return this.adapter.subtasks;
  }

  get milestones(): readonly string[] {
    return this.adapter.milestones;
  }

  /** Network time in ms that passes during one environment step. */
  get stepDurationMs(): number {
    return this.adapter.stepDurationMs;
  }

  /** Number of environment steps that a duration in ms takes; at least 1. */
  stepsWithin(durationMs: number): number {
    return Math.max(1, Math.round(durationMs / this.stepDurationMs));
  }

  /** @throws UsageError when the task has no such layout distribution */
  environment({ layout, demonstration = false }: EnvironmentRequest = {}): Env<Observation, Action> {
    return this.adapter.makeEnv(this.#optionsOf(layout, demonstration));
  }

  /**
   * The same task with other options, e.g. of another kind of expert.
   * @param options checked by `adapter.options`
   */
  with(options: EnvironmentOptions): Task<Observation, Action> {
    return new Task(this.adapter, options);
  }

  /**
   * The same task with a layout distribution, and with what it lays over layouts while an expert demonstrates.
   * @throws UsageError when the task has no such layout distribution
   */
  forDemonstrations(layout: string | undefined = this.adapter.trainingLayout): Task<Observation, Action> {
    return this.with(this.#optionsOf(layout, true));
  }

  #optionsOf(layout: string | undefined, demonstration: boolean): EnvironmentOptions {
    const { adapter, options } = this;
    const tightened = demonstration ? adapter.demonstrationEnv?.(options) : undefined;
    return { ...options, env: { ...options.env, ...layoutOptions(adapter, layout), ...tightened } };
  }

  /** Whether the task has an expert, whom `expert` asks. */
  get hasExpert(): boolean {
    return this.adapter.hasExpert !== false;
  }

  /** The expert of an environment of this task. @throws UsageError where there is none */
  expert(env: Env<Observation, Action>): Expert<Action> {
    return this.adapter.makeExpert(env, this.options);
  }

  /** The expert as a demonstrator; undefined where demonstrations are never perturbed. */
  demonstrator(env: Env<Observation, Action>, generator: Generator): Demonstrator<Action> | undefined {
    return this.adapter.makeDemonstrator?.(env, this.options, generator);
  }

  /** The input of the workers. */
  workerEncoder(): ObservationEncoder<Observation> {
    return this.adapter.workerEncoder(this.options);
  }

  /** What the worker of each subtask sees; undefined where all see `workerEncoder`. */
  workerEncoders(): readonly ObservationEncoder<Observation>[] | undefined {
    return this.adapter.workerEncoders?.(this.options);
  }

  /** The input of the manager. */
  managerEncoder(): ObservationEncoder<Observation> {
    return this.adapter.managerEncoder(this.options);
  }

  /** How the output of the workers becomes an action. */
  actionDecoder(): ActionDecoder<Action> {
    return this.adapter.actionDecoder(this.options);
  }

  /** Undefined where subtasks do not lead from place to place. */
  places(): PlaceStructure<Observation> | undefined {
    return this.adapter.places?.(this.options);
  }

  /** Undefined where agents do not see places and things. */
  thingMap(): ThingMap<Observation> | undefined {
    return this.adapter.thingMap?.(this.options);
  }

  /** Which milestones the episode has reached, from the info of its latest step; length `milestones.length`. */
  achieved(info: Info): readonly boolean[] {
    return this.adapter.achieved(info);
  }

  /** Pictures of episodes on their layouts as one SVG document. */
  drawEpisodes(episodes: readonly EpisodeTrace[]): string {
    return this.adapter.drawEpisodes(episodes, this.options);
  }
}
