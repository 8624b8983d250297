import { npRandom } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../../envs/gridworld/cell.ts';
import { FLOOR, GOAL, LAVA, MazeGeometry } from '../../../../envs/gridworld/rooms-maze/geometry.ts';
import {
  changeDoors,
  crossings,
  drawLayout,
  drawMap,
  type MazeLayout,
  shiftDoors,
} from '../../../../envs/gridworld/rooms-maze/layout.ts';
import { greatestMinCrossings } from '../../../../envs/gridworld/rooms-maze/options.ts';

const geometry = new MazeGeometry(4);

describe('geometry', () => {
  it('has 17 × 17 cells, 16 rooms and 24 walls between them', () => {
    expect(geometry.size).toBe(17);
    expect(geometry.walls).toHaveLength(24);
    expect(geometry.corners).toEqual([0, 3, 12, 15]);
    expect(geometry.centre(6)).toEqual([10, 6]);
    expect([geometry.roomAt(9, 5), geometry.roomAt(11, 7), geometry.roomAt(12, 6)]).toEqual([6, 6, -1]);
  });

  it('knows the rooms around a room, and where there is none', () => {
    expect([0, 1, 2, 3].map((direction) => geometry.neighbour(5, direction))).toEqual([1, 9, 4, 6]);
    expect([0, 1, 2, 3].map((direction) => geometry.neighbour(3, direction))).toEqual([-1, 7, 2, -1]);
  });

  it('finds each cell of a wall again', () => {
    geometry.walls.forEach(({ room, direction }, wall) => {
      for (const place of [-1, 0, 1]) {
        const cell = geometry.wallCell(room, direction, place);
        expect(geometry.wallAt(cell)).toBe(wall);
        const other = geometry.neighbour(room, direction);
        expect(geometry.wallCell(other, direction ^ 1, place)).toEqual(cell);
      }
    });
  });

  it.each([
    ['a crossing of walls', [4, 8]],
    ['the outer wall', [0, 2]],
    ['the outer wall', [16, 2]],
    ['a room', [5, 5]],
    ['nowhere', [-4, 2]],
    ['nowhere', [4, 99]],
  ] as [string, Cell][])('takes %s for no wall between rooms', (_, cell) => {
    expect(geometry.wallAt(cell)).toBe(-1);
  });
});

describe('map of a layout', () => {
  const map = drawMap(geometry, { start: [1, 1], goal: [15, 15], doors: [[4, 3]] });

  it('is lava but for rooms, doors and the goal', () => {
    const count = (value: number) => map.filter((cell) => cell === value).length;
    expect([count(FLOOR), count(LAVA), count(GOAL)]).toEqual([16 * 9, 17 * 17 - 16 * 9 - 1, 1]);
    expect([map[3 * 17 + 4], map[2 * 17 + 4], map[15 * 17 + 15]]).toEqual([FLOOR, LAVA, GOAL]);
  });

  it('tells where the doors of a room are', () => {
    expect([0, 1, 2, 3].map((direction) => geometry.door(map, 0, direction))).toEqual([
      -1,
      -1,
      -1,
      3 * 17 + 4,
    ]);
    expect(geometry.door(map, 1, 2)).toBe(3 * 17 + 4);
    expect(geometry.goalRoom(map)).toBe(15);
  });
});

