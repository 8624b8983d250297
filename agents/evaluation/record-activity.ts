import { rollout } from '../../src/episodes/rollout.ts';
import type { RasterPopulation } from '../../src/figures/spike-raster.ts';
import { assemblyOf } from '../../src/models/burst/network.ts';
import { SpikeRecorder } from '../../src/models/burst/spike-recorder.ts';
import { streamSeed } from '../../src/numeric/seeds.ts';
import type { EnvironmentAdapter, EnvironmentOptions } from '../../src/task/environment-adapter.ts';
import { makeLayoutEnv } from '../../src/task/layouts.ts';
import type { HierarchicalAgent } from '../hierarchy/hierarchical-agent.ts';
import type { Learner } from '../network-learner.ts';

/** What the networks of an agent did during one episode. */
export interface Activity {
  readonly populations: readonly RasterPopulation[];
  /** The subtask carried out at each environment step. */
  readonly choices: readonly number[];
  readonly durationMs: number;
}

/** Plays one fresh layout and records every spike. */
export function recordActivity<Observation, Action, Options extends EnvironmentOptions>(
  adapter: EnvironmentAdapter<Observation, Action, Options>,
  options: Options,
  agent: HierarchicalAgent<Observation, Action>,
  {
    seed,
    episode,
    layout,
  }: { readonly seed: number; readonly episode: number; readonly layout?: string | undefined },
): Activity {
  const choices: number[] = [];
  const recorders = agent.learners.map(({ network }) => {
    const recorder = new SpikeRecorder(network.population);
    network.watch = (timeMs) => recorder.record(choices.length * adapter.stepDurationMs + timeMs);
    return recorder;
  });
  const policy = {
    reset: () => agent.reset(),
    act(observation: Observation) {
      const action = agent.act(observation);
      choices.push(agent.subtask);
      return action;
    },
  };
  rollout(makeLayoutEnv(adapter, options, layout), policy, { seed: streamSeed(seed, 'evaluation', episode) });
  for (const { network } of agent.learners) network.watch = null;
  const populations = agent.learners.map((learner, k) => ({
    name: learner.name,
    size: learner.network.population.size.neurons,
    spikes: recorders[k]!.spikes,
    burstSpikes: recorders[k]!.burstSpikes,
    groups: assemblies(learner, adapter.subtasks.names),
  }));
  return { populations, choices, durationMs: choices.length * adapter.stepDurationMs };
}

/** The runs of neurons that a subtask each lets burst; none where context is not dealt out like that. */
function assemblies(learner: Learner, subtasks: readonly string[]) {
  const { size, weights } = learner.network.population;
  const members = Array.from({ length: size.neurons }, (_, neuron) => assemblyOf(neuron, size));
  const drives = (unit: number, neuron: number) => weights.apicalContext[unit * size.neurons + neuron] !== 0;
  const dealtOut = members.every((member, neuron) =>
    subtasks.every((_, unit) => unit === member || !drives(unit, neuron)),
  );
  if (size.contexts !== subtasks.length || size.contexts === 1 || !dealtOut) return [];
  return subtasks.map((name, unit) => ({
    name,
    first: members.indexOf(unit),
    size: members.filter((assembly) => assembly === unit).length,
  }));
}
