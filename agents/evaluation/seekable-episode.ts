import type { Env, Info } from 'gymnasium-js';
import { Playthrough, type Transition } from '../../src/episodes/rollout.ts';
import { createSha256 } from '../../src/files/sha256.ts';
import { streamSeed } from '../../src/numeric/seeds.ts';
import type { Expert } from '../../src/task/environment-adapter.ts';
import { subtaskIndex } from '../../src/task/layouts.ts';
import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';
import type { Perturbation } from '../perturbation/perturbation.ts';
import { PerturbedAgent } from '../perturbation/perturbed-agent.ts';
import { perturbedEnv } from '../perturbation/perturbed-env.ts';
import type { EvaluationOptions } from './evaluate.ts';

/** Which episode of an evaluation. */
export interface EpisodeRequest
  extends Partial<Pick<EvaluationOptions, 'layout' | 'manager' | 'perturbations'>> {
  /** Names the layouts of the evaluation. */
  readonly seed: number;
  /** Index of the episode. */
  readonly episode: number;
}

/** The episode that has an agent at present, by agent: episodes of one agent take turns. */
const players = new WeakMap<object, object>();

/**
 * One episode of an evaluation that can be sought at any step, forwards and backwards, and forked there.
 *
 * An episode follows from its seed and its perturbations alone, so a seek backwards plays it again from its start, bit for bit,
 * and nothing has to be stored. Several episodes may share an agent; each takes up where it was.
 */
export class SeekableEpisode<Observation = unknown, Action = unknown> {
  readonly task: Task<Observation, Action>;
  readonly request: EpisodeRequest;
  readonly #base: Agent<Observation, Action>;
  readonly #agent: PerturbedAgent<Observation, Action>;
  readonly #env: Env<Observation, Action>;
  readonly #expert: Expert<Action> | null;
  readonly #always: number | undefined;
  readonly #seed: bigint;
  #play: Playthrough<Observation, Action>;

  /**
   * Begins the episode.
   * @throws UsageError when the task has no such layout or subtask; ConfigError when a perturbation does not suit the agent
   */
  constructor(task: Task<Observation, Action>, agent: Agent<Observation, Action>, request: EpisodeRequest) {
    const { layout, manager, perturbations = [] } = request;
    const env = task.environment({ layout });
    this.task = task;
    this.request = request;
    this.#base = agent;
    this.#agent = new PerturbedAgent(task, agent, perturbations);
    this.#env = perturbedEnv(task, env, perturbations);
    this.#expert = task.hasExpert ? task.expert(env) : null;
    this.#always = typeof manager === 'object' ? subtaskIndex(task, manager.always) : undefined;
    this.#seed = streamSeed(request.seed, 'evaluation', request.episode);
    this.#play = this.#begin();
  }

  /** Steps so far. */
  get step(): number {
    return this.#play.steps;
  }

  /** Whether the episode has ended. */
  get over(): boolean {
    return this.#play.over;
  }

  /** What the next action is chosen on. */
  get observation(): Observation {
    return this.#play.observation;
  }

  get info(): Info {
    return this.#play.info;
  }

  /** Which milestones the episode has reached so far. */
  get achieved(): readonly boolean[] {
    return this.task.achieved(this.#play.info);
  }

  /** Plays one step. @throws RangeError after the end of the episode */
  advance(): Transition<Observation, Action> {
    if (this.over)
      throw new RangeError(`episode: expected a step before its end, received step ${this.step}`);
    this.#take();
    return this.#advance();
  }

  /**
   * Goes to a step, at most to the end of the episode.
   * @returns the step that was reached
   */
  seek(step: number): number {
    if (!this.#playing || step < this.step) this.#play = this.#begin();
    while (!this.over && this.step < step) this.#advance();
    return this.step;
  }

  /** The same episode at the same step, with further perturbations. */
  fork(perturbations: readonly Perturbation[]): SeekableEpisode<Observation, Action> {
    const all = [...(this.request.perturbations ?? []), ...perturbations];
    const fork = new SeekableEpisode(this.task, this.#base, { ...this.request, perturbations: all });
    fork.seek(this.step);
    return fork;
  }

  /** A checksum of what the next steps depend on: the world as it is told, and the state of every neuron. */
  fingerprint(): string {
    this.#take();
    const hash = createSha256();
    const text = new TextEncoder();
    const { steps, return: sum, observation, info } = this.#play;
    const told = JSON.stringify({ steps, sum, observation, info }, (_, value) =>
      typeof value === 'bigint' ||
      Object.is(value, -0) ||
      (typeof value === 'number' && !Number.isFinite(value))
        ? String(value)
        : value,
    );
    hash.update(text.encode(told));
    for (const { model } of this.#agent.learners) {
      for (const values of Object.values(model.activity?.state ?? {})) hash.update(bytesOf(values));
    }
    return hash.digest();
  }

  /** Closes its environment. */
  close(): void {
    this.#env.close();
  }

  /** Takes the agent over from another episode, where this one left it. */
  #take(): void {
    if (!this.#playing) this.seek(this.step);
  }

  get #playing(): boolean {
    return players.get(this.#base) === this;
  }

  #begin(): Playthrough<Observation, Action> {
    players.set(this.#base, this);
    this.#agent.begin(this.#seed);
    const play = new Playthrough(this.#env, { seed: this.#seed });
    this.#agent.reset();
    return play;
  }

  #advance(): Transition<Observation, Action> {
    const { observation } = this.#play;
    const expert = this.request.manager === 'expert' ? this.#expert?.subtask() : undefined;
    return this.#play.step(this.#agent.act(observation, { subtask: this.#always ?? expert }));
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
