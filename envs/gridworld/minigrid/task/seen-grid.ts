import { UsageError } from '../../../../src/errors.ts';
import type { MiniGridObservation } from '../contract.ts';
import {
  Action,
  type Colour,
  colourIndex,
  directions,
  objectTypes,
  stateIndex,
  typeIndex,
} from '../encoding.ts';

/** A cell that an observation shows. */
export interface SeenCell {
  readonly type: number;
  readonly colour: number;
  readonly state: number;
}

/** A whole grid as `FullyObsWrapper` shows it, read from the agent's point of view. */
export class SeenGrid {
  readonly width: number;
  readonly height: number;
  readonly agent: number;
  readonly direction: number;
  /** Colour and type of what the mission names, in its order. */
  readonly mentioned: readonly { readonly colour: number; readonly type: number }[];
  readonly #image: Uint8Array;

  /**
   * @param height rows of the grid; the image is `[width, height, 3]`
   * @throws UsageError when the image is not of a whole grid: partial views do not show the agent
   */
  constructor({ image, direction, mission }: MiniGridObservation, height: number) {
    this.#image = image;
    this.height = height;
    this.width = image.length / 3 / height;
    this.direction = direction;
    this.agent = agentIn(image);
    this.mentioned = mentionedIn(mission);
  }

  /** Cells are numbered column by column. */
  get cells(): number {
    return this.width * this.height;
  }

  at(cell: number): SeenCell {
    const image = this.#image;
    return { type: image[3 * cell]!, colour: image[3 * cell + 1]!, state: image[3 * cell + 2]! };
  }

  typeAt(cell: number): number {
    return this.#image[3 * cell]!;
  }

  /** The cell one step away in a direction; −1 beyond the edge. */
  next(cell: number, direction: number): number {
    const [dx, dy] = directions[direction & 3]!;
    const x = Math.floor(cell / this.height) + dx;
    const y = (cell % this.height) + dy;
    return x < 0 || y < 0 || x >= this.width || y >= this.height ? -1 : x * this.height + y;
  }

  /** How far ahead of the agent a cell is, and how far to its right. */
  offset(cell: number): { ahead: number; aside: number } {
    const dx = Math.floor(cell / this.height) - Math.floor(this.agent / this.height);
    const dy = (cell % this.height) - (this.agent % this.height);
    const [forwardX, forwardY] = directions[this.direction]!;
    return { ahead: dx * forwardX + dy * forwardY, aside: dy * forwardX - dx * forwardY };
  }

  isFree(cell: number): boolean {
    if (cell < 0) return false;
    const { type, state } = this.at(cell);
    switch (type) {
      case typeIndex.empty:
      case typeIndex.floor:
      case typeIndex.goal:
      case typeIndex.agent:
        return true;
      default:
        return type === typeIndex.door && state === stateIndex.open;
    }
  }

  /**
   * For the nearest of some cells to which there is a free way, by the actions that lead in front of it: the cell, and
   * the first of these actions; null where the agent is there already.
   */
  wayTo(isTarget: (cell: number) => boolean): { cell: number; action: number | null } | null {
    const start = 4 * this.agent + this.direction;
    const first = new Map<number, number | null>([[start, null]]);
    for (const [pose, action] of first) {
      const front = this.next(pose >> 2, pose);
      if (front >= 0 && isTarget(front)) return { cell: front, action };
      const reach = (next: number, move: number) => {
        if (!first.has(next)) first.set(next, action ?? move);
      };
      reach((pose & ~3) | ((pose + 3) & 3), Action.left);
      reach((pose & ~3) | ((pose + 1) & 3), Action.right);
      if (this.isFree(front)) reach(4 * front + (pose & 3), Action.forward);
    }
    return null;
  }
}

/** The cell in which the agent is. */
function agentIn(image: Uint8Array): number {
  for (let cell = 0; 3 * cell < image.length; cell++) if (image[3 * cell] === typeIndex.agent) return cell;
  throw new UsageError(
    'the relative view: expected images of the whole grid, as FullyObsWrapper shows it, received one without the agent; ' +
      'use the view egocentric',
  );
}

const named = new RegExp(`\\b(${Object.keys(colourIndex).join('|')}) (${objectTypes.join('|')})\\b`, 'g');
const missions = new Map<string, SeenGrid['mentioned']>();

export function mentionedIn(mission: string): SeenGrid['mentioned'] {
  const known = missions.get(mission);
  if (known !== undefined) return known;
  const things = [...mission.matchAll(named)].map(([, colour, type]) => ({
    colour: colourIndex[colour as Colour],
    type: typeIndex[type as keyof typeof typeIndex],
  }));
  if (missions.size < 10_000) missions.set(mission, things);
  return things;
}
