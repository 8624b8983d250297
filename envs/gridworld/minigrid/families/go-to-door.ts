import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { type Colour, type Position, sortedColours } from '../encoding.ts';
import { family } from '../family.ts';
import { MissionSpace } from '../mission-space.ts';
import { extent, viewOptions } from '../options.ts';
import { GoToTask } from './go-to-task.ts';

const options = z.strictObject({ ...viewOptions, size: extent().default(5) });

/** A room of random size with a door of another colour in each wall. The mission names one of them. */
export class GoToDoor extends GoToTask {
  constructor(settings: z.input<typeof options> = {}) {
    const { size, ...view } = parseConfig(options, settings, 'GoToDoor');
    super({
      ...view,
      width: size,
      height: size,
      missionSpace: new MissionSpace('go to the {} door', [sortedColours]),
      maxSteps: view.maxSteps ?? 4 * size ** 2,
      seeThroughWalls: view.seeThroughWalls ?? true,
    });
  }

  protected override generate(): void {
    const { grid, draw } = this;
    const width = draw.integer(5, grid.width + 1);
    const height = draw.integer(5, grid.height + 1);
    grid.wallRectangle(0, 0, width, height);
    const positions: Position[] = [
      [draw.integer(2, width - 2), 0],
      [draw.integer(2, width - 2), height - 1],
      [0, draw.integer(2, height - 2)],
      [width - 1, draw.integer(2, height - 2)],
    ];
    const doorColours = new Set<Colour>();
    while (doorColours.size < positions.length) doorColours.add(draw.colour());
    const doors = [...doorColours].map((colour) => grid.add('door', colour));
    doors.forEach((door, index) => {
      grid.set(...positions[index]!, door);
    });
    this.placeAgent({ size: [width, height] });
    const chosen = draw.integer(0, doors.length);
    this.target = positions[chosen]!;
    this.mission = `go to the ${grid.nameOf(doors[chosen]!)}`;
  }
}

/** The family `GoToDoor`. */
export const goToDoor = family(GoToDoor, {
  'MiniGrid-GoToDoor-5x5-v0': {},
  'MiniGrid-GoToDoor-6x6-v0': { size: 6 },
  'MiniGrid-GoToDoor-8x8-v0': { size: 8 },
});
