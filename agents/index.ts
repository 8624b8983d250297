/** Agents: how they are made, taught and examined. */
export { type ActOptions, type Agent, type Correction, networkSteps, type Teaching } from './agent.ts';
export { type AgentConfig, agentSchema, type LearnerConfig } from './config.ts';
export { createAgent, createHierarchy } from './create-agent.ts';
export {
  type AssemblyCode,
  type Decodability,
  type SpikeRates,
  type SubtaskCode,
  subtaskCodes,
} from './decomposition/burst-code/burst-code.ts';
export { crossDecode, type Decoded } from './decomposition/burst-code/decode.ts';
export {
  type BinnedActivity,
  type BinOptions,
  recordBins,
  type Signal,
  signals,
} from './decomposition/burst-code/record.ts';
export type { Cast, ManagerKind, WorkerKind } from './decomposition/cast.ts';
export type { CloningSource, DatasetPlace, LabelledDemonstrations } from './decomposition/cloned-splits.ts';
export { type DecompositionSettings, decompose } from './decomposition/decompose.ts';
export { type DivisionConfig, divisionSchema } from './decomposition/division/division.ts';
export type { Pace } from './decomposition/pickers.ts';
export { type BoundaryScore, boundaryScore } from './decomposition/segmentation/boundaries.ts';
export {
  type ComparisonOptions,
  compareSegmentations,
  OVERLAPS,
  type SegmentationScores,
} from './decomposition/segmentation/compare.ts';
export {
  adjustedRandIndex,
  type Contingency,
  cohensKappa,
  contingencyOf,
  frameAccuracy,
  normalisedMutualInformation,
} from './decomposition/segmentation/contingency.ts';
export { type LabelMatching, optimalMatching, relabelled } from './decomposition/segmentation/matching.ts';
export {
  editScore,
  overSegmentation,
  segmentalF1,
  underSegmentation,
} from './decomposition/segmentation/segmental.ts';
export {
  boundariesOf,
  type LabelSequence,
  type Segment,
  segmentsOf,
} from './decomposition/segmentation/segments.ts';
export type { SplitTrainer, TrainedSplit } from './decomposition/splits.ts';
export { Stage, type StageAgents, type TracedPart } from './decomposition/stage.ts';
export type { StudyRequest } from './decomposition/study.ts';
export { type DecisionTrace, recordTrace, succeeded, type TraceOptions } from './decomposition/trace.ts';
export { changePoints, randomSegments, withViews } from './discovery/baselines.ts';
export { chooseCount, type HeldOut } from './discovery/choose-count.ts';
export { discoverInDataset } from './discovery/dataset.ts';
export {
  type Discovery,
  type DiscoveryFeatures,
  type DiscoverySettings,
  type DiscoveryView,
  discover,
  discoveryDefaults,
  viewOf,
} from './discovery/discover.ts';
export type { Emission } from './discovery/emission.ts';
export {
  type FitOptions,
  type Fitted,
  fitOptions,
  type OptionsModel,
  segment,
} from './discovery/expectation-maximisation.ts';
export type { UnlabelledEpisode } from './discovery/features.ts';
export { episodesFrom, type Rows, type Sequences } from './discovery/sequences.ts';
export type { TransitionModel } from './discovery/transitions.ts';
export {
  type EpisodeResult,
  type Evaluation,
  type EvaluationOptions,
  evaluate,
  type SubtaskChooser,
} from './evaluation/evaluate.ts';
export { type Activity, recordActivity } from './evaluation/record-activity.ts';
export { type EpisodeRequest, SeekableEpisode } from './evaluation/seekable-episode.ts';
export type { FlatConfig } from './flat/config.ts';
export { FlatAgent } from './flat/flat-agent.ts';
export type { DecisionsConfig, HierarchyConfig, ManagerConfig, WorkersConfig } from './hierarchy/config.ts';
export { type DecisionRule, largestReadout, onTermination, PlaceDecisions } from './hierarchy/decisions.ts';
export { HierarchicalAgent } from './hierarchy/hierarchical-agent.ts';
export { Manager, type ManagerHistory, type ManagerMemory, type Occasion } from './hierarchy/manager.ts';
export type { TurnEnds } from './hierarchy/turns.ts';
export { GatedWorkers, SeparateWorkers, type Workers, type WorkersView } from './hierarchy/workers.ts';
export type { Algorithm, EpisodeReport } from './imitation/algorithm.ts';
export { demonstrationEpisodes, showDemonstration } from './imitation/algorithms/demonstrations.ts';
export { type AnyAlgorithm, algorithms, defineAlgorithm } from './imitation/catalogue.ts';
export { imitationSchema } from './imitation/config.ts';
export { DatasetEpisodes, type EpisodesOptions } from './imitation/dataset-episodes.ts';
export { type Inspected, inspect } from './imitation/inspect.ts';
export { addLabels, type LabelCounts, labelsOfBoth, noLabels } from './imitation/label-counts.ts';
export {
  type RecordedEpisode,
  type RecordedEpisodes,
  type RecordedStep,
  recorded,
} from './imitation/recorded.ts';
export { type LessonTeaching, School } from './imitation/school.ts';
export { type ImitationConfig, type ImitationDefaults, imitationFields } from './imitation/settings.ts';
export { shuffled } from './imitation/shuffled.ts';
export { type Stretch, type Taught, type TeachOptions, teach } from './imitation/teach.ts';
export { Learner } from './learner.ts';
export { type LearningMeasure, LearningMeasures } from './learning-measures.ts';
export { type Perturbation, perturbationSchema, perturbationsSchema } from './perturbation/perturbation.ts';
export { PerturbedAgent } from './perturbation/perturbed-agent.ts';
export {
  BurstWave,
  type WaveAnswer,
  type WaveField,
  type WaveQuestion,
  type WaveSource,
} from './planning/burst-wave.ts';
export type { PlannerConfig, WaveConfig } from './planning/config.ts';
export { Couplings } from './planning/couplings.ts';
export { Imprinter } from './planning/imprint.ts';
export { type Exit, type PlaceGraph, placeGraph } from './planning/place-graph.ts';
export { PlacePlanner } from './planning/place-planner.ts';
export { ThingGuide } from './planning/thing-guide.ts';
export { animateWave } from './planning/wave-animation.ts';
export { WaveFieldModel } from './planning/wave-field-model.ts';
export { drawWave, type PlacePosition, type WaveFigureOptions } from './planning/wave-figure.ts';
export { filmWave, type WaveFilm, type WaveFrame } from './planning/wave-film.ts';
export { type Coupling, WaveGroups } from './planning/wave-groups.ts';
export { CoupledWave, WaveModel } from './planning/wave-model.ts';
export {
  LEARNED_GAIN,
  type WaveNoise,
  type WaveParameters,
  WIRED,
  waveParameters,
} from './planning/wave-parameters.ts';
export type { ObservationSource } from './standardise.ts';
export type { Condition, ImitationPart, PlayRequest, Trial } from './trainable/conditions.ts';
export type { ImitationRunConfig } from './trainable/schema.ts';
export { ImitationSession } from './trainable/session.ts';
export { imitationTrainable } from './trainable/trainable.ts';
