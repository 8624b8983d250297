import fc from 'fast-check';
import { ResetNeeded } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import {
  Action,
  EgocentricView,
  GenerationFailed,
  Grid,
  MiniGridEnv,
  MissionSpace,
  NOTHING,
  type ObjectId,
  RoomGrid,
  WALL,
} from '../../../../envs/gridworld/minigrid/index.ts';
import { makeBare } from './reference.ts';

/** A walled room of 5 × 5 cells with the agent in its upper left corner, looking right; `build` adds to it. */
class Room5 extends MiniGridEnv {
  readonly #build: (grid: Grid) => void;

  constructor(build: (grid: Grid) => void, renderMode: string | null = null) {
    super({ width: 5, height: 5, missionSpace: new MissionSpace('look around'), maxSteps: 10, renderMode });
    this.#build = build;
  }

  protected override generate(): void {
    this.grid.wallRectangle();
    this.setAgent([1, 1], 0);
    this.#build(this.grid);
  }
}

/** The room after a reset. */
function room(build: (grid: Grid) => void = () => {}): Room5 {
  const env = new Room5(build);
  env.reset({ seed: 0 });
  return env;
}

/** The result of the last of some actions. */
function take(env: MiniGridEnv, ...actions: (keyof typeof Action)[]) {
  const results = actions.map((name) => env.step(Action[name]));
  const [observation, reward, terminated, truncated] = results.at(-1)!;
  return { observation, reward, terminated, truncated };
}

