import type { Text } from 'gymnasium-js';
import type { Position } from './encoding.ts';
import type { Grid } from './grid.ts';
import type { EgocentricView, Viewer } from './view.ts';

/** The observation of an agent. */
export interface MiniGridObservation {
  /** (type, colour, state) of each cell in view, `[size, size, 3]`, as `EgocentricView` orders them. */
  readonly image: Uint8Array;
  /** Where the agent looks: 0 right, 1 down, 2 left, 3 up. */
  readonly direction: number;
  readonly mission: string;
}

/** The settings that a family passes to its base class. */
export interface MiniGridSettings {
  /** Cells. */
  readonly width: number;
  readonly height: number;
  readonly missionSpace: Text;
  /** Steps after which an episode is cut off. */
  readonly maxSteps: number;
  /** Whether walls and closed doors hide nothing. Default false. */
  readonly seeThroughWalls?: boolean | undefined;
  /** Width and height of the view in cells, odd. Default 7. */
  readonly agentViewSize?: number | undefined;
  readonly renderMode?: string | null | undefined;
  /** Whether pictures lighten what the agent sees. Default true. */
  readonly highlight?: boolean | undefined;
  /** Width and height of a cell in pictures, in pixels. Default 32. */
  readonly tileSize?: number | undefined;
  /** Whether pictures show the agent's view instead of the grid. Default false. */
  readonly agentPov?: boolean | undefined;
}

/** A world as pictures show it: the environment, without its dynamics. */
export interface PicturedWorld extends Viewer {
  readonly grid: Grid;
  readonly mission: string;
  readonly stepCount: number;
  readonly maxSteps: number;
  /** How pictures are drawn unless told otherwise. */
  readonly highlight: boolean;
  readonly tileSize: number;
  readonly agentPov: boolean;
  /** What the agent sees now. */
  look(): EgocentricView;
}

/** Where and how to place an object. */
export interface Placement {
  /** Upper left corner of the rectangle in which to place it. Default: that of the grid. */
  readonly top?: Position;
  /** Width and height of the rectangle. Default: those of the grid. */
  readonly size?: readonly [width: number, height: number];
  /** Whether a cell is unsuitable. */
  readonly reject?: (x: number, y: number) => boolean;
  /** Draws that may fail before `place` gives up. Default: a million. */
  readonly maxTries?: number;
}
