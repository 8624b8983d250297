import type { ThingMap } from '../../../../src/task/environment-adapter.ts';
import { directions, stateIndex, typeIndex } from '../encoding.ts';
import type { RememberingObservation } from './mission-memory.ts';
import { SeenGrid } from './seen-grid.ts';
import { recognisers, type Thing } from './things.ts';

const sides = ['ahead', 'to the right', 'behind', 'to the left'] as const;

/**
 * The cells of a grid as places, and kinds of things to go to. Ways lead right, down, left and up. Closed doors are open ways, since
 * the agent can open them; locked ones are not. A thing is in reach from the free cells beside it. Needs the whole grid.
 */
export function cellMap(
  things: readonly Thing[],
  width: number,
  height: number,
): ThingMap<RememberingObservation> {
  const next = (cell: number, way: number): number | null => {
    const [dx, dy] = directions[way]!;
    const x = Math.floor(cell / height) + dx;
    const y = (cell % height) + dy;
    // Walls are around every grid.
    return x < 1 || y < 1 || x > width - 2 || y > height - 2 ? null : x * height + y;
  };
  return {
    places: width * height,
    ways: directions.length,
    things,
    sides,
    neighbour: (cell, way) => (isBorder(cell, width, height) ? null : next(cell, way)),
    place: (observation) => SeenGrid.of(observation, height).agent,
    open(observation) {
      const grid = SeenGrid.of(observation, height);
      return Uint8Array.from({ length: grid.cells }, (_, cell) => Number(canPass(grid, cell)));
    },
    goals(observation, thing) {
      const grid = SeenGrid.of(observation, height);
      const isThing = recognisers[things[thing]!];
      const cells = Array.from({ length: grid.cells }, (_, cell) => cell).filter((cell) =>
        isThing(grid, cell),
      );
      const beside = cells.flatMap((cell) => directions.map((_, way) => grid.next(cell, way)));
      return [...new Set(beside)].filter((cell) => grid.isFree(cell)).sort((a, b) => a - b);
    },
    side: ({ direction }, way) => (way - direction + sides.length) % sides.length,
  };
}

function canPass(grid: SeenGrid, cell: number): boolean {
  const { type, state } = grid.at(cell);
  return grid.isFree(cell) || (type === typeIndex.door && state === stateIndex.closed);
}

function isBorder(cell: number, width: number, height: number): boolean {
  const [x, y] = [Math.floor(cell / height), cell % height];
  return x === 0 || y === 0 || x === width - 1 || y === height - 1;
}