describe('actions', () => {
  it('turn and go, up to a wall', () => {
    const env = room();
    take(env, 'forward', 'forward', 'forward');
    expect([env.agentX, env.agentY]).toEqual([3, 1]);
    take(env, 'right', 'forward');
    expect([env.agentX, env.agentY, env.agentDirection]).toEqual([3, 2, 1]);
    take(env, 'left', 'left', 'forward');
    expect([env.agentX, env.agentY, env.agentDirection]).toEqual([3, 1, 3]);
  });

  it('pick up one thing at a time, and drop it where nothing is', () => {
    let ball = NOTHING;
    let key = NOTHING;
    const env = room((grid) => {
      grid.set(2, 1, (ball = grid.add('ball', 'red')));
      grid.set(1, 2, (key = grid.add('key', 'blue')));
    });
    take(env, 'pickup');
    expect([env.carrying, env.grid.get(2, 1), env.grid.positionOf(ball)]).toEqual([ball, NOTHING, null]);
    take(env, 'right', 'pickup', 'drop');
    expect([env.carrying, env.grid.get(1, 2)]).toEqual([ball, key]);
    take(env, 'left', 'drop');
    expect([env.carrying, env.grid.get(2, 1), env.grid.positionOf(ball)]).toEqual([NOTHING, ball, [2, 1]]);
  });

  it('open and close a door, through which one can then go', () => {
    const env = room((grid) => grid.set(2, 1, grid.add('door', 'green')));
    const door = env.grid.get(2, 1);
    take(env, 'forward');
    expect(env.agentX).toBe(1);
    take(env, 'toggle');
    expect(env.grid.stateOf(door)).toBe('open');
    take(env, 'toggle');
    expect(env.grid.stateOf(door)).toBe('closed');
    take(env, 'toggle', 'forward');
    expect(env.agentX).toBe(2);
  });

  it.each([
    ['key', 'green', 'open'],
    ['key', 'red', 'locked'],
    ['ball', 'green', 'locked'],
  ] as const)('unlock a green door with the %s that is %s: %s', (type, colour, state) => {
    const env = room((grid) => {
      grid.set(1, 2, grid.add(type, colour));
      grid.set(2, 1, grid.add('door', 'green', 'locked'));
    });
    take(env, 'toggle', 'right', 'pickup', 'left', 'toggle');
    expect(env.grid.stateOf(env.grid.get(2, 1))).toBe(state);
  });

  it('open a box, which leaves what was in it', () => {
    let key = NOTHING;
    const env = room((grid) => grid.set(2, 1, grid.addBox('grey', (key = grid.add('key', 'purple')))));
    expect(env.grid.positionOf(key)).toBeNull();
    take(env, 'toggle');
    expect([env.grid.get(2, 1), env.grid.positionOf(key)]).toEqual([key, [2, 1]]);
    take(env, 'pickup');
    expect(env.carrying).toBe(key);
  });

  it('end at the goal with a reward that shrinks with time, and in lava without one', () => {
    const atGoal = take(
      room((grid) => grid.set(2, 1, grid.goal)),
      'left',
      'right',
      'forward',
    );
    expect([atGoal.reward, atGoal.terminated]).toEqual([1 - 0.9 * (3 / 10), true]);
    const inLava = take(
      room((grid) => grid.set(2, 1, grid.lava)),
      'forward',
    );
    expect([inLava.reward, inLava.terminated, inLava.truncated]).toEqual([0, true, false]);
  });

  it('are cut off after maxSteps', () => {
    const env = room();
    for (let step = 1; step < 10; step++) expect(take(env, 'done').truncated).toBe(false);
    expect(take(env, 'done').truncated).toBe(true);
  });

  it('are refused when they are none, or come before the reset', () => {
    for (const action of [-1, 7, 1.5, Number.NaN]) {
      expect(() => room().step(action)).toThrow(
        /Room5.step: action: expected an integer from 0 to 6 \(left, /,
      );
    }
    for (const [action, received] of [
      [2n, '2 (bigint)'],
      ['2', '"2" (string)'],
      [[2], '[2] (array)'],
      [Int32Array.of(2), 'fields (a mapping) (object)'],
    ] as const) {
      expect(() => room().step(action as never)).toThrow(`received ${received}.`);
    }
  });

  it('come after the first reset, as looking does', () => {
    const env = () => new Room5(() => {}, 'rgb_array');
    for (const look of [
      () => env().step(0),
      () => env().render(),
      () => env().getSvg(),
      () => env().observe(),
      () => env().front,
    ]) {
      expect(look).toThrow(ResetNeeded);
      expect(look).toThrow(/Room5\.(step|look|front): called before the first reset/);
    }
  });
});

describe('EgocentricView', () => {
  /** The view as text, from the agent's point of view: `#` wall, `.` empty, `?` not seen, `D` door. */
  function text(env: MiniGridEnv): string[] {
    const { size, cells, visible } = env.look();
    return Array.from({ length: size }, (_, row) =>
      Array.from({ length: size }, (_, column) => {
        const index = column * size + row;
        const type = env.grid.typeOf(cells[index]!);
        return visible[index] ? ({ wall: '#', empty: '.', door: 'D' } as Record<string, string>)[type] : '?';
      }).join(''),
    );
  }

  it('turns with the agent, and does not reach beyond walls', () => {
    const env = room();
    expect(text(env)).toEqual(['???????', '???????', '???????', '??#####', '??#...#', '??#...#', '??#...#']);
    take(env, 'right');
    expect(text(env)).toEqual(['???????', '???????', '???????', '#####??', '#...#??', '#...#??', '#...#??']);
  });

  it('ends at closed doors, and shows what is behind open ones', () => {
    const env = room((grid) => {
      grid.verticalWall(2, 0);
      grid.set(2, 1, grid.add('door', 'red'));
    });
    expect(text(env)[5]).toBe('??#D###');
    expect(text(env)[4]).toBe('???????');
    take(env, 'toggle');
    expect(text(env)[4]).toBe('??#...#');
  });

  it('shows what the agent carries in its own cell', () => {
    const env = room((grid) => grid.set(2, 1, grid.add('key', 'yellow')));
    const { image } = take(env, 'pickup').observation;
    expect(Array.from(image.subarray((3 * 7 + 6) * 3, (3 * 7 + 7) * 3))).toEqual([5, 4, 0]);
  });

  it('sees everything where nothing hides', () => {
    const env = room();
    const view = new EgocentricView(3);
    view.look(env.grid, env, true);
    expect(Array.from(view.visible)).toEqual(new Array(9).fill(1));
  });
});

describe('Grid', () => {
  it('keeps hundreds of objects', () => {
    const grid = new Grid(20, 20);
    const ids: ObjectId[] = [];
    for (let i = 0; i < 400; i++) {
      ids.push(grid.add('ball', i % 2 === 0 ? 'red' : 'blue'));
      grid.set(i % 20, Math.floor(i / 20), ids[i]!);
    }
    ids.forEach((id, i) => {
      expect(grid.positionOf(id)).toEqual([i % 20, Math.floor(i / 20)]);
      expect(grid.nameOf(id)).toBe(i % 2 === 0 ? 'red ball' : 'blue ball');
    });
  });

  it('encodes by columns', () => {
    const grid = new Grid(4, 3);
    grid.set(2, 1, grid.add('door', 'purple', 'locked'));
    const encoded = grid.encode();
    expect(encoded).toHaveLength(4 * 3 * 3);
    expect(Array.from(encoded.subarray((2 * 3 + 1) * 3, (2 * 3 + 2) * 3))).toEqual([4, 3, 2]);
    expect(Array.from(encoded.subarray(0, 3))).toEqual([1, 0, 0]);
  });

  it('names the cell that lies outside, and refuses to be too small', () => {
    const grid = new Grid(4, 3);
    expect(() => grid.get(4, 0)).toThrow(/expected a cell of the grid of 4 × 3, received \(4, 0\)/);
    expect(() => grid.set(0, -1, WALL)).toThrow(RangeError);
    expect(() => new Grid(2, 9)).toThrow(/at least 3, received 2 × 9/);
  });
});

describe('placing', () => {
  it('gives up after as many draws as it may take', () => {
    const env = room((grid) => {
      for (let y = 1; y < 4; y++) grid.horizontalWall(1, y, 3, grid.lava);
    });
    expect(() => env.place(env.grid.add('ball', 'red'), { maxTries: 30 })).toThrow(GenerationFailed);
  });

  it('keeps to its rectangle and to what is not rejected', () => {
    const env = room();
    for (let i = 0; i < 20; i++) {
      const [x, y] = env.place(NOTHING, { top: [2, 2], size: [2, 2], reject: (column) => column === 2 });
      expect([x, y >= 2 && y <= 3]).toEqual([3, true]);
    }
  });
});

describe('levels that cannot be built', () => {
  it.each([
    [
      'MiniGrid-Empty-5x5-v0',
      { agentStartPos: [4, 1] },
      /Empty: .* empty cell, received \(4, 1\), a grey wall/,
    ],
    ['MiniGrid-Empty-5x5-v0', { agentStartPos: [9, 1] }, /\(9, 1\), which is outside the grid/],
    ['MiniGrid-DistShift1-v0', { strip2Row: 20 }, /DistShift: strip2Row: .*a row of the grid/],
    ['MiniGrid-FourRooms-v0', { agentPos: [0, 0] }, /FourRooms: agentPos: .*within the outer walls/],
    ['MiniGrid-Fetch-5x5-N2-v0', { numObjs: 10 }, /expected room for an object/],
    ['MiniGrid-MultiRoom-N6-v0', { width: 8, height: 8 }, /MultiRoom: expected 6 rooms in 8 × 8 cells/],
  ])('%s with %j says why', (id, settings, message) => {
    expect(() => makeBare(id, settings).reset({ seed: 0 })).toThrow(message);
  });
});

describe('RoomGrid', () => {
  class Rooms extends RoomGrid {
    constructor() {
      super({ missionSpace: new MissionSpace('wander'), maxSteps: 100, roomSize: 5, numRows: 2, numCols: 3 });
    }

    protected override generate(): void {
      super.generate();
      this.connectAll();
      this.addDistractors(6);
      this.placeAgentInRoom();
    }
  }

  const env = new Rooms();

  it('lays out rooms that share walls', () => {
    env.reset({ seed: 1 });
    expect([env.grid.width, env.grid.height]).toEqual([13, 9]);
    expect(env.room(2, 1).top).toEqual([8, 4]);
    expect(env.roomAt(9, 5)).toBe(env.room(2, 1));
    expect(env.room(0, 0).neighbours).toEqual([env.room(1, 0), env.room(0, 1), null, null]);
    expect(env.room(0, 0).contains(4, 4)).toBe(true);
    expect(env.room(0, 0).contains(5, 4)).toBe(false);
  });

  it('connects all rooms, and places different objects', () => {
    for (let seed = 0; seed < 20; seed++) {
      env.reset({ seed });
      const { grid } = env;
      const reached = new Set<number>();
      const stack = [env.agentY * grid.width + env.agentX];
      for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
        const type = grid.typeOf(grid.cells[cell]!);
        if (reached.has(cell) || type === 'wall') continue;
        reached.add(cell);
        stack.push(cell - 1, cell + 1, cell - grid.width, cell + grid.width);
      }
      for (const { top } of env.rooms) expect(reached).toContain((top[1] + 2) * grid.width + top[0] + 2);
      const names = env.rooms.flatMap(({ objects }) => objects.map((id) => grid.nameOf(id)));
      expect(new Set(names).size).toBe(6);
    }
  });

  it('draws what is not given: walls between rooms, colours, locks', () => {
    const doors = new Set<string>();
    for (let seed = 0; seed < 30; seed++) {
      env.reset({ seed });
      const [column, row] = [seed % 3, seed % 2];
      const walls = env.room(column, row).passages.filter((passage, wall) => {
        return passage === null && env.room(column, row).neighbours[wall] !== null;
      });
      if (walls.length === 0) continue;
      const door = env.addDoor(column, row);
      expect(env.room(column, row).passages).toContain(door);
      doors.add(env.grid.stateOf(door));
      doors.add(env.grid.colourOf(door));
    }
    expect(doors).toContain('locked');
    expect(doors).toContain('closed');
    expect(doors.size).toBeGreaterThan(5);
  });

  it('says which wall cannot have a door', () => {
    env.reset({ seed: 1 });
    expect(() => env.addDoor(0, 0, { wall: 2 })).toThrow(/Rooms.addDoor: expected a wall .* received 2/);
    expect(() => env.room(3, 0)).toThrow(/expected a column below 3/);
    const door = env.rooms.findIndex(({ passages }) => passages[0] !== null);
    expect(() => env.addDistractors(13)).toThrow(GenerationFailed);
    expect(() => env.removeWall(door % 3, Math.floor(door / 3), 0)).toThrow(/without a passage/);
  });
});

