import type { Env } from 'gymnasium-js';
import { datasetsRoot } from '../../src/data/disk.ts';
import { type Policy, rollout } from '../../src/episodes/rollout.ts';
import { streamGenerator, streamSeed } from '../../src/numeric/seeds.ts';
import type {
  DemonstratedAction,
  EnvironmentAdapter,
  EnvironmentOptions,
  Expert,
} from '../../src/task/environment-adapter.ts';
import { layoutOptions } from '../../src/task/layouts.ts';
import type { ImitationConfig } from '../hierarchy/config.ts';
import type { HierarchicalAgent } from '../hierarchy/hierarchical-agent.ts';
import { RecordedDemonstrations, RecordedExpert } from './recorded.ts';
import { ShuffledExpert } from './shuffled-expert.ts';

/** Where in the training schedule an episode lies. */
export type EpisodePlan =
  | {
      readonly phase: 'demonstration';
      readonly pass: number;
      readonly episode: number;
      readonly last: boolean;
    }
  | {
      readonly phase: 'practice';
      readonly round: number;
      readonly episode: number;
      /** Who picks the subtasks that the workers carry out: in even rounds the expert, in odd ones the manager. */
      readonly manager: 'expert' | 'network';
      readonly last: boolean;
    };

/** What one training episode was like. */
export interface EpisodeReport {
  readonly plan: EpisodePlan;
  readonly steps: number;
  /** Labels given by the expert in this episode; a demonstration shown again adds none. */
  readonly labels: number;
  readonly achieved: readonly boolean[];
}

/** A demonstration without noise teaches what it does. */
const unperturbed = <Action>(action: Action): DemonstratedAction<Action> => ({
  taken: action,
  label: action,
});

/** The plan of the `index`-th training episode; index < `episodesOf(config)`. */
export function planEpisode(config: ImitationConfig, index: number): EpisodePlan {
  const shown = config.demonstrations * config.passes;
  if (index < shown) {
    const episode = index % config.demonstrations;
    const pass = Math.floor(index / config.demonstrations);
    return { phase: 'demonstration', pass, episode, last: index === shown - 1 };
  }
  const episode = (index - shown) % config.episodesPerRound;
  const round = Math.floor((index - shown) / config.episodesPerRound);
  const manager = round % 2 === 0 ? 'expert' : 'network';
  return { phase: 'practice', round, episode, manager, last: episode === config.episodesPerRound - 1 };
}

/** Number of training episodes. */
export function episodesOf(config: ImitationConfig): number {
  return config.demonstrations * config.passes + config.rounds * config.episodesPerRound;
}

/**
 * Imitation of an expert: demonstrations (behaviour cloning), then rounds in which the agent acts and the expert labels
 * the states that this leads to (DAgger: Ross, Gordon & Bagnell 2011). Manager and workers learn from the same
 * episodes: the manager which subtask is due, the workers what to do for the subtask being carried out.
 */
export class ImitationSchool<Observation, Action, Options extends EnvironmentOptions> {
  readonly agent: HierarchicalAgent<Observation, Action>;
  readonly config: ImitationConfig;
  readonly #adapter: EnvironmentAdapter<Observation, Action, Options>;
  readonly #options: Options;
  readonly #seed: number;
  readonly #demonstrationEnv: Env<Observation, Action>;
  readonly #practiceEnv: Env<Observation, Action>;
  /** Demonstrations of a dataset, shown in place of the expert's own. */
  readonly #recorded: RecordedDemonstrations<Observation, Action> | null;

