import { union } from '../src/encoding/combine.ts';
import type { ObservationEncoder } from '../src/encoding/encoder.ts';
import { ConfigError } from '../src/errors.ts';
import { createModel } from '../src/models/create-model.ts';
import { LowPassedInputs, withLowPassed } from '../src/models/low-passed-inputs.ts';
import type { ModelUnits } from '../src/models/model.ts';
import { streamGenerator } from '../src/numeric/seeds.ts';
import type { Task } from '../src/task/task.ts';
import type { Agent } from './agent.ts';
import type { AgentConfig, LearnerConfig } from './config.ts';
import type { FlatConfig } from './flat/config.ts';
import { FlatAgent } from './flat/flat-agent.ts';
import type { DecisionsConfig, HierarchyConfig, WorkersConfig } from './hierarchy/config.ts';
import { decisionRule } from './hierarchy/decisions.ts';
import { longestExpertTurns } from './hierarchy/expert-durations.ts';
import { HierarchicalAgent } from './hierarchy/hierarchical-agent.ts';
import { Manager, managerUnits } from './hierarchy/manager.ts';
import type { TurnEnds } from './hierarchy/turns.ts';
import { GatedWorkers, SeparateWorkers, type Workers } from './hierarchy/workers.ts';
import { Learner } from './learner.ts';
import type { CommonConfig } from './learner-config.ts';
import { createPlanner } from './planning/place-planner.ts';
import { createGuide, type ThingGuide } from './planning/thing-guide.ts';
import { type ObservationSource, standardise } from './standardise.ts';

/**
 * An untrained agent for a task: the same for the same config and seed.
 *
 * @param recorded observations to standardise inputs by, where the task has no expert
 * @throws ConfigError
 */
export function createAgent<Observation, Action>(
  task: Task<Observation, Action>,
  config: AgentConfig,
  seed: number,
  recorded?: ObservationSource<Observation>,
): Agent<Observation, Action> {
  return config.kind === 'flat'
    ? createFlat(task, config, seed, recorded)
    : createHierarchy(task, config, seed, recorded);
}

function createFlat<Observation, Action>(
  task: Task<Observation, Action>,
  config: FlatConfig,
  seed: number,
  recorded: ObservationSource<Observation> | undefined,
): FlatAgent<Observation, Action> {
  const everything = union(task.workerEncoder(), task.managerEncoder());
  const encoder = prepared(task, everything, config.inputs, seed, recorded);
  const decoder = task.actionDecoder();
  const units = { inputs: encoder.size, contexts: 1, outputs: decoder.size };
  const learner = createLearner('agent', config, units, seed, 'workerWeights', 0);
  return new FlatAgent(learner, encoder, decoder, task.stepDurationMs, config.repeatInhibition);
}

/** A manager with its workers. */
export function createHierarchy<Observation, Action>(
  task: Task<Observation, Action>,
  { manager: settings, workers, guide: waves, repeatInhibition }: HierarchyConfig,
  seed: number,
  recorded?: ObservationSource<Observation>,
): HierarchicalAgent<Observation, Action> {
  const subtasks = task.subtasks.names.length;
  const guide = waves === undefined ? null : createGuide(task, waves, seed);
  const encoder = guided(guide, prepared(task, task.managerEncoder(), settings.inputs, seed, recorded));
  const planner =
    settings.planner?.kind === 'burst-wave' ? createPlanner(task, settings.planner, seed) : null;
  const units = managerUnits(encoder.size, settings.memory, subtasks, planner !== null, settings.history);
  checkInputs(units);
  const learner = createLearner('manager', settings, units, seed, 'managerWeights');
  const rule = decisionRule(task, settings.decisions);
  const { memory, history } = settings;
  const manager = new Manager(learner, encoder, memory, subtasks, rule, planner, history, repeatInhibition);
  const ends = turnEnds(task as Task, settings.decisions, seed);
  const hired = createWorkers(task, { ...workers, repeatInhibition }, seed, ends !== null, guide, recorded);
  return new HierarchicalAgent(manager, hired, task.stepDurationMs, ends, guide);
}

/** What an agent sees, with what its guide tells. */
function guided<Observation>(
  guide: ThingGuide<Observation> | null,
  encoder: ObservationEncoder<Observation>,
): ObservationEncoder<Observation> {
  return guide === null ? encoder : guide.beside(encoder);
}

function createWorkers<Observation, Action>(
  task: Task<Observation, Action>,
  config: WorkersConfig & CommonConfig,
  seed: number,
  endTurns: boolean,
  guide: ThingGuide<Observation> | null,
  recorded: ObservationSource<Observation> | undefined,
): Workers<Observation, Action> {
  const { names } = task.subtasks;
  const prepare = (encoder: ObservationEncoder<Observation>) =>
    guided(guide, prepared(task, encoder, config.inputs, seed, recorded));
  const view = task.workerEncoders()?.map(prepare) ?? prepare(task.workerEncoder());
  const { size: inputs } = 'encode' in view ? view : view[0]!;
  const decoder = task.actionDecoder();
  const outputs = decoder.size + (endTurns ? 1 : 0);
  const learner = (name: string, contexts: number, index: number) => {
    const units = { inputs, contexts, outputs };
    return createLearner(name, config, units, seed, 'workerWeights', index);
  };
  if (config.networks === 'gated')
    return new GatedWorkers(
      learner('worker', names.length, 0),
      view,
      decoder,
      names.length,
      config.repeatInhibition,
      config.turns === 'from-rest',
    );
  return new SeparateWorkers(
    // Learners’ names are parts of tensors’ names, which have no spaces.
    names.map((name, index) => learner(`worker-${name.replaceAll(/[^\w.-]+/g, '-')}`, 1, index)),
    view,
    decoder,
    config.repeatInhibition,
    config.turns === 'from-rest',
  );
}

/** When workers end their turns; null where a manager decides without asking them. */
function turnEnds(task: Task, { when, threshold, patience }: DecisionsConfig, seed: number): TurnEnds | null {
  if (when !== 'terminations') return null;
  const longest = patience === 0 ? null : longestExpertTurns(task, seed);
  return { threshold, limits: longest?.map((steps) => Math.ceil(patience * steps)) ?? null };
}

/** @throws ConfigError where a manager would see nothing at all */
function checkInputs({ inputs }: ModelUnits): void {
  if (inputs > 0) return;
  throw new ConfigError('settings', [
    {
      path: 'agent.manager.memory',
      expected: 'basal, or history: ended, for a manager to which the task shows nothing',
      received: 'none',
      remedy: 'set one of them, or let the manager see more (options.encoding)',
    },
  ]);
}

/** @param stream of random numbers that the model is drawn from */
function createLearner(
  name: string,
  { network, readout, inputTraces }: LearnerConfig,
  units: ModelUnits,
  seed: number,
  stream: string,
  ...path: number[]
): Learner {
  const generator = streamGenerator(seed, stream, ...path);
  const create = (all: ModelUnits) => createModel(network, all, readout ?? null, generator);
  if (inputTraces.length === 0) return new Learner(name, create(units));
  const model = create(withLowPassed(units, inputTraces));
  return new Learner(name, new LowPassedInputs(model, units, inputTraces));
}

function prepared<Observation>(
  task: Task<Observation, unknown>,
  encoder: ObservationEncoder<Observation>,
  inputs: 'raw' | 'standardised',
  seed: number,
  recorded: ObservationSource<Observation> | undefined,
): ObservationEncoder<Observation> {
  return inputs === 'raw' ? encoder : standardise(task, encoder, seed, recorded);
}
