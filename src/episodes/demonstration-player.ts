import { type Env, type Info, type StepResult, Wrapper } from 'gymnasium-js';
import type { HierarchicalAgent } from '../../agents/hierarchy/hierarchical-agent.ts';
import { columnGroup, columnOf, numberColumn } from '../data/column.ts';
import { type Demonstration, type EpisodeNotes, LABELS } from '../data/demonstration.ts';
import { streamGenerator, streamSeed } from '../numeric/seeds.ts';
import type { EnvironmentAdapter, EnvironmentOptions } from '../task/environment-adapter.ts';
import { layoutOptions } from '../task/layouts.ts';
import { type Policy, rollout } from './rollout.ts';

/** An episode played for a dataset. */
export interface Attempt {
  readonly episode: Omit<Demonstration, 'id'>;
  /** Whether it reached the last milestone. */
  readonly succeeded: boolean;
}

export interface DemonstrateOptions<Observation, Action> {
  /** Names the episodes: those of the same seed and number are the same, and those that training would show. */
  readonly seed: number;
  /** Cuts an episode off after so many steps. */
  readonly maxSteps?: number | undefined;
  /** Experts of several kinds: each episode is of one of them, drawn by weight; their options differ in `expert` only. */
  readonly mixture?: readonly ExpertVariant[] | undefined;
  /** Who acts; the expert, with the perturbations of its options, if not given. */
  readonly agent?: HierarchicalAgent<Observation, Action> | undefined;
}

/** One kind of expert among several. */
export interface ExpertVariant {
  readonly name: string;
  readonly weight: number;
  readonly options: EnvironmentOptions;
}

/** The task's options with a layout distribution, and what the task lays over it while an expert demonstrates. */
export function demonstrationOptions<Options extends EnvironmentOptions>(
  adapter: Pick<
    EnvironmentAdapter<never, never, Options>,
    'name' | 'layouts' | 'trainingLayout' | 'demonstrationEnv'
  >,
  options: Options,
  layout: string | undefined = adapter.trainingLayout,
): Options {
  const env = {
    ...options.env,
    ...layoutOptions(adapter, layout),
    ...(adapter.demonstrationEnv?.(options) ?? {}),
  };
  return { ...options, env };
}

/** Plays numbered episodes, each by itself: any of them can be played first, in any process. */
export class DemonstrationPlayer<Observation, Action, Options extends EnvironmentOptions> {
  readonly #adapter: EnvironmentAdapter<Observation, Action, Options>;
  readonly #options: Options;
  readonly #settings: DemonstrateOptions<Observation, Action>;
  readonly #env: RememberingEnv<Observation, Action>;

  /** @param options of the task, with the layout already in them: see `demonstrationOptions` */
  constructor(
    adapter: EnvironmentAdapter<Observation, Action, Options>,
    options: Options,
    settings: DemonstrateOptions<Observation, Action>,
  ) {
    this.#adapter = adapter;
    this.#options = options;
    this.#settings = settings;
    this.#env = new RememberingEnv(adapter.makeEnv(options));
  }

  get env(): Env<Observation, Action> {
    return this.#env;
  }

