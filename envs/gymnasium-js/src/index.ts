export { type CheckEnvOptions, checkEnv } from './check-env.ts';
export { mismatch } from './checks/mismatch.ts';
export {
  Env,
  type Info,
  type Metadata,
  type RenderFrame,
  type ResetOptions,
  type ResetResult,
  type RgbFrame,
  type StepResult,
} from './env.ts';
export * from './errors.ts';
export { type Logger, logger } from './logger.ts';
export { Generator, type GeneratorState } from './random/generator.ts';
export type { IntegerBounds, IntegerDtype, IntegerOptions } from './random/integers.ts';
export { PCG64, type PCG64State } from './random/pcg64.ts';
export type { ChoiceOptions } from './random/sampling.ts';
export { type Entropy, SeedSequence, type SeedSequenceState } from './random/seed-sequence.ts';
export { npRandom } from './random/seeding.ts';
export { type FromJsonOptions, specFromJSON } from './registration/from-json.ts';
export { type EnvId, formatEnvId, parseEnvId } from './registration/id.ts';
export { type MakeOptions, make } from './registration/make.ts';
export { type MakeVecOptions, makeVec } from './registration/make-vec.ts';
export { register, registry, spec } from './registration/registry.ts';
export * from './registration/spec.ts';
export { registerWrappers, wrapperRegistry } from './registration/wrapper-registry.ts';
export * from './spaces/index.ts';
export * from './vector/index.ts';
export * from './wrappers/index.ts';
