import type { Generator } from 'gymnasium-js';
import { UsageError } from '../../../src/errors.ts';
import { distance, type Point } from '../geometry.ts';
import type { ButtonChainOptions, LayoutOptions } from './options.ts';
import type { ButtonChainLayout } from './types.ts';

const ATTEMPTS = 1000;
/** Draws of one position before the layout is begun anew. */
const DRAWS = 100;

/**
 * Draws the parts of a layout that are not given: agent, buttons, food, each anywhere in ± `range` where no other is nearer
 * than `spacing`. Given positions are taken as they are.
 * @throws UsageError when there is no room, or the number of given buttons is wrong
 */
export function drawLayout(
  { buttons: count, range, spacing }: ButtonChainOptions,
  given: LayoutOptions,
  random: Generator,
): ButtonChainLayout {
  const { buttons = [], start, food } = given;
  if (given.buttons !== undefined && buttons.length !== count)
    throw new UsageError(
      `ButtonChain.reset.options.buttons: expected ${count} positions, received ${buttons.length}; give one for each button`,
    );
  const wanted = [start, ...Array.from({ length: count }, (_, k) => buttons[k]), food];
  const fixed = wanted.filter((point) => point !== undefined);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const taken = [...fixed];
    const points = wanted.map((point) => {
      if (point !== undefined) return point;
      const drawn = freePoint(taken, range, spacing, random);
      if (drawn !== null) taken.push(drawn);
      return drawn;
    });
    if (points.every((point) => point !== null)) return frozen(points);
  }
  throw new UsageError(
    `ButtonChain.reset: expected room for ${count} buttons, food and agent at a distance of ${spacing} from each other, ` +
      `found none in ${ATTEMPTS} draws. Enlarge range or make spacing smaller.`,
  );
}

/** A point in ± `range` that is no nearer than `spacing` to the others; null after too many draws. */
function freePoint(
  others: readonly Point[],
  range: number,
  spacing: number,
  random: Generator,
): Point | null {
  for (let draw = 0; draw < DRAWS; draw++) {
    const point: Point = [random.uniform(-range, range), random.uniform(-range, range)];
    if (others.every((other) => distance(point, other) >= spacing)) return point;
  }
  return null;
}

/** Every info of an episode refers to the same positions, so they are frozen. */
function frozen(points: readonly Point[]): ButtonChainLayout {
  const [start, ...goals] = points.map((point): Point => Object.freeze([point[0], point[1]] as const));
  const food = goals.pop()!;
  return Object.freeze({ start: start!, buttons: Object.freeze(goals), food });
}
