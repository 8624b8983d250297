/** The library: neurons, networks, sequences, rollouts, datasets, runs. Agents are in `burstwise/agents`, tasks in `burstwise/envs`. */

export { parseConfig } from './config/config.ts';
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
export type { ActionDecoder, ObservationEncoder } from './encoding/encoder.ts';
export { PopulationCode } from './encoding/population-code.ts';
export { type Replay, replay } from './episodes/replay.ts';
export type { Policy, Transition } from './episodes/rollout.ts';
export { rollout } from './episodes/rollout.ts';
export * from './errors.ts';
export * from './files/checkpoint.ts';
export * from './files/checkpoint-file.ts';
export { createPopulation } from './models/burst/create-population.ts';
export * from './models/burst/network.ts';
export * from './models/burst/parameters.ts';
export type { BurstPopulation, Kernel } from './models/burst/population.ts';
export type { PopulationState } from './models/burst/state.ts';
export { type BurstTrace, burstTrace } from './models/burst/state.ts';
export { createWeights, type PopulationSize, type PopulationWeights } from './models/burst/weights.ts';
export { Readout } from './models/readout/readout.ts';
export { createReadoutLearner, type ReadoutLearner, type ReadoutRule } from './models/readout/rules.ts';
export { streamGenerator, streamSeed } from './numeric/seeds.ts';
export type { Report } from './report/report.ts';
export type { Session, Trainable } from './run/trainable.ts';
export { runTrainer, type Trainer } from './run/trainer.ts';
export { recallError, recallSequence, type Sequence, trainPresentation } from './sequence/sequence.ts';
export { StoreRecall, type StoreRecallParameters } from './sequence/store-recall.ts';
export { type Estimate, formatEstimate, proportion } from './statistics/proportions.ts';
