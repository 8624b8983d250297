/**
 * The part of the library that runs in browsers as in Node: models, encoders, tasks, lessons, rollouts, records, figures.
 *
 * @module
 */

export type { Aliases, Catalogue, Found } from './config/catalogue.ts';
export { parseConfig } from './config/config.ts';
export { define } from './config/definition.ts';
export { type DurationOptions, type DurationSchema, duration } from './config/units.ts';
export type { Column, ColumnGroup, NumberColumn, TextColumn } from './data/column.ts';
export { valuesOf } from './data/column.ts';
export { DatasetError } from './data/dataset-error.ts';
export {
  createDemonstration,
  type DatasetSpaces,
  type Demonstration,
  type EpisodeNotes,
  type Labels,
  labelsOf,
  returnOf,
  stepsOf,
} from './data/demonstration.ts';
export type { OptionRecord, OptionValue } from './data/options.ts';
export { Clock } from './encoding/clock.ts';
export { concatenate, encodePart, union } from './encoding/combine.ts';
export type { ActionDecoder, ObservationEncoder } from './encoding/encoder.ts';
export { OneHot } from './encoding/one-hot.ts';
export { oneHotAction } from './encoding/one-hot-action.ts';
export { PopulationCode, type PopulationCodeOptions } from './encoding/population-code.ts';
export { spaceDecoder } from './encoding/space-decoder.ts';
export { spaceEncoder } from './encoding/space-encoder.ts';
export { InputMoments, standardised } from './encoding/standardised.ts';
export {
  type LabelledStep,
  type Lesson,
  type LessonEnd,
  type LessonOptions,
  practised,
  shown,
} from './episodes/lesson.ts';
export { type Replay, replay } from './episodes/replay.ts';
export { type EpisodeEnd, type Policy, rollout, type Transition } from './episodes/rollout.ts';
export {
  BurstwiseError,
  CheckpointError,
  ConfigError,
  DivergenceError,
  InterruptedError,
  type Problem,
  printable,
  UsageError,
} from './errors.ts';
export { categorical, fontFamily, ink, inkOn, meaning, subtaskColour } from './figures/palette.ts';
export {
  composeSheet,
  type LegendEntry as SheetLegendEntry,
  type Panel,
  type SheetContent,
} from './figures/sheet.ts';
export type { RasterPopulation } from './figures/spike-raster.ts';
export { drawTimelines, type Timeline } from './figures/timelines.ts';
export * from './files/checkpoint.ts';
export { createPopulation } from './models/burst/create-population.ts';
export { BurstModel } from './models/burst/model.ts';
export {
  BurstNetwork,
  type ContextProjection,
  createNetwork,
  type NetworkParameters,
  publishedNetwork,
  type ReadingParameters,
  type Timing,
} from './models/burst/network.ts';
export * from './models/burst/parameters.ts';
export type { BurstPopulation, DrivenPopulation, Kernel } from './models/burst/population.ts';
export type { BurstConfig } from './models/burst/schema.ts';
export { type BurstTrace, burstTrace, type PopulationState } from './models/burst/state.ts';
export {
  createWeights,
  type PopulationSize,
  type PopulationWeights,
  type SparseColumns,
} from './models/burst/weights.ts';
export { type AnyModelDefinition, defineModel, models } from './models/catalogue.ts';
export type { ContextUse } from './models/contextual-input.ts';
export { createModel } from './models/create-model.ts';
export type {
  ModelConfig,
  ModelDefinition,
  ModelProblem,
  ModelRole,
  ModelUse,
} from './models/definition.ts';
export type { LinearConfig } from './models/linear/schema.ts';
export type {
  ActivitySource,
  CompartmentInjection,
  Injection,
  Model,
  ModelArrays,
  ModelUnits,
  NamedArray,
  Stimulus,
} from './models/model.ts';
export type { AdamParameters } from './models/perceptron/adam.ts';
export type { PerceptronConfig } from './models/perceptron/schema.ts';
export type { RandomReluConfig } from './models/random-relu/schema.ts';
export { Readout } from './models/readout/readout.ts';
export { createReadoutLearner, type ReadoutLearner, type ReadoutRule } from './models/readout/rules.ts';
export type { NamedModel } from './models/saved-state.ts';
export { SpikeRecorder } from './models/spike-recorder.ts';
export { streamGenerator, streamSeed } from './numeric/seeds.ts';
export type { SparseVector, SymmetricMatrix } from './numeric/symmetric-matrix.ts';
export type { RealVector } from './numeric/vectors.ts';
export { type Progress, type ProgressGroup, silentProgress } from './process/progress.ts';
export {
  type DocumentTable,
  documentData,
  type LeadLine,
  type Picture,
  type ReportDocument,
  type Section,
  type TableCell,
  type TableColumn,
} from './report/document.ts';
export { documentHtml } from './report/html.ts';
export type { Figure, Report, Table } from './report/report.ts';
export type { EvaluationContext, EvaluationPart, Examiner, Helpers, Stoppable } from './run/examination.ts';
export type {
  CommonConfig,
  ContenderSettings,
  DecompositionOverrides,
  EvaluationOverrides,
  GivenPerturbations,
  RestoreOptions,
  Session,
  SubtaskObserver,
  Trainable,
  Trial,
  TrialRequest,
} from './run/trainable.ts';
export type { Trainer } from './run/trainer.ts';
export {
  recallError,
  recallSequence,
  type Sequence,
  type StepObserver,
  trainPresentation,
} from './sequence/sequence.ts';
export { StoreRecall, type StoreRecallParameters } from './sequence/store-recall.ts';
export { createTrajectorySequence, drawTrajectories } from './sequence/trajectory.ts';
export {
  interquartileMean,
  performanceProfile,
  probabilityOfImprovement,
  type Scores,
} from './statistics/aggregates.ts';
export { type BootstrapOptions, bootstrap, pairedDifference, quantile } from './statistics/bootstrap.ts';
export { holm } from './statistics/holm.ts';
export { mcNemar, type PairedOutcomes, pairOutcomes } from './statistics/paired.ts';
export { type Estimate, formatEstimate, proportion } from './statistics/proportions.ts';
export { type CheckAdapterOptions, checkAdapter } from './task/check-adapter.ts';
export { defineTask, type TaskDefinition } from './task/define-task.ts';
export * from './task/environment-adapter.ts';
export {
  type KeyHelp,
  type LegendEntry,
  type ManualControl,
  registerControl,
} from './task/manual-control.ts';
export { type EnvironmentRequest, Task } from './task/task.ts';
export type { Area, Line, Span } from './terminal/styled-text.ts';
