import type { Point } from '../geometry.ts';

/** The layout of an episode. */
export interface ButtonFoodLayout {
  /** Position of the agent at the start of the episode. */
  readonly start: Point;
  /** Position of the button, arena units. */
  readonly button: Point;
  /** Position of the food, arena units. */
  readonly food: Point;
}

/** What the environment tells with every reset and step. Lengths in arena units. */
export type ButtonFoodInfo = {
  readonly agent: Point;
  readonly button: Point;
  readonly food: Point;
  readonly buttonDistance: number;
  readonly foodDistance: number;
  /** Whether the food is still locked: the agent has not been at the button. */
  readonly locked: boolean;
  readonly buttonReached: boolean;
  /** Whether the agent has come to the food after the button. */
  readonly foodReached: boolean;
  /** The subtask that is due: 0 go to the button, 1 go to the food. */
  readonly subtask: number;
  /** The best reward of the episode so far: the published R. */
  readonly bestReward: number;
  /** Steps since reset. */
  readonly step: number;
};
