import { checkEnv, logger, make } from 'gymnasium-js';
import { describe, expect, it, vi } from 'vitest';
import type { RoomsMazeInfo } from '../../../../envs/gridworld/rooms-maze/types.ts';
import { RoomsMaze } from '../../../../envs/index.ts';
import { EAST, handMade, handMadeMaze, NORTH, SOUTH, WEST } from './hand-made.ts';

const infoOf = (result: readonly unknown[]) => result.at(-1) as RoomsMazeInfo;

describe('an episode', () => {
  it('shows the map, the agent and its rooms', () => {
    const env = handMadeMaze();
    const [observation, info] = env.reset({ options: { ...handMade } });
    expect(observation.map).toHaveLength(13 * 13);
    expect(observation.map[6 * 13 + 6]).toBe(2);
    expect([...observation.agent]).toEqual([1, 1]);
    expect([...observation.rooms]).toEqual([0, 0]);
    // Two south and three east to the door, one through it, one east and two south … : 10 steps in all.
    expect(info).toMatchObject({ ...handMade, agent: [1, 1], room: 0, distance: 10, step: 0, subtask: EAST });
  });

  it('moves by one cell north, south, west and east', () => {
    const env = handMadeMaze();
    const cells = [SOUTH, EAST, NORTH, WEST].map((action) => infoOf(env.step(action)).agent);
    expect(cells).toEqual([
      [1, 2],
      [2, 2],
      [2, 1],
      [1, 1],
    ]);
  });

  it('ends at the goal with reward 1, after −0.01 for each step before', () => {
    const env = handMadeMaze();
    const way = [SOUTH, SOUTH, EAST, EAST, EAST, EAST, EAST, SOUTH, SOUTH, SOUTH];
    const results = way.map((action) => env.step(action));
    expect(results.map(([, reward]) => reward)).toEqual([...new Array(9).fill(-0.01), 1]);
    expect(results.map(([, , terminated]) => terminated)).toEqual([...new Array(9).fill(false), true]);
    expect(infoOf(results.at(-1)!)).toMatchObject({
      goalReached: true,
      inLava: false,
      distance: 0,
      step: 10,
    });
    expect(() => env.step(NORTH)).toThrow(/after the end of the episode/);
  });

  it('ends in lava with reward −1', () => {
    const env = handMadeMaze();
    const [, reward, terminated, truncated, info] = env.step(WEST);
    expect([reward, terminated, truncated]).toEqual([-1, true, false]);
    expect(info).toMatchObject({ inLava: true, goalReached: false, agent: [0, 1], distance: -1 });
  });

  it('counts a door to the room that the agent comes from, and remembers the room before', () => {
    const env = handMadeMaze();
    const rooms = [SOUTH, SOUTH, SOUTH, NORTH, SOUTH, SOUTH, NORTH, NORTH].map((action) => [
      ...env.step(action)[0].rooms,
    ]);
    // In the room, at the door, in the door, back, in the door, beyond, in the door from beyond, back.
    expect(rooms).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [3, 0],
      [3, 0],
      [0, 3],
    ]);
    // An episode begins in its own room, and remembers none of the last one.
    const [{ rooms: first }] = env.reset({
      options: {
        ...handMade,
        start: [9, 1],
        doors: [
          [8, 1],
          [6, 4],
        ],
      },
    });
    expect([...first]).toEqual([2, 2]);
  });

  it('is cut off after maxSteps', () => {
    const env = handMadeMaze({ maxSteps: 2 });
    expect(env.step(SOUTH).slice(2, 4)).toEqual([false, false]);
    expect(env.step(NORTH).slice(2, 4)).toEqual([false, true]);
    const whole = new RoomsMaze();
    whole.reset({ seed: 1 });
    const [x] = whole.agent;
    const there = x % 4 === 1 ? EAST : WEST;
    for (let step = 1; step < 100; step++) expect(whole.step(step % 2 ? there : there ^ 1)[3]).toBe(false);
    expect(whole.step(there ^ 1)[3]).toBe(true);
  });

  it('is cut off after 25 steps for each room along a side unless told otherwise', () => {
    expect([3, 4, 16].map((rooms) => new RoomsMaze({ rooms }).options.maxSteps)).toEqual([75, 100, 400]);
  });

  it('may have doors that open and close; the expert reaches the goal all the same', () => {
    const env = new RoomsMaze({ doorChanges: 0.3 });
    const changes: number[] = [];
    for (let seed = 0; seed < 30; seed++) {
      env.reset({ seed });
      const doors = new Set([env.layout.doors]);
      for (let ended = false; !ended; doors.add(env.layout.doors)) {
        const [observation, , terminated, truncated] = env.step(
          env.planner.action(env.cell, env.room, env.subtask),
        );
        expect(observation.map.filter((cell) => cell !== 1)).toHaveLength(16 * 9 + env.layout.doors.length);
        ended = terminated || truncated;
      }
      expect(env.goalReached).toBe(true);
      changes.push(doors.size - 1);
    }
    expect(Math.min(...changes)).toBeGreaterThan(2);
  });

  it('is the same for the same seed', () => {
    const play = () => {
      const env = new RoomsMaze();
      env.reset({ seed: 9 });
      return Array.from({ length: 5 }, (_, k) => env.reset(k === 2 ? { seed: 4 } : {})[1]);
    };
    expect(play()).toEqual(play());
  });
});

