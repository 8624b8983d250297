export { OrderEnforcing, type OrderEnforcingSettings } from './order-enforcing.ts';
export { PassiveEnvChecker } from './passive-env-checker.ts';
export { RenderCollection, type RenderCollectionSettings } from './render-collection.ts';
export { TimeLimit } from './time-limit.ts';
export { ActionWrapper, ObservationWrapper, RewardWrapper, Wrapper, wrapperSpec } from './wrapper.ts';
