import { expect, test } from 'vitest';
import { adapters } from '../../../../envs/index.ts';
import { parseConfig } from '../../../../src/config/config.ts';
import { Task } from '../../../../src/task/task.ts';

const adapter = adapters.find(({ name }) => name === 'door-key')!;
const task = new Task(adapter, parseConfig(adapter.options, {}, 'options'));
const map = task.thingMap()!;
const [RIGHT, DOWN, LEFT, UP] = [0, 1, 2, 3] as const;

/** DoorKey's observation of seed 1. */
function seen() {
  const env = task.environment();
  const [observation] = env.reset({ seed: 1 });
  return observation as { readonly image: Uint8Array; readonly direction: number };
}
const typeAt = (image: Uint8Array, cell: number) => image[3 * cell];

test('ways lead from cell to cell inside the walls', () => {
  // Cells of 8 × 8 are numbered column by column.
  expect([RIGHT, DOWN, LEFT, UP].map((way) => map.neighbour(9, way))).toEqual([17, 10, null, null]);
  expect([RIGHT, DOWN, LEFT, UP].map((way) => map.neighbour(0, way))).toEqual([null, null, null, null]);
  expect([RIGHT, DOWN, LEFT, UP].map((way) => map.neighbour(18, way))).toEqual([26, 19, 10, 17]);
});

test('walls, things and locked doors are closed, floor and the agent’s own cell are open', () => {
  const observation = seen();
  const open = map.open(observation);
  expect(open[map.place(observation)]).toBe(1);
  const types = (isOpen: number) =>
    new Set(
      [...open.keys()].flatMap((cell) => (open[cell] === isOpen ? [typeAt(observation.image, cell)] : [])),
    );
  expect(types(1)).toEqual(new Set([1, 8, 10]));
  expect(types(0)).toEqual(new Set([2, 4, 5]));
});

test('things are in reach from the free cells beside them; those that are not there from none', () => {
  const observation = seen();
  const goalsOf = (thing: string) => map.goals(observation, map.things.indexOf(thing));
  const key = [...map.open(observation).keys()].find((cell) => typeAt(observation.image, cell) === 5)!;
  const beside = [key - 8, key - 1, key + 1, key + 8];
  const free = beside.filter((cell) => map.open(observation)[cell] === 1);
  expect(free.length).toBeGreaterThan(0);
  expect(goalsOf('key')).toEqual(free);
  expect(goalsOf('open door')).toEqual([]);
});

test('ways have sides as the agent looks', () => {
  const side = (direction: number, way: number) => map.sides[map.side({ ...seen(), direction }, way)];
  expect(side(RIGHT, RIGHT)).toBe('ahead');
  expect(side(RIGHT, DOWN)).toBe('to the right');
  expect(side(UP, DOWN)).toBe('behind');
  expect(side(UP, LEFT)).toBe('to the left');
});
