/** The library: neurons, networks, sequences, rollouts, datasets, runs, tasks of your own. Agents are in `burstwise/agents`, our tasks in `burstwise/envs`. */

export { parseConfig } from './config/config.ts';
export { define } from './config/definition.ts';
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
export { openJsonLines } from './data/json-lines-reader.ts';
export { exportJsonLines } from './data/json-lines-writer.ts';
export { type DatasetDescription, Recording, type RecordingOptions } from './data/recording.ts';
export { Clock } from './encoding/clock.ts';
export { concatenate, encodePart } from './encoding/combine.ts';
export type { ActionDecoder, ObservationEncoder } from './encoding/encoder.ts';
export { OneHot } from './encoding/one-hot.ts';
export { oneHotAction } from './encoding/one-hot-action.ts';
export { PopulationCode } from './encoding/population-code.ts';
export { spaceDecoder } from './encoding/space-decoder.ts';
export { spaceEncoder } from './encoding/space-encoder.ts';
export { type Replay, replay } from './episodes/replay.ts';
export type { Policy, Transition } from './episodes/rollout.ts';
export { rollout } from './episodes/rollout.ts';
export * from './errors.ts';
export { drawTimelines } from './figures/timelines.ts';
export * from './files/checkpoint.ts';
export * from './files/checkpoint-file.ts';
export { createPopulation } from './models/burst/create-population.ts';
export * from './models/burst/network.ts';
export * from './models/burst/parameters.ts';
export type { BurstPopulation, Kernel } from './models/burst/population.ts';
export type { PopulationState } from './models/burst/state.ts';
export { type BurstTrace, burstTrace } from './models/burst/state.ts';
export { createWeights, type PopulationSize, type PopulationWeights } from './models/burst/weights.ts';
export type { AnyModelDefinition } from './models/catalogue.ts';
export { defineModel } from './models/catalogue.ts';
export type {
  ModelConfig,
  ModelDefinition,
  ModelProblem,
  ModelRole,
  ModelUse,
} from './models/definition.ts';
export type {
  ActivitySource,
  Model,
  ModelArrays,
  ModelUnits,
  NamedArray,
  Stimulus,
} from './models/model.ts';
export { Readout } from './models/readout/readout.ts';
export { createReadoutLearner, type ReadoutLearner, type ReadoutRule } from './models/readout/rules.ts';
export { streamGenerator, streamSeed } from './numeric/seeds.ts';
export { type Logger, type LogLevel, silentLogger } from './process/logger.ts';
export { type Progress, type ProgressGroup, silentProgress } from './process/progress.ts';
export type { Figure, Report, Table } from './report/report.ts';
export { type CompletedRun, completeRun, type RunContext } from './run/complete-run.ts';
export { type EvaluationRequest, evaluateRun, type RunEvaluation } from './run/evaluate-run.ts';
export type { EvaluationContext, EvaluationPart } from './run/examination.ts';
export type { Metrics, MetricsLine, MetricsLog } from './run/metrics-log.ts';
export { type UsedModule, useModules } from './run/modules.ts';
export { continueRun, loadAgent, openRun, type Run } from './run/open-run.ts';
export { createRunFolder, openRunFolder, type RunFolder, type RunInfo } from './run/run-folder.ts';
export type { SeedsContext } from './run/seed-threads.ts';
export { type RunSettings, resolveSettings, type SettingsRequest } from './run/settings.ts';
export { type NewRun, type StartedRun, startRun } from './run/start-run.ts';
export { trainSeeds } from './run/train-seeds.ts';
export type { CommonConfig, EvaluationOverrides, Session, Trainable } from './run/trainable.ts';
export { runTrainer, type Trainer } from './run/trainer.ts';
export { recallError, recallSequence, type Sequence, trainPresentation } from './sequence/sequence.ts';
export { StoreRecall, type StoreRecallParameters } from './sequence/store-recall.ts';
export { type Estimate, formatEstimate, proportion } from './statistics/proportions.ts';
export { defineTask, type TaskDefinition } from './task/define-task.ts';
export * from './task/environment-adapter.ts';
export {
  type KeyHelp,
  type LegendEntry,
  type ManualControl,
  registerControl,
} from './task/manual-control.ts';
