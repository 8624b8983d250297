/** The wrappers of MiniGrid, under the names that they have in Python; arguments are settings in camel case. */
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
