import { union } from '../../src/encoding/combine.ts';
import type { ActionDecoder, ObservationEncoder } from '../../src/encoding/encoder.ts';
import { createModel } from '../../src/models/create-model.ts';
import type { ModelConfig } from '../../src/models/definition.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import type { Task } from '../../src/task/task.ts';
import { chooseCount, type HeldOut } from './choose-count.ts';
import { type FitOptions, fitOptions, segment } from './expectation-maximisation.ts';
import { sequencesOf, type UnlabelledEpisode } from './features.ts';
import type { Sequences } from './sequences.ts';

/** What the actions of options are read from: encoder units, features of a burst network that sees them, or both. */
export type DiscoveryFeatures = 'units' | 'bursts' | 'both';

/** How subtasks are looked for. */
export interface DiscoverySettings extends FitOptions {
  /** Number of subtasks; null: chosen by held-out likelihood, at most `mostSubtasks`. */
  readonly count: number | null;
  readonly mostSubtasks: number;
  readonly features: DiscoveryFeatures;
  /** λ of the readouts of discrete actions, in the place of `ridge`: one-hot actions need more. */
  readonly discreteRidge: number;
  /** Time from one row to the next, ms; at least an environment step. */
  readonly intervalMs: number;
  readonly seed: number;
}

/** Settings that suit every task that was tried; chosen on seeds 6000 and after. */
export const discoveryDefaults: Omit<DiscoverySettings, 'seed'> = {
  count: null,
  mostSubtasks: 10,
  features: 'units',
  intervalMs: 2,
  ridge: 1e-3,
  discreteRidge: 1e-2,
  restarts: 4,
  shortRounds: 5,
  rounds: 40,
  termination: true,
  correlation: true,
};

/** What discovery sees of a task; the labels of its expert are not among it. */
export interface DiscoveryView<Observation, Action> {
  /** From which actions are read. */
  readonly input: ObservationEncoder<Observation>;
  /** From which follows when a subtask ends. */
  readonly conditions: ObservationEncoder<Observation>;
  readonly decoder: ActionDecoder<Action>;
  readonly stepDurationMs: number;
  /** Whether actions are one of several. */
  readonly discrete: boolean;
  /** The network whose features may be read. */
  readonly network: ModelConfig;
}

/** Subtasks found in demonstrations. */
export interface Discovery {
  readonly count: number;
  /** The subtask of each step of each episode. */
  readonly labels: readonly Int32Array[];
  /** Log likelihood of a row under the model. */
  readonly logLikelihood: number;
  /** How numbers of subtasks compared; empty where the number was given. */
  readonly heldOut: readonly HeldOut[];
}

/** Factor of encoder units beside the features of a network. */
const BESIDE = 5;

/**
 * What discovery sees of a task: everything that workers and manager see.
 * @param network settings of the network whose features may be read
 */
export function viewOf<Observation, Action>(
  task: Task<Observation, Action>,
  network: ModelConfig,
): DiscoveryView<Observation, Action> {
  const env = task.environment();
  env.close();
  const everything = union(task.workerEncoder(), task.managerEncoder());
  return {
    input: task.workerEncoder(),
    conditions: everything,
    decoder: task.actionDecoder(),
    stepDurationMs: task.stepDurationMs,
    discrete: isDiscrete(env.actionSpace),
    network,
  };
}

/** Whether actions of a space are one of several. */
export function isDiscrete(space: { toJSON(): { readonly type: string } }): boolean {
  return space.toJSON().type === 'Discrete';
}

/** Shows demonstrations to encoders and network. */
export function readDemonstrations<Observation, Action>(
  episodes: readonly UnlabelledEpisode<Observation, Action>[],
  view: DiscoveryView<Observation, Action>,
  { features, intervalMs, seed }: Pick<DiscoverySettings, 'features' | 'intervalMs' | 'seed'>,
): Sequences & { readonly interval: number } {
  const { input, decoder, network, stepDurationMs } = view;
  const units = { inputs: input.size, contexts: 1, outputs: decoder.size };
  const generator = streamGenerator(seed, 'discoveryNetwork');
  const ridge = { kind: 'ridge', ridge: 1 } as const;
  const model = features === 'units' ? null : createModel(network, units, ridge, generator);
  const direct = { units: 1, bursts: 0, both: BESIDE }[features];
  const interval = Math.max(1, Math.round(intervalMs / stepDurationMs));
  return { ...sequencesOf(episodes, { ...view, model, direct, interval }), interval };
}

/**
 * Finds subtasks in demonstrations without labels: each is an option with a readout of its own, and the chain of options is
 * hidden (see README.md).
 *
 * @throws RangeError when there are too few episodes to choose a number of subtasks
 */
export function discover<Observation, Action>(
  episodes: readonly UnlabelledEpisode<Observation, Action>[],
  view: DiscoveryView<Observation, Action>,
  settings: DiscoverySettings,
  onCount?: (heldOut: HeldOut) => void,
): Discovery {
  const sequences = readDemonstrations(episodes, view, settings);
  const generator = streamGenerator(settings.seed, 'discovery');
  const fit = { ...settings, ridge: view.discrete ? settings.discreteRidge : settings.ridge };
  const { count, heldOut } =
    settings.count === null
      ? chooseCount(sequences, settings.mostSubtasks, fit, generator, onCount)
      : { count: settings.count, heldOut: [] };
  const { model, logLikelihood } = fitOptions(sequences, count, fit, generator);
  const rows = segment(sequences, model);
  return {
    count,
    labels: stepLabels(rows, sequences, episodes),
    logLikelihood: logLikelihood / rows.length,
    heldOut,
  };
}

/** The labels of all steps from those of rows: a step between two rows has that of the row before it. */
export function stepLabels(
  rows: Int32Array,
  { lengths, interval }: { readonly lengths: readonly number[]; readonly interval: number },
  episodes: readonly { readonly actions: { readonly length: number } }[],
): Int32Array[] {
  let first = 0;
  return episodes.map(({ actions }, episode) => {
    const own = rows.subarray(first, first + lengths[episode]!);
    first += lengths[episode]!;
    return Int32Array.from({ length: actions.length }, (_, step) => own[Math.floor(step / interval)]!);
  });
}
