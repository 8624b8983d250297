export { type Bound, Box, type BoxOptions } from './box.ts';
export { Discrete, type DiscreteOptions } from './discrete.ts';
export type { ArrayOf, Dtype, NumericArray } from './dtype.ts';
export { type SeedOrGenerator, Space, type SpaceJson, type ValueOf } from './space.ts';