describe('misuse', () => {
  it('names the call to make', () => {
    const env = new RoomsMaze();
    expect(() => env.step(0)).toThrow(/before the first reset/);
    expect(() => env.layout).toThrow(/no maze before the first reset/);
    env.reset({ seed: 1 });
    for (const action of [4, -1, 0.5, 'north']) {
      expect(() => env.step(action as number)).toThrow(/expected 0, 1, 2 or 3 .*received/);
    }
  });

  it.each([
    [{ rooms: 2 }, /rooms/],
    [{ rooms: 2 ** 32 }, /^RoomsMaze: rooms: expected a number <= 64, received 4294967296$/],
    [{ rooms: 12_000, mazes: [handMade] }, /^RoomsMaze: rooms: expected a number <= 64, received 12000$/],
    [{ maxSteps: 0 }, /maxSteps/],
    [{ doorChanges: 2 }, /doorChanges: expected a number <= 1, received 2/],
    [{ doors: 10 }, /doors/],
    [{ minCrossings: 13 }, /RoomsMaze: minCrossings: expected a number <= 12, .* 4 × 4 rooms, received 13/],
    [{ rooms: 3, minCrossings: 9 }, /minCrossings: expected a number <= 8/],
    [{ mazes: [] }, /mazes: expected a list of length >= 1, received \[\]/],
    [
      { rooms: 3, mazes: [handMade, { ...handMade, goal: [4, 4] }] },
      /mazes\[1\].goal: expected a cell .* \[4, 4\]/,
    ],
    [{ mazes: [{ ...handMade, doors: [[1, 4, 2]] }] }, /mazes\[0\].doors\[0\]: expected a list of length/],
    [{ renderMode: 'human' }, /renderMode: expected svg, rgb_array, ansi or null, received 'human'/],
  ])('refuses settings %o', (settings, message) => {
    expect(() => new RoomsMaze(settings as object)).toThrow(message);
  });

  it.each([
    [{ start: [1, 1] }, /goal.*doors/s],
    [{ ...handMade, start: [4, 3] }, /start: expected a cell \[x, y\] inside a room/],
    [{ ...handMade, start: [-3, 1] }, /start: expected a cell .* received \[-3, 1\]/],
    [{ ...handMade, start: Int32Array.of(1) }, /start: expected a list of length/],
    [{ ...handMade, start: Float64Array.of(1, 0.5) }, /start\[1\]: expected a whole number, received 0.5/],
    [{ ...handMade, doors: Int32Array.of(4, 3, 1) }, /doors\[1\]: expected a list of length/],
    [{ ...handMade, doors: 7 }, /doors: expected a list, received 7/],
    [{ ...handMade, goal: [1, 1] }, /goal: expected another cell than the start/],
    [{ ...handMade, doors: [[4, 4]] }, /doors\[0\]: expected a cell .* two rooms, received \[4, 4\]/],
    [{ ...handMade, doors: [...handMade.doors, [4, 1]] }, /doors: expected at most one door in a wall/],
    [{ ...handMade, doors: [[1, 4]] }, /doors: expected doors that make a way from start to goal/],
  ])('refuses the layout %o', (layout, message) => {
    expect(() => handMadeMaze({}, layout)).toThrow(message);
  });
});

