import type { ObservationEncoder } from '../../src/encoding/encoder.ts';
import { ConfigError } from '../../src/errors.ts';
import { createNetwork } from '../../src/models/burst/network.ts';
import type { Kernel } from '../../src/models/burst/population.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import type { EnvironmentAdapter, EnvironmentOptions } from '../../src/task/environment-adapter.ts';
import { Learner } from '../network-learner.ts';
import type { AgentConfig } from './config.ts';
import { type DecisionRule, largestReadout, PlaceDecisions } from './decisions.ts';
import { HierarchicalAgent } from './hierarchical-agent.ts';
import { Manager, managerUnits } from './manager.ts';
import { standardise } from './standardise.ts';
import { GatedWorkers, SeparateWorkers, type Workers } from './workers.ts';

/** An untrained agent for a task: the same for the same config, seed and kernel. */
export function createAgent<Observation, Action, Options extends EnvironmentOptions>(
  adapter: EnvironmentAdapter<Observation, Action, Options>,
  options: Options,
  config: AgentConfig,
  seed: number,
  kernel?: Kernel,
): HierarchicalAgent<Observation, Action> {
  const subtasks = adapter.subtasks.names.length;
  const { network, memory, readout, inputs } = config.manager;
  const prepare = (encoder: ObservationEncoder<Observation>, how: typeof inputs) =>
    how === 'raw' ? encoder : standardise(adapter, options, encoder, seed);
  const encoder = prepare(adapter.managerEncoder(options), inputs);
  const units = managerUnits(encoder.size, memory, subtasks);
  const managerNetwork = createNetwork(network, units, streamGenerator(seed, 'managerWeights'), kernel);
  const learner = new Learner('manager', managerNetwork, readout);
  const rule = decisionRule(adapter, options, config.manager.decisions);
  const manager = new Manager(learner, encoder, memory, subtasks, rule);
  const workerEncoder = prepare(adapter.workerEncoder(options), config.workers.inputs);
  const workers = createWorkers(adapter, options, workerEncoder, config.workers, seed, kernel);
  return new HierarchicalAgent(manager, workers, adapter.stepDurationMs);
}

function createWorkers<Observation, Action, Options extends EnvironmentOptions>(
  adapter: EnvironmentAdapter<Observation, Action, Options>,
  options: Options,
  encoder: ObservationEncoder<Observation>,
  { networks, network, readout }: AgentConfig['workers'],
  seed: number,
  kernel?: Kernel,
): Workers<Observation, Action> {
  const { names } = adapter.subtasks;
  const decoder = adapter.actionDecoder(options);
  const learner = (name: string, contexts: number, index: number) => {
    const units = { inputs: encoder.size, contexts, outputs: decoder.size };
    const generator = streamGenerator(seed, 'workerWeights', index);
    return new Learner(name, createNetwork(network, units, generator, kernel), readout);
  };
  if (networks === 'gated')
    return new GatedWorkers(learner('worker', names.length, 0), encoder, decoder, names.length);
  return new SeparateWorkers(
    // Learners’ names are parts of tensors’ names, which have no spaces.
    names.map((name, index) => learner(`worker-${name.replaceAll(/[^\w.-]+/g, '-')}`, 1, index)),
    encoder,
    decoder,
  );
}

function decisionRule<Observation, Action, Options extends EnvironmentOptions>(
  adapter: EnvironmentAdapter<Observation, Action, Options>,
  options: Options,
  decisions: AgentConfig['manager']['decisions'],
): DecisionRule<Observation> {
  const places = adapter.places?.(options);
  if (places !== undefined) return new PlaceDecisions(places, decisions);
  const { when, mask, returnInhibition } = decisions;
  if (when === 'steps' && !mask && returnInhibition === 0) return largestReadout;
  throw new ConfigError('settings', [
    {
      path: 'agent.manager.decisions',
      expected: `decisions at every step, without mask and inhibition of return: ${adapter.name} has no places`,
      received: JSON.stringify(decisions),
      remedy: 'leave it out',
    },
  ]);
}
