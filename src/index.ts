/** The library: neurons, networks, sequences, rollouts, datasets, runs. Agents are in `burstwise/agents`, tasks in `burstwise/envs`. */

export { checkDataset } from './data/check.ts';
export type { Column, ColumnGroup, NumberColumn, TextColumn } from './data/column.ts';
export { valuesOf } from './data/column.ts';
export { Dataset, listDatasets, openDataset, shuffledOrder } from './data/dataset.ts';
export { DatasetError } from './data/dataset-error.ts';
export {
  createDemonstration,
  type Demonstration,
  type Labels,
  labelsOf,
  returnOf,
  stepsOf,
} from './data/demonstration.ts';
export { combinedDescription, descriptionOf, splitIndices, writeDataset } from './data/derive.ts';
export { exportJsonLines, openJsonLines } from './data/json-lines.ts';
export { type DatasetDescription, Recording, type RecordingOptions } from './data/recording.ts';
export { type Replay, replay } from './data/replay.ts';
export type { Policy, Transition } from './data/rollout.ts';
export { rollout } from './data/rollout.ts';
export type { ActionDecoder, ObservationEncoder } from './encoding/encoder.ts';
export { PopulationCode } from './encoding/population-code.ts';
export * from './errors.ts';
export { type Estimate, formatEstimate, proportion } from './evaluation/proportions.ts';
export * from './neuron/network.ts';
export * from './neuron/parameters.ts';
export { type BurstPopulation, createPopulation, type Kernel } from './neuron/population.ts';
export { type BurstTrace, burstTrace, Readout } from './neuron/readout.ts';
export { createReadoutLearner, type ReadoutLearner, type ReadoutRule } from './neuron/readout-learning.ts';
export type { PopulationState } from './neuron/state.ts';
export { createWeights, type PopulationSize, type PopulationWeights } from './neuron/weights.ts';
export { streamGenerator, streamSeed } from './numeric/seeds.ts';
export * from './run/checkpoint.ts';
export { parseConfig } from './run/config.ts';
export type { Report, Session, Task } from './run/task.ts';
export { runTrainer, type Trainer } from './run/trainer.ts';
export { recallError, recallSequence, type Sequence, trainPresentation } from './sequence/sequence.ts';
export { StoreRecall, type StoreRecallParameters } from './sequence/store-recall.ts';