describe('given layouts', () => {
  it('may be typed arrays, of bigints too, as they come from Python', () => {
    const doors = BigInt64Array.from(handMade.doors.flat(), BigInt);
    const given = { start: Int32Array.of(1, 1), goal: BigInt64Array.of(6n, 6n), doors };
    expect(handMadeMaze({}, given).layout).toEqual(handMade);
    const rows = handMade.doors.map((door) => Uint8Array.from(door));
    expect(handMadeMaze({}, { ...handMade, doors: rows }).layout).toEqual(handMade);
  });

  it('may be none: null, or no options at all', () => {
    const layouts = [null, undefined, {}].map((options) => {
      return new RoomsMaze().reset({ seed: 3, options })[1];
    });
    expect(layouts[1]).toEqual(layouts[0]);
    expect(layouts[2]).toEqual(layouts[0]);
  });

  it('may be the setting of the environment: each of its mazes is drawn, and doors are shifted if asked', () => {
    const mazes = [
      handMade,
      {
        ...handMade,
        start: [2, 10],
        goal: [6, 2],
        doors: [
          [4, 10],
          [6, 8],
          [6, 4],
        ],
      },
    ];
    const draw = (settings: object) => {
      const env = new RoomsMaze({ rooms: 3, mazes: mazes as never, ...settings });
      env.reset({ seed: 1 });
      return Array.from({ length: 40 }, () => (env.reset()[1] as RoomsMazeInfo).doors);
    };
    const places = (drawn: readonly unknown[]) => new Set(drawn.map((doors) => JSON.stringify(doors)));
    expect(places(draw({}))).toEqual(places(mazes.map(({ doors }) => doors)));
    expect(places(draw({ shiftDoors: true })).size).toBeGreaterThan(10);
    expect(draw({})).toEqual(draw({}));
  });

  it('move their doors along the walls if asked', () => {
    const env = new RoomsMaze({ rooms: 3 });
    const places = new Set<number>();
    env.reset({ seed: 1, options: { ...handMade } });
    for (let k = 0; k < 30; k++) {
      env.reset({ options: { ...handMade, shiftDoors: true } });
      const { doors } = env.layout;
      expect([doors[0]![0], doors[1]![1], doors[2]![1]]).toEqual([4, 4, 4]);
      places.add(doors[0]![1]);
    }
    expect([...places].sort()).toEqual([1, 2, 3]);
  });

  it('cannot be changed through an info', () => {
    const { doors } = handMadeMaze().info();
    expect(() => (doors as unknown[]).push([4, 1])).toThrow(TypeError);
  });
});

describe('pictures', () => {
  it('draws lava, goal, path and agent', () => {
    const env = handMadeMaze({ renderMode: 'ansi' });
    env.step(SOUTH);
    expect(env.render()).toBe(
      [
        '#############',
        '#...#...#...#',
        '#@..#...#...#',
        '#.......#...#',
        '#.####.######',
        '#...#...#...#',
        '#...#.G.#...#',
        '#...#...#...#',
        '#############',
        '#...#...#...#',
        '#...#...#...#',
        '#...#...#...#',
        '#############',
        '',
      ].join('\n'),
    );
  });

  it('draws an SVG, and the same as pixels', () => {
    const env = handMadeMaze({ renderMode: 'svg', renderSize: 130 });
    env.step(SOUTH);
    const svg = env.render() as string;
    expect(svg).toMatch(/^<svg .*width="130".*viewBox="0 0 13 13".*<\/svg>$/s);
    expect(svg).toContain('points="1.5,1.5 1.5,2.5"');
    const pixels = handMadeMaze({ renderMode: 'rgb_array', renderSize: 130 }).render();
    expect(pixels).toMatchObject({ width: 130, height: 130, channels: 3 });
    const { data } = pixels as { data: Uint8Array };
    const at = (x: number, y: number) => [...data.subarray(3 * (y * 130 + x), 3 * (y * 130 + x) + 3)];
    expect(at(45, 33)).toEqual([255, 255, 255]); // The open door is floor,
    expect(at(45, 15)).not.toEqual([255, 255, 255]); // the wall is not.
  });
});

describe('burstwise/RoomsMaze-v0', () => {
  it('keeps the contract of an environment without any complaint', () => {
    const warn = vi.spyOn(logger, 'warn').mockImplementation(() => {});
    checkEnv(make('burstwise/RoomsMaze-v0').unwrapped);
    checkEnv(make('burstwise/RoomsMaze-v0', { rooms: 8 }).unwrapped);
    expect(warn.mock.calls).toEqual([]);
    warn.mockRestore();
  });
});