describe('MissionSpace', () => {
  const words = fc.uniqueArray(fc.stringMatching(/^[a-z.*()\\]{1,6}$/), { minLength: 1, maxLength: 4 });

  it('contains its samples, also when it was written as JSON, and nothing around them', () => {
    fc.assert(
      fc.property(words, words, fc.nat(), (first, second, seed) => {
        const space = new MissionSpace('go to {} (not {})', [first, second], { seed });
        const mission = space.sample();
        const again = MissionSpace.fromJSON(JSON.parse(JSON.stringify(space)));
        expect(again.equals(space)).toBe(true);
        for (const candidate of [space, again, space.copy()]) {
          expect(candidate.contains(mission)).toBe(true);
          expect(candidate.contains(`${mission} `)).toBe(false);
          expect(candidate.contains('go to')).toBe(false);
        }
        expect(mission.length).toBeGreaterThanOrEqual(space.minLength);
        expect(mission.length).toBeLessThanOrEqual(space.maxLength);
      }),
      { numRuns: 50 },
    );
  });

  it('is equal to one with the same words in another order, and to no other', () => {
    const space = new MissionSpace('a {}', [['b', 'c']]);
    expect(space.equals(new MissionSpace('a {}', [['c', 'b']]))).toBe(true);
    expect(space.equals(new MissionSpace('a {}', [['b', 'd']]))).toBe(false);
    expect(space.equals(new MissionSpace('the {}', [['b', 'c']]))).toBe(false);
  });

  it('refuses slots without words, and masks', () => {
    expect(() => new MissionSpace('a {} {}', [['b']])).toThrow(/expected 2 lists of words .* received 1/);
    expect(() => new MissionSpace('a {}', [[]])).toThrow(/slots\[0\]: expected at least one word/);
    expect(() => new MissionSpace('a {}', [['b', 'b']])).toThrow(/none twice/);
    expect(() => new MissionSpace('a').sample([3, null])).toThrow(/expected no mask/);
  });
});
