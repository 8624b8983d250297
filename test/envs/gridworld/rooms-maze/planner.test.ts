import { npRandom } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { MazeGeometry } from '../../../../envs/gridworld/rooms-maze/geometry.ts';
import { roomsMazeAdapter as adapter, RoomsMaze } from '../../../../envs/index.ts';
import { parseConfig } from '../../../../src/config/config.ts';
import { EAST, handMadeMaze, NORTH, SOUTH, STAY, WEST } from './hand-made.ts';

const options = parseConfig(adapter.options, {}, 'options');

/** Goes to the goal as the expert does; returns its subtasks and the rooms in which they were due. */
function follow(env: RoomsMaze) {
  const expert = adapter.makeExpert(env, options);
  const labels: { subtask: number; room: number }[] = [];
  for (let over = false; !over; ) {
    const subtask = expert.subtask();
    labels.push({ subtask, room: env.room });
    const [, , terminated, truncated, info] = env.step(expert.action(subtask));
    expect(env.info().subtask).toBe(expert.subtask());
    over = terminated || truncated;
    expect(info).toMatchObject({ inLava: false });
  }
  return labels;
}

describe('the expert', () => {
  it('solves the hand-made maze east, south, stay', () => {
    const env = handMadeMaze();
    const subtasks = follow(env).map(({ subtask }) => subtask);
    expect(subtasks.filter((subtask, k) => subtask !== subtasks[k - 1])).toEqual([EAST, SOUTH, STAY]);
    // Crossing lasts until the agent is in the next room: five steps in the first room, one in the door, …
    expect(subtasks).toEqual([...new Array(6).fill(EAST), ...new Array(3).fill(SOUTH), STAY]);
  });

  it('takes a shortest way in 200 mazes, and names every crossing before it happens', () => {
    const env = new RoomsMaze();
    for (let seed = 0; seed < 200; seed++) {
      const { distance } = env.reset({ seed })[1] as { distance: number };
      const labels = follow(env);
      expect(env.goalReached).toBe(true);
      expect(labels).toHaveLength(distance);
      labels.forEach(({ subtask, room }, k) => {
        // The last crossing may end on the goal itself.
        const next = labels[k + 1] ?? { room: env.room, subtask };
        if (next.room === room) expect(next.subtask).toBe(subtask);
        else expect(env.geometry.neighbour(room, subtask)).toBe(next.room);
        expect(subtask === STAY).toBe(room === env.room);
      });
    }
  });

  it('finds the shortest way back from wherever an agent strays', () => {
    const env = new RoomsMaze();
    const [random] = npRandom(3);
    let strayed = 0;
    for (let seed = 0; seed < 50; seed++) {
      env.reset({ seed });
      // A random walk that stops before lava.
      for (let k = 0; k < 40; k++) {
        const action = random.integers(0, 4);
        const next = env.cell + env.geometry.stride(action);
        if (env.planner.distance[next]! <= 0) continue;
        env.step(action);
        strayed++;
      }
      const { distance } = env.info();
      const spent = env.info().step;
      if (spent + distance > 100) continue;
      expect(follow(env)).toHaveLength(distance);
    }
    expect(strayed).toBeGreaterThan(500);
  });
});

describe('mazes with every door', () => {
  it('are crossed by a shortest way, wherever the goal is', () => {
    const geometry = new MazeGeometry(4);
    const [random] = npRandom(8);
    for (let goalRoom = 0; goalRoom < 16; goalRoom++) {
      const doors = geometry.walls.map(({ room, direction }) =>
        geometry.wallCell(room, direction, random.integers(-1, 2)),
      );
      const [x, y] = geometry.centre((goalRoom + 1 + random.integers(0, 15)) % 16);
      const env = new RoomsMaze();
      const options = { start: [x, y - 1], goal: geometry.centre(goalRoom), doors };
      const { distance } = env.reset({ options })[1] as { distance: number };
      expect(follow(env)).toHaveLength(distance);
      expect(env.goalReached).toBe(true);
    }
  });
});

describe('subtasks that are not due', () => {
  const { geometry } = handMadeMaze();
  const at = (x: number, y: number) => geometry.index([x, y]);
  const { planner } = handMadeMaze();

  it('are carried out all the same, if there is a door', () => {
    expect(planner.action(at(1, 1), 0, SOUTH)).toBe(SOUTH);
    expect(planner.action(at(3, 1), 0, SOUTH)).toBe(WEST);
    expect(planner.action(at(1, 4), 0, SOUTH)).toBe(SOUTH);
  });

  it('lead back out of another door', () => {
    expect(planner.action(at(4, 3), 0, SOUTH)).toBe(WEST);
    expect(planner.action(at(1, 4), 0, EAST)).toBe(NORTH);
    expect(planner.action(at(1, 4), 3, NORTH)).toBe(NORTH);
  });

  it('give way to what is due where there is no door, and no goal', () => {
    for (const subtask of [NORTH, WEST, STAY]) {
      expect(planner.action(at(1, 1), 0, subtask)).toBe(planner.action(at(1, 1), 0, EAST));
    }
  });

  it('are told apart by whether they lead nearer', () => {
    const nearer = (room: number) => [NORTH, SOUTH, WEST, EAST].filter((way) => planner.nearer(room, way));
    expect([0, 3, 1, 4].map(nearer)).toEqual([[EAST], [NORTH], [SOUTH], []]);
  });
});

describe('a tie', () => {
  it('is settled for one door all the way', () => {
    // Two ways of equal length around the room in the middle.
    const env = handMadeMaze(
      {},
      {
        start: [1, 1],
        goal: [6, 6],
        doors: [
          [4, 2],
          [2, 4],
          [6, 4],
          [4, 6],
        ],
      },
    );
    const subtasks = follow(env).map(({ subtask }) => subtask);
    expect(subtasks.filter((subtask, k) => subtask !== subtasks[k - 1])).toEqual([SOUTH, EAST, STAY]);
  });
});
