export { AsyncVectorEnv, type AsyncVectorOptions } from './async-vector-env.ts';
export { AutoresetMode } from './autoreset-mode.ts';
export { batchInfos, unbatchInfos } from './infos.ts';
export type { EnvSource } from './protocol.ts';
export { VectorRecordEpisodeStatistics } from './record-episode-statistics.ts';
export { SyncVectorEnv, type SyncVectorOptions } from './sync-vector-env.ts';
export {
  VectorEnv,
  type VectorMetadata,
  type VectorResetOptions,
  type VectorResetResult,
  type VectorStepResult,
} from './vector-env.ts';
export { VectorWrapper } from './vector-wrapper.ts';
