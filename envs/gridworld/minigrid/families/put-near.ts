import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { Action, type Position, sortedColours } from '../encoding.ts';
import { family } from '../family.ts';
import { NOTHING } from '../grid.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, viewOptions } from '../options.ts';
import { portableTypes } from '../room-grid.ts';
import { placeDistinctObjects } from './distinct-objects.ts';

const options = z.strictObject({
  ...viewOptions,
  size: extent().default(6),
  numObjs: z.int().min(2).max(18).default(2).describe('objects in the room'),
});

/**
 * A room with objects, none next to another. One is to be put near another. The episode ends when a wrong
 * object is picked up, and when one is dropped, with a reward if that is next to the other, at an edge or a corner.
 */
export class PutNear extends MiniGridEnv {
  readonly #count: number;
  /** Colour and type of the object to put near the target. */
  moveName = '';
  /** Where the target is. */
  target: Position = [-1, -1];

  constructor(settings: z.input<typeof options> = {}) {
    const { size, numObjs, ...view } = parseConfig(options, settings, 'PutNear');
    const slots = [sortedColours, portableTypes, sortedColours, portableTypes];
    super({
      ...view,
      width: size,
      height: size,
      missionSpace: new MissionSpace('put the {} {} near the {} {}', slots),
      maxSteps: view.maxSteps ?? 5 * size,
      seeThroughWalls: view.seeThroughWalls ?? true,
    });
    this.#count = numObjs;
  }

  protected override generate(): void {
    const { grid, draw } = this;
    grid.wallRectangle();
    const objects = placeDistinctObjects(this, this.#count, isNear);
    this.placeAgent();
    const moved = draw.integer(0, objects.length);
    let target: number;
    do target = draw.integer(0, objects.length);
    while (target === moved);
    this.moveName = grid.nameOf(objects[moved]!);
    this.target = grid.positionOf(objects[target]!)!;
    this.mission = `put the ${this.moveName} near the ${grid.nameOf(objects[target]!)}`;
  }

  protected override act(action: number): void {
    const { grid, carrying: before } = this;
    super.act(action);
    if (action === Action.pickup && this.carrying !== NOTHING) {
      if (grid.nameOf(this.carrying) !== this.moveName) this.terminate();
    } else if (action === Action.drop && before !== NOTHING) {
      if (this.front === before && isNear([this.frontX, this.frontY], this.target)) this.end();
      else this.terminate();
    }
  }
}

function isNear(one: Position, other: Position): boolean {
  return Math.abs(one[0] - other[0]) <= 1 && Math.abs(one[1] - other[1]) <= 1;
}

/** The family `PutNear`. */
export const putNear = family(PutNear, {
  'MiniGrid-PutNear-6x6-N2-v0': { size: 6, numObjs: 2 },
  'MiniGrid-PutNear-8x8-N3-v0': { size: 8, numObjs: 3 },
});
