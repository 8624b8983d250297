/** The wrappers of MiniGrid, under the names that they have in Python; arguments are settings in camel case. */
import type { WrapperConstructor } from 'gymnasium-js';
import { DictObservationSpaceWrapper } from './dict-observation-space.ts';
import { DirectionObsWrapper } from './direction-obs.ts';
import { ActionBonus, PositionBonus } from './exploration-bonus.ts';
import { FlatObsWrapper } from './flat-obs.ts';
import { FullyObsWrapper } from './fully-obs.ts';
import { ImgObsWrapper } from './img-obs.ts';
import { NoDeath } from './no-death.ts';
import { OneHotPartialObsWrapper } from './one-hot-partial-obs.ts';
import { ReseedWrapper } from './reseed.ts';
import { RGBImgObsWrapper, RGBImgPartialObsWrapper } from './rgb-img-obs.ts';
import { StochasticActionWrapper } from './stochastic-action.ts';
import { SymbolicObsWrapper } from './symbolic-obs.ts';
import { ViewSizeWrapper } from './view-size.ts';

export {
  type DictObservationSpaceSettings,
  DictObservationSpaceWrapper,
  missionWords,
} from './dict-observation-space.ts';
export { type DirectionObsSettings, DirectionObsWrapper } from './direction-obs.ts';
export { ActionBonus, PositionBonus, type PositionBonusSettings } from './exploration-bonus.ts';
export { type FlatObsSettings, FlatObsWrapper } from './flat-obs.ts';
export { FullyObsWrapper } from './fully-obs.ts';
export { ImgObsWrapper } from './img-obs.ts';
export { NoDeath, type NoDeathSettings } from './no-death.ts';
export { OneHotPartialObsWrapper } from './one-hot-partial-obs.ts';
export { type ReseedSettings, ReseedWrapper } from './reseed.ts';
export { RGBImgObsWrapper, RGBImgPartialObsWrapper, type TileSettings } from './rgb-img-obs.ts';
export { type StochasticActionSettings, StochasticActionWrapper } from './stochastic-action.ts';
export { SymbolicObsWrapper } from './symbolic-obs.ts';
export { type ViewSizeSettings, ViewSizeWrapper } from './view-size.ts';

/** All of them. */
export const wrappers: readonly WrapperConstructor[] = [
  DictObservationSpaceWrapper,
  DirectionObsWrapper,
  ActionBonus,
  PositionBonus,
  FlatObsWrapper,
  FullyObsWrapper,
  ImgObsWrapper,
  NoDeath,
  OneHotPartialObsWrapper,
  ReseedWrapper,
  RGBImgObsWrapper,
  RGBImgPartialObsWrapper,
  StochasticActionWrapper,
  SymbolicObsWrapper,
  ViewSizeWrapper,
];
