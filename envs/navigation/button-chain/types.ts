import type { Point } from '../geometry.ts';

/** The layout of an episode. */
export interface ButtonChainLayout {
  /** Position of the agent at the start of the episode. */
  readonly start: Point;
  /** In the order in which they are to be pressed. */
  readonly buttons: readonly Point[];
  /** Position of the food, arena units. */
  readonly food: Point;
}

/** What the environment tells with every reset and step. Lengths in arena units. */
export type ButtonChainInfo = {
  readonly agent: Point;
  readonly buttons: readonly Point[];
  readonly food: Point;
  /** Number of buttons pressed so far. */
  readonly pressed: number;
  /** Whether the agent has come to the food after all buttons. */
  readonly foodReached: boolean;
  /** The subtask that is due: the button k that is next, 0 … K − 1, or K: go to the food. */
  readonly subtask: number;
  /** Distance from the goal of that subtask. */
  readonly goalDistance: number;
  /** Steps since reset. */
  readonly step: number;
};
