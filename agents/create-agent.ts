import type { EnvironmentAdapter, TaskOptions } from '../envs/adapter.ts';
import { createNetwork } from '../src/neuron/network.ts';
import type { Kernel } from '../src/neuron/population.ts';
import { streamGenerator } from '../src/numeric/seeds.ts';
import type { AgentConfig } from './config.ts';
import { HierarchicalAgent } from './hierarchical-agent.ts';
import { Learner } from './learner.ts';
import { Manager, managerUnits } from './manager.ts';
import { GatedWorkers, SeparateWorkers, type Workers } from './workers.ts';

/** An untrained agent for a task: the same for the same config, seed and kernel. */
export function createAgent<Observation, Action, Options extends TaskOptions>(
  adapter: EnvironmentAdapter<Observation, Action, Options>,
  options: Options,
  config: AgentConfig,
  seed: number,
  kernel?: Kernel,
): HierarchicalAgent<Observation, Action> {
  const subtasks = adapter.subtasks.names.length;
  const encoder = adapter.managerEncoder(options);
  const { network, memory, readout } = config.manager;
  const units = managerUnits(encoder.size, memory, subtasks);
  const managerNetwork = createNetwork(network, units, streamGenerator(seed, 'managerWeights'), kernel);
  const manager = new Manager(new Learner('manager', managerNetwork, readout), encoder, memory, subtasks);
  const workers = createWorkers(adapter, options, config.workers, seed, kernel);
  return new HierarchicalAgent(manager, workers, adapter.stepDurationMs);
}

function createWorkers<Observation, Action, Options extends TaskOptions>(
  adapter: EnvironmentAdapter<Observation, Action, Options>,
  options: Options,
  { networks, network, readout }: AgentConfig['workers'],
  seed: number,
  kernel?: Kernel,
): Workers<Observation, Action> {
  const { names } = adapter.subtasks;
  const encoder = adapter.workerEncoder(options);
  const decoder = adapter.actionDecoder(options);
  const learner = (name: string, contexts: number, index: number) => {
    const units = { inputs: encoder.size, contexts, outputs: decoder.size };
    const generator = streamGenerator(seed, 'workerWeights', index);
    return new Learner(name, createNetwork(network, units, generator, kernel), readout);
  };
  if (networks === 'gated')
    return new GatedWorkers(learner('worker', names.length, 0), encoder, decoder, names.length);
  return new SeparateWorkers(
    names.map((name, index) => learner(`worker-${name}`, 1, index)),
    encoder,
    decoder,
  );
}