  /** The `index`-th episode. */
  play(index: number): Attempt {
    const { seed, maxSteps } = this.#settings;
    const script = new EpisodeScript<Observation, Action>();
    const skill = this.#skill(index);
    const resetSeed = streamSeed(seed, 'demonstration', index);
    const { steps, terminated, info } = rollout(
      this.#env,
      this.#policy(index, script, (skill?.options ?? this.#options) as Options),
      { seed: resetSeed },
      maxSteps,
      ({ observation, reward }) => script.record(observation, reward),
    );
    const last = this.#env.observation as Observation;
    const ended = { steps, terminated };
    const milestones = milestonesReached(this.#adapter, info);
    const notes = skill === undefined ? { milestones } : { milestones, expert: skill.name };
    return {
      episode: { ...script.episode(this.#env, last, ended), seed: resetSeed, options: null, notes },
      succeeded: this.#adapter.achieved(info).at(-1) === true,
    };
  }

  close(): void {
    this.#env.close();
  }

  /** Who demonstrates the `index`-th episode, where there are several. */
  #skill(index: number): ExpertVariant | undefined {
    const { seed, mixture = [] } = this.#settings;
    if (mixture.length === 0) return undefined;
    const total = mixture.reduce((sum, { weight }) => sum + weight, 0);
    let left = streamGenerator(seed, 'demonstration', index, 2).random() * total;
    return mixture.find(({ weight }) => (left -= weight) < 0) ?? mixture.at(-1);
  }

  #policy(
    index: number,
    script: EpisodeScript<Observation, Action>,
    options: Options,
  ): Policy<Observation, Action> {
    const { seed, agent } = this.#settings;
    const expert = this.#adapter.makeExpert(this.#env, options);
    if (agent !== undefined) {
      return {
        reset: () => agent.reset(),
        act(observation) {
          const subtask = expert.subtask();
          return script.decide(subtask, expert.action(subtask), agent.act(observation));
        },
      };
    }
    const generator = streamGenerator(seed, 'demonstration', index, 1);
    const demonstrator = this.#adapter.makeDemonstrator?.(this.#env, options, generator);
    return {
      reset: () => demonstrator?.reset(),
      act() {
        const subtask = expert.subtask();
        const shown = demonstrator?.demonstrate(subtask);
        const label = shown?.label ?? expert.action(subtask);
        return script.decide(shown?.subtask ?? subtask, label, shown?.taken ?? label);
      },
    };
  }
}

/** Which milestones an episode has reached, by the info of its latest step. */
export function milestonesReached(
  { milestones, achieved }: Pick<EnvironmentAdapter, 'milestones' | 'achieved'>,
  info: Info,
): NonNullable<EpisodeNotes['milestones']> {
  const reached = achieved(info);
  return Object.fromEntries(milestones.map((name, k) => [name, reached[k] === true]));
}

/** Keeps the latest observation, also the one after the last step, on which nobody acts. */
class RememberingEnv<Observation, Action> extends Wrapper<Observation, Action> {
  observation: Observation | undefined;

  override step(action: Action): StepResult<Observation> {
    const result = super.step(action) as StepResult<Observation>;
    [this.observation] = result;
    return result;
  }
}

/** What happens in an episode, step by step. */
export class EpisodeScript<Observation, Action> {
  readonly #observations: Observation[] = [];
  readonly #rewards: number[] = [];
  readonly #subtasks: number[] = [];
  readonly #labels: Action[] = [];
  readonly #taken: Action[] = [];

  /** Takes down who decides what; returns the action taken. */
  decide(subtask: number, label: Action, taken: Action): Action {
    this.#subtasks.push(subtask);
    this.#labels.push(label);
    this.#taken.push(taken);
    return taken;
  }

  /** Takes down what the decision was made on, and what it earned. */
  record(observation: Observation, reward: number): void {
    this.#observations.push(observation);
    this.#rewards.push(reward);
  }

  /** Number of steps taken down. */
  get steps(): number {
    return this.#rewards.length;
  }

  /** The whole as columns. An episode that did not terminate was cut off, by whomever. */
  episode(
    { observationSpace, actionSpace }: Pick<Env<Observation, Action>, 'observationSpace' | 'actionSpace'>,
    lastObservation: Observation,
    { terminated }: { readonly terminated: boolean },
  ): Omit<Demonstration, 'id' | 'seed' | 'options'> {
    const { steps } = this;
    const lastOf = <T>(values: readonly T[]): T[] => [...values, values.at(-1)!];
    const ends = (ended: boolean) => new Uint8Array(steps).fill(ended ? 1 : 0, steps - 1);
    return {
      observations: columnOf(observationSpace, [...this.#observations, lastObservation]),
      actions: columnOf(actionSpace, this.#taken),
      rewards: Float64Array.from(this.#rewards),
      terminations: ends(terminated),
      truncations: ends(!terminated),
      infos: columnGroup({
        [LABELS]: columnGroup({
          subtask: numberColumn('int64', [steps + 1], BigInt64Array.from(lastOf(this.#subtasks), BigInt)),
          expert_action: columnOf(actionSpace, lastOf(this.#labels)),
          action_taken: columnOf(actionSpace, lastOf(this.#taken)),
        }),
      }),
    };
  }
}