describe('random layouts', () => {
  const [random] = npRandom(11);
  const layouts = Array.from({ length: 500 }, () => drawLayout(geometry, 9, random));
  const roomsOf = ({ start, goal }: (typeof layouts)[number]) => [
    geometry.roomAt(...start),
    geometry.roomAt(...goal),
  ];

  it('start and end in two different corner rooms, all of them alike often', () => {
    const pairs = new Map<string, number>();
    for (const layout of layouts) {
      const [from, to] = roomsOf(layout);
      expect(geometry.corners).toContain(from);
      expect(geometry.corners).toContain(to);
      expect(from).not.toBe(to);
      pairs.set(`${from}-${to}`, (pairs.get(`${from}-${to}`) ?? 0) + 1);
    }
    expect(pairs.size).toBe(12);
  });

  it('need at least nine crossings; without the last door there is no way', () => {
    for (const layout of layouts) {
      const [from, to] = roomsOf(layout) as [number, number];
      const walls = layout.doors.map((door) => geometry.wallAt(door));
      expect(crossings(geometry, walls, from, to)).toBeGreaterThanOrEqual(9);
      expect(crossings(geometry, walls.slice(0, -1), from, to)).toBe(-1);
    }
  });

  it('have one door in each wall that has one, 10 to 21 of them, 15.5 on average', () => {
    const counts = layouts.map(({ doors }) => doors.length);
    for (const { doors } of layouts) {
      expect(new Set(doors.map((door) => geometry.wallAt(door))).size).toBe(doors.length);
    }
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(9);
    expect(Math.max(...counts)).toBeLessThanOrEqual(22);
    expect(counts.filter((count) => count >= 10 && count <= 21).length).toBeGreaterThan(495);
    // Standard error 0.08 over 500 layouts.
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(Math.abs(mean - 15.5)).toBeLessThan(0.5);
  });

  it('use all cells of walls and corner rooms', () => {
    const doors = new Set(layouts.flatMap((layout) => layout.doors.map((door) => geometry.index(door))));
    expect(doors.size).toBe(24 * 3);
    const ends = new Set(layouts.flatMap(({ start, goal }) => [geometry.index(start), geometry.index(goal)]));
    expect(ends.size).toBe(4 * 9);
  });

  it('are the same for the same seed', () => {
    const draw = () => drawLayout(geometry, 9, npRandom(5)[0]);
    expect(draw()).toEqual(draw());
  });

  it('are refused where no maze is long enough', () => {
    const small = new MazeGeometry(3);
    expect(() => drawLayout(small, 9, npRandom(1)[0])).toThrow(/received 9, and none of 100000 draws/);
  });

  it.each([3, 4, 6, 8])('of %i rooms a side may be as long as settings allow', (rooms) => {
    const geometry = new MazeGeometry(rooms);
    const [random] = npRandom(7);
    const least = greatestMinCrossings(rooms);
    for (let k = 0; k < 3; k++) {
      const { start, goal, doors } = drawLayout(geometry, least, random);
      const walls = doors.map((door) => geometry.wallAt(door));
      const [from, to] = [geometry.roomAt(...start), geometry.roomAt(...goal)];
      expect(crossings(geometry, walls, from, to)).toBeGreaterThanOrEqual(least);
    }
  });
});

describe('shifted doors', () => {
  it('lie anywhere in the walls that had them', () => {
    const [random] = npRandom(2);
    const layout = drawLayout(geometry, 9, random);
    const shifted = Array.from({ length: 40 }, () => shiftDoors(geometry, layout, random));
    layout.doors.forEach((door, k) => {
      const places = shifted.map(({ doors }) => doors[k]!);
      for (const place of places) expect(geometry.wallAt(place)).toBe(geometry.wallAt(door));
      expect(new Set(places.map((place) => geometry.index(place))).size).toBe(3);
    });
  });
});

describe('changed doors', () => {
  const wallsOf = ({ doors }: MazeLayout) => doors.map((door) => geometry.wallAt(door));

  it('are one more and one less, and leave a way to the goal', () => {
    const [random] = npRandom(3);
    let layout = drawLayout(geometry, 9, random);
    const room = geometry.roomAt(...layout.start);
    const goalRoom = geometry.roomAt(...layout.goal);
    for (let change = 0; change < 200; change++) {
      const before = wallsOf(layout);
      layout = changeDoors(geometry, layout, { at: layout.start, room }, random);
      const after = wallsOf(layout);
      expect(after.filter((wall) => !before.includes(wall))).toHaveLength(1);
      expect(before.filter((wall) => !after.includes(wall)).length).toBeLessThanOrEqual(1);
      expect(new Set(after).size).toBe(after.length);
      expect(crossings(geometry, after, room, goalRoom)).toBeGreaterThan(0);
    }
  });

  it('do not close where the agent is', () => {
    const [random] = npRandom(4);
    const layout = drawLayout(geometry, 9, random);
    layout.doors.forEach((at) => {
      const { room } = geometry.walls[geometry.wallAt(at)]!;
      const changed = Array.from({ length: 20 }, () => changeDoors(geometry, layout, { at, room }, random));
      for (const { doors } of changed) expect(doors).toContainEqual(at);
    });
  });

  it('open nothing where every wall has a door', () => {
    const doors = geometry.walls.map(({ room, direction }) => geometry.wallCell(room, direction, 0));
    const all = { start: [1, 1], goal: [15, 15], doors } as const;
    const changed = changeDoors(geometry, all, { at: [1, 1], room: 0 }, npRandom(1)[0]);
    expect(changed.doors).toHaveLength(doors.length - 1);
  });
});
