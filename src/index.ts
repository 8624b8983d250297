/**
 * The library: models, encoders, tasks of your own, lessons, rollouts, datasets, runs. Agents are in `burstwise/agents`,
 * our tasks in `burstwise/envs`. In browsers it ends where files and threads begin.
 *
 * @module
 */
export type { RawConfig } from './config/config-file.ts';
export { checkDataset, type DatasetFindings, examineDataset } from './data/check.ts';
export {
  Dataset,
  type EpisodeStore,
  listDatasets,
  type OpenOptions,
  openDataset,
  shuffledOrder,
} from './data/dataset.ts';
export {
  combinedDescription,
  descriptionOf,
  type NewDataset,
  splitIndices,
  writeDataset,
  writeDatasets,
} from './data/derive.ts';
export { type JsonLinesDataset, openJsonLines } from './data/json-lines-reader.ts';
export { type ExportOptions, exportJsonLines } from './data/json-lines-writer.ts';
export { type EpisodeLabels, labelledDescription, relabelled } from './data/label.ts';
export { type LabelRule, labelByRule, type NamedRule, type RuleStep, ruleOf } from './data/label-rule.ts';
export {
  labelByTimes,
  readMarkedFile,
  readMarkedSegments,
  segmentsOfLabels,
  subtasksMarked,
} from './data/label-times.ts';
export type { MarkedFile, MarkedSegment } from './data/marked-segment.ts';
export type { DatasetMetadata } from './data/metadata.ts';
export type { RawAttribute, RawGroup } from './data/read-protocol.ts';
export { type DatasetDescription, Recording, type RecordingOptions } from './data/recording.ts';
export { loadCheckpoint, saveCheckpoint } from './files/checkpoint-file.ts';
export * from './portable.ts';
export { type Logger, type LogLevel, logLevels, silentLogger } from './process/logger.ts';
export {
  type ComparisonContext,
  type ComparisonResult,
  compare,
} from './run/comparison/compare.ts';
export { compareRuns, type RunsComparison } from './run/comparison/compare-runs.ts';
export type { ComparisonRequest } from './run/comparison/request.ts';
export type { RunsRequest } from './run/comparison/runs-plan.ts';
export type { AgainstReference, ComparedRow, ComparisonRow } from './run/comparison/summary.ts';
export { type CompletedRun, completeRun, type RunContext } from './run/complete-run.ts';
export { createRunFolder } from './run/create-run-folder.ts';
export { type DecompositionRequest, decomposeRun } from './run/decompose-run.ts';
export {
  type DatasetReportContext,
  type DatasetReportRequest,
  describeDataset,
} from './run/describe-dataset.ts';
export { type EvaluationRequest, evaluateRun, type RunEvaluation } from './run/evaluate-run.ts';
export type { Metrics, MetricsLine, MetricsLog } from './run/metrics-log.ts';
export { type DiscoveredLabels, type DiscoveryRequest, type UsedModule, useModules } from './run/modules.ts';
export { continueRun, loadAgent, openRun, type Run } from './run/open-run.ts';
export type { ExportCounts } from './run/overview/export/counts.ts';
export {
  type ExportFormat,
  type ExportRequest,
  exportFormats,
  exportRuns,
} from './run/overview/export/export-runs.ts';
export type { FoundRun, SweepPlace } from './run/overview/find-runs.ts';
export type { Scalar } from './run/overview/flat.ts';
export type { EntryState, RunEntry } from './run/overview/run-entry.ts';
export { type RunSelection, selectRuns } from './run/overview/select.ts';
export { openRunFolder, type RunFolder } from './run/run-folder.ts';
export type { RunInfo, RunRecord } from './run/run-info.ts';
export type { SeedsContext } from './run/seed-threads.ts';
export { type RunSettings, resolveSettings, type SettingsRequest } from './run/settings.ts';
export { type NewRun, type StartedRun, startRun } from './run/start-run.ts';
export { trainSeeds } from './run/train-seeds.ts';
export type { AnyTrainable } from './run/trainables.ts';
export { runTrainer, type TrainingOptions } from './run/trainer.ts';
