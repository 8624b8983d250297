import type { EnvironmentAdapter, TaskOptions } from '../envs/adapter.ts';
import { rollout } from '../src/data/rollout.ts';
import type { RasterPopulation } from '../src/figures/spike-raster.ts';
import { assemblyOf } from '../src/neuron/network.ts';
import { streamSeed } from '../src/numeric/seeds.ts';
import { makeLayoutEnv } from './evaluate.ts';
import type { HierarchicalAgent } from './hierarchical-agent.ts';
import type { Learner } from './learner.ts';

/** What the networks of an agent did during one episode. */
export interface Activity {
  readonly populations: readonly RasterPopulation[];
  /** The subtask carried out at each environment step. */
  readonly choices: readonly number[];
  readonly durationMs: number;
}

/** Plays one fresh layout and records every spike that is left at the end of an environment step. */
export function recordActivity<Observation, Action, Options extends TaskOptions>(
  adapter: EnvironmentAdapter<Observation, Action, Options>,
  options: Options,
  agent: HierarchicalAgent<Observation, Action>,
  {
    seed,
    episode,
    layout,
  }: { readonly seed: number; readonly episode: number; readonly layout?: string | undefined },
): Activity {
  const recorders = agent.learners.map((learner) => new SpikeRecorder(learner, adapter.subtasks.names));
  const choices: number[] = [];
  const policy = {
    reset: () => agent.reset(),
    act(observation: Observation) {
      const action = agent.act(observation);
      const time = choices.length * adapter.stepDurationMs;
      for (const recorder of recorders) recorder.record(time);
      choices.push(agent.subtask);
      return action;
    },
  };
  rollout(makeLayoutEnv(adapter, options, layout), policy, { seed: streamSeed(seed, 'evaluation', episode) });
  const populations = recorders.map((recorder) => recorder.population);
  return { populations, choices, durationMs: choices.length * adapter.stepDurationMs };
}

class SpikeRecorder {
  readonly population: RasterPopulation & { readonly spikes: number[][]; readonly burstSpikes: number[][] };
  readonly #learner: Learner;

  constructor(learner: Learner, subtasks: readonly string[]) {
    const { size } = learner.network.population;
    const times = () => Array.from({ length: size.neurons }, (): number[] => []);
    const groups =
      size.contexts === subtasks.length && size.contexts > 1 ? assemblies(learner, subtasks) : [];
    this.#learner = learner;
    this.population = {
      name: learner.name,
      size: size.neurons,
      spikes: times(),
      burstSpikes: times(),
      ...(groups.length > 0 ? { groups } : {}),
    };
  }

  record(timeMs: number): void {
    const { somaSpike, burstSpike } = this.#learner.network.population.state;
    for (let i = 0; i < somaSpike.length; i++) {
      if (somaSpike[i]) this.population.spikes[i].push(timeMs);
      if (burstSpike[i]) this.population.burstSpikes[i].push(timeMs);
    }
  }
}

/** The runs of neurons that a context unit each lets burst. */
function assemblies(learner: Learner, subtasks: readonly string[]) {
  const { size } = learner.network.population;
  const members = Array.from({ length: size.neurons }, (_, neuron) => assemblyOf(neuron, size));
  return subtasks.map((name, unit) => ({
    name,
    first: members.indexOf(unit),
    size: members.filter((assembly) => assembly === unit).length,
  }));
}
