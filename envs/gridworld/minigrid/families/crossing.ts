import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { type Family, family } from '../family.ts';
import { NOTHING } from '../grid.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, viewOptions } from '../options.ts';

const options = z.strictObject({
  ...viewOptions,
  size: extent()
    .refine((size) => size % 2 === 1, { error: 'an odd number' })
    .default(9),
  numCrossings: z.int().nonnegative().default(1).describe('rivers of lava, or walls, to cross'),
  obstacleType: z.enum(['lava', 'wall']).default('lava'),
});

type River = readonly [orientation: 'vertical' | 'horizontal', position: number];

/**
 * The way from the upper left corner to the goal in the lower right is crossed by rivers of lava, or by walls, each
 * with one opening. The episode ends at the goal, and in lava.
 */
export class Crossing extends MiniGridEnv {
  readonly #crossings: number;
  readonly #obstacle: 'lava' | 'wall';

  constructor(settings: z.input<typeof options> = {}) {
    const { size, numCrossings, obstacleType, ...view } = parseConfig(options, settings, 'Crossing');
    const begin = obstacleType === 'lava' ? 'avoid the lava' : 'find the opening';
    super({
      ...view,
      width: size,
      height: size,
      missionSpace: new MissionSpace(`${begin} and get to the green goal square`),
      maxSteps: view.maxSteps ?? 4 * size ** 2,
    });
    this.#crossings = numCrossings;
    this.#obstacle = obstacleType;
  }

  protected override generate(): void {
    const { grid } = this;
    const { width, height } = grid;
    grid.wallRectangle();
    this.setAgent([1, 1], 0);
    grid.set(width - 2, height - 2, grid.goal);

    const rivers = this.#drawRivers();
    const obstacle = grid[this.#obstacle];
    for (const y of rivers.horizontal) grid.horizontalWall(1, y, width - 2, obstacle);
    for (const x of rivers.vertical) grid.verticalWall(x, 1, height - 2, obstacle);
    this.#openPath(rivers);
  }

  /** Rows and columns of the rivers, in order. */
  #drawRivers(): { vertical: number[]; horizontal: number[] } {
    const rivers: River[] = [];
    for (let x = 2; x < this.grid.height - 2; x += 2) rivers.push(['vertical', x]);
    for (let y = 2; y < this.grid.width - 2; y += 2) rivers.push(['horizontal', y]);
    this.npRandom.shuffle(rivers);
    const chosen = rivers.slice(0, this.#crossings);
    const along = (wanted: River[0]) =>
      chosen.flatMap(([orientation, at]) => (orientation === wanted ? at : [])).sort((a, b) => a - b);
    return { vertical: along('vertical'), horizontal: along('horizontal') };
  }

  /** Opens each river where a random path from the upper left field to the lower right one crosses it. */
  #openPath({ vertical, horizontal }: { vertical: number[]; horizontal: number[] }): void {
    const crossed = [...vertical.map(() => 'vertical'), ...horizontal.map(() => 'horizontal')];
    this.npRandom.shuffle(crossed);
    const columns = [0, ...vertical, this.grid.height - 1];
    const rows = [0, ...horizontal, this.grid.width - 1];
    let [column, row] = [0, 0];
    for (const river of crossed) {
      const isVertical = river === 'vertical';
      const x = isVertical ? columns[column + 1]! : this.#between(columns, column);
      const y = isVertical ? this.#between(rows, row) : rows[row + 1]!;
      if (isVertical) column++;
      else row++;
      this.grid.set(x, y, NOTHING);
    }
  }

  /** A number strictly between two neighbouring limits. */
  #between(limits: readonly number[], index: number): number {
    return this.draw.integer(limits[index]! + 1, limits[index + 1]!);
  }
}

/** The families `LavaCrossing` and `SimpleCrossing`. */
export const crossing: Family = family(Crossing, {
  'MiniGrid-LavaCrossingS9N1-v0': { size: 9, numCrossings: 1 },
  'MiniGrid-LavaCrossingS9N2-v0': { size: 9, numCrossings: 2 },
  'MiniGrid-LavaCrossingS9N3-v0': { size: 9, numCrossings: 3 },
  'MiniGrid-LavaCrossingS11N5-v0': { size: 11, numCrossings: 5 },
  'MiniGrid-SimpleCrossingS9N1-v0': { size: 9, numCrossings: 1, obstacleType: 'wall' },
  'MiniGrid-SimpleCrossingS9N2-v0': { size: 9, numCrossings: 2, obstacleType: 'wall' },
  'MiniGrid-SimpleCrossingS9N3-v0': { size: 9, numCrossings: 3, obstacleType: 'wall' },
  'MiniGrid-SimpleCrossingS11N5-v0': { size: 11, numCrossings: 5, obstacleType: 'wall' },
});