  constructor(
    adapter: EnvironmentAdapter<Observation, Action, Options>,
    options: Options,
    agent: HierarchicalAgent<Observation, Action>,
    config: ImitationConfig,
    seed: number,
  ) {
    this.agent = agent;
    this.config = config;
    this.#adapter = adapter;
    this.#options = options;
    this.#seed = seed;
    const layout = layoutOptions(adapter, config.layout);
    const env = (extra: object) =>
      adapter.makeEnv({ ...options, env: { ...options.env, ...layout, ...extra } });
    this.#demonstrationEnv = env(adapter.demonstrationEnv?.(options) ?? {});
    this.#practiceEnv = env({});
    const { dataset, datasetRoot = datasetsRoot(), demonstrations } = config;
    this.#recorded =
      dataset === undefined
        ? null
        : new RecordedDemonstrations(datasetRoot, dataset, this.#practiceEnv, adapter, {
            needed: demonstrations,
            sha256: config.datasetSha256,
          });
  }

  /**
   * Runs the `index`-th training episode.
   * @throws DivergenceError when a network's weights are no longer finite
   */
  runEpisode(index: number): EpisodeReport {
    const plan = planEpisode(this.config, index);
    const report = plan.phase === 'practice' ? this.#practise(plan) : this.#show(plan);
    if (plan.last) this.agent.apply();
    this.agent.checkWeights();
    return report;
  }

  #show(plan: EpisodePlan & { phase: 'demonstration' }): EpisodeReport {
    return this.#recorded === null ? this.#demonstrate(plan) : this.#showRecorded(plan, this.#recorded);
  }

  /** As `#demonstrate`, with what was recorded in place of the environment, the expert and its perturbations. */
  #showRecorded(
    plan: EpisodePlan & { phase: 'demonstration' },
    recorded: RecordedDemonstrations<Observation, Action>,
  ): EpisodeReport {
    const { agent } = this;
    const { steps, achieved } = recorded.episode(plan.episode);
    const expert = new RecordedExpert<Action>();
    const named = this.#name(expert, 'demonstration', plan.episode);
    const label = this.#labelling();
    const { teaching } = this.config;
    agent.reset(teaching);
    for (const step of steps) {
      expert.at(step);
      const subtask = named.subtask();
      agent.act(
        step.observation,
        teaching ? { subtask, teaching: { subtask, action: step.label } } : { subtask },
      );
      label.maybe(() => agent.learn(subtask, step.label));
    }
    for (const learner of agent.learners) learner.network.population.settle();
    const labels = plan.pass === 0 ? label.given : 0;
    return { plan, steps: steps.length, labels, achieved };
  }

  #demonstrate(plan: EpisodePlan & { phase: 'demonstration' }): EpisodeReport {
    const { agent } = this;
    const env = this.#demonstrationEnv;
    const generator = streamGenerator(this.#seed, 'demonstration', plan.episode, 1);
    const expert = this.#adapter.makeExpert(env, this.#options);
    let shownSubtask = 0;
    const shownExpert = { subtask: () => shownSubtask, action: (subtask: number) => expert.action(subtask) };
    const named = this.#name(shownExpert, 'demonstration', plan.episode);
    const demonstrator = this.#adapter.makeDemonstrator?.(env, this.#options, generator);
    const label = this.#labelling();
    const { teaching } = this.config;
    const policy: Policy<Observation, Action> = {
      reset: () => {
        agent.reset(teaching);
        demonstrator?.reset();
      },
      act(observation) {
        const due = expert.subtask();
        const shown = demonstrator?.demonstrate(due) ?? unperturbed(expert.action(due));
        shownSubtask = shown.subtask ?? due;
        const subtask = named.subtask();
        agent.act(
          observation,
          teaching ? { subtask, teaching: { subtask, action: shown.label } } : { subtask },
        );
        label.maybe(() => agent.learn(subtask, shown.label));
        return shown.taken;
      },
    };
    const seed = streamSeed(this.#seed, 'demonstration', plan.episode);
    const { steps, info } = rollout(env, policy, { seed });
    for (const learner of agent.learners) learner.network.population.settle();
    return { plan, steps, labels: plan.pass === 0 ? label.given : 0, achieved: this.#adapter.achieved(info) };
  }

  #practise(plan: EpisodePlan & { phase: 'practice' }): EpisodeReport {
    const { agent } = this;
    const env = this.#practiceEnv;
    const path = [plan.round, plan.episode] as const;
    const expert = this.#name(this.#adapter.makeExpert(env, this.#options), 'practice', ...path);
    const label = this.#labelling();
    const policy: Policy<Observation, Action> = {
      reset: () => agent.reset(),
      act(observation) {
        const subtask = expert.subtask();
        const action = agent.act(observation, plan.manager === 'expert' ? { subtask } : {});
        label.maybe(() => agent.learn(subtask, expert.action(agent.subtask)));
        return action;
      },
    };
    const seed = streamSeed(this.#seed, 'practice', ...path);
    const maxSteps = this.#environmentSteps(this.config.episodeDuration);
    const { steps, info } = rollout(env, policy, { seed }, maxSteps);
    return { plan, steps, labels: label.given, achieved: this.#adapter.achieved(info) };
  }

  #name(expert: Expert<Action>, stream: 'demonstration' | 'practice', ...path: number[]): Expert<Action> {
    if (!this.config.shuffleSubtasks) return expert;
    const generator = streamGenerator(this.#seed, 'shuffledSubtasks', stream === 'practice' ? 1 : 0, ...path);
    return new ShuffledExpert(expert, this.#adapter.subtasks.names.length, generator);
  }

  /** Calls for a label at the first step of an episode and then once every label interval. */
  #labelling() {
    const interval = this.#environmentSteps(this.config.labelInterval);
    let step = 0;
    return {
      given: 0,
      maybe(learn: () => number) {
        if (step++ % interval !== 0) return;
        this.given += learn();
      },
    };
  }

  #environmentSteps(durationMs: number): number {
    return Math.max(1, Math.round(durationMs / this.#adapter.stepDurationMs));
  }
}
