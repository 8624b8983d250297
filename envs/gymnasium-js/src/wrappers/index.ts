export { Autoreset } from './autoreset.ts';
export { ClipAction } from './clip-action.ts';
export { ClipReward, type ClipRewardSettings } from './clip-reward.ts';
export { DelayObservation } from './delay-observation.ts';
export { FilterObservation, type FilterObservationSettings } from './filter-observation.ts';
export { FlattenObservation } from './flatten-observation.ts';
export { FrameStackObservation, type FrameStackObservationSettings } from './frame-stack-observation.ts';
export {
  NormalizeObservation,
  type NormalizeObservationSettings,
  type ShapedObservation,
} from './normalize-observation.ts';
export {
  NormalizeReward,
  type NormalizeRewardSettings,
  type NormalizeRewardState,
} from './normalize-reward.ts';
export { OrderEnforcing, type OrderEnforcingSettings } from './order-enforcing.ts';
export { PassiveEnvChecker } from './passive-env-checker.ts';
export {
  type EpisodeStatistics,
  RecordEpisodeStatistics,
  type RecordEpisodeStatisticsSettings,
} from './record-episode-statistics.ts';
export {
  cubicSchedule,
  type RecordingTrigger,
  RecordVideo,
  type RecordVideoSettings,
} from './record-video.ts';
export { RenderCollection, type RenderCollectionSettings } from './render-collection.ts';
export { RescaleAction, type RescaleActionSettings } from './rescale-action.ts';
export type { FloatArray, RescaleBound } from './rescale-box.ts';
export { RescaleObservation, type RescaleObservationSettings } from './rescale-observation.ts';
export { RunningMeanStd, type RunningMeanStdOptions, type RunningMeanStdState } from './running-mean-std.ts';
export { StickyAction, type StickyActionSettings } from './sticky-action.ts';
export { TimeAwareObservation, type TimeAwareObservationSettings } from './time-aware-observation.ts';
export { TimeLimit } from './time-limit.ts';
export {
  TransformAction,
  type TransformActionSettings,
  TransformObservation,
  type TransformObservationSettings,
  TransformReward,
} from './transform.ts';
export { ActionWrapper, ObservationWrapper, RewardWrapper, Wrapper, wrapperSpec } from './wrapper.ts';
