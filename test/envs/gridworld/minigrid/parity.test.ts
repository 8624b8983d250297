import type { Discrete } from 'gymnasium-js';
import { beforeAll, describe, expect, it } from 'vitest';
import { families } from '../../../../envs/gridworld/minigrid/index.ts';
import { runPython } from '../../../../envs/gymnasium-js/test/python.ts';
import {
  anyAction,
  firstDifference,
  makeBare,
  python,
  type Recording,
  record,
  recordInPython,
  usefulAction,
} from './reference.ts';

const ids = families.flatMap((family) => Object.keys(family.ids));
const seeds = Array.from({ length: 20 }, (_, seed) => seed);
const steps = 200;

/** Settings that no id has, here and in Python. */
const variants: readonly (readonly [id: string, settings: object, kwargs: object])[] = [
  [
    'MiniGrid-FourRooms-v0',
    { agentPos: [3, 3], goalPos: [15, 15], maxSteps: 40 },
    { agent_pos: [3, 3], goal_pos: [15, 15], max_steps: 40 },
  ],
  [
    'MiniGrid-DistShift1-v0',
    { agentStartPos: null, strip2Row: 4, width: 11 },
    { agent_start_pos: null, strip2_row: 4, width: 11 },
  ],
  [
    'MiniGrid-SimpleCrossingS9N1-v0',
    { size: 13, numCrossings: 6, agentViewSize: 9 },
    { size: 13, num_crossings: 6, agent_view_size: 9 },
  ],
  [
    'MiniGrid-KeyCorridorS4R3-v0',
    { numRows: 2, objType: 'box', roomSize: 5 },
    { num_rows: 2, obj_type: 'box', room_size: 5 },
  ],
  ['MiniGrid-DoorKey-8x8-v0', { seeThroughWalls: true, size: 10 }, { see_through_walls: true, size: 10 }],
  ['MiniGrid-Dynamic-Obstacles-5x5-v0', { nObstacles: 9 }, { n_obstacles: 9 }],
  [
    'MiniGrid-Empty-8x8-v0',
    { agentStartPos: [4, 2], agentStartDir: 3 },
    { agent_start_pos: [4, 2], agent_start_dir: 3 },
  ],
  [
    'MiniGrid-MultiRoom-N6-v0',
    { minNumRooms: 2, maxNumRooms: 5, maxRoomSize: 6, width: 20, height: 15 },
    { minNumRooms: 2, maxNumRooms: 5, maxRoomSize: 6, width: 20, height: 15 },
  ],
];

interface Description {
  readonly id: string;
  readonly actions: number;
  readonly image: readonly number[];
  readonly maxSteps: number;
  readonly missions: readonly string[];
}

const describeInPython = `
import gymnasium
import minigrid

def description(id):
    env = gymnasium.make(id, disable_env_checker=True).unwrapped
    spaces = env.observation_space
    spaces["mission"].seed(3)
    return dict(id=id, actions=int(env.action_space.n), image=list(spaces["image"].shape), maxSteps=env.max_steps,
                missions=[spaces["mission"].sample() for _ in range(10)])

names = [id for id in gymnasium.registry if id.startswith("MiniGrid-") and "WFC" not in id]
print(json.dumps([description(id) for id in names]))
`;

describe.skipIf(python === null)('MiniGrid in Python', () => {
  const recordings = new Map<string, Recording[]>();
  const expected = new Map<string, Uint8Array[]>();

  beforeAll(() => {
    for (const id of ids) {
      const env = makeBare(id);
      const courses = seeds.map((seed) =>
        record(env, seed, steps, seed % 2 === 0 ? anyAction : usefulAction),
      );
      recordings.set(id, courses);
    }
    const cases = ids.map((id) => ({ id, courses: recordings.get(id)!.map(({ course }) => course) }));
    recordInPython(cases).forEach((courses, index) => {
      expected.set(ids[index]!, courses);
    });
  }, 600_000);

  it.each(ids)('%s has the same levels and episodes', (id) => {
    const differences = recordings
      .get(id)!
      .map((recording, index) => firstDifference(recording, expected.get(id)![index]!));
    expect(differences.filter((difference) => difference !== null)).toEqual([]);
  });

  it('has the same ids, spaces, missions and limits', () => {
    const descriptions = ids.map((id): Description => {
      const { observationSpace, actionSpace, maxSteps } = makeBare(id);
      const { image, mission } = observationSpace.spaces;
      mission.seed(3);
      const missions = Array.from({ length: 10 }, () => mission.sample());
      return { id, actions: (actionSpace as Discrete).n, image: image.shape, maxSteps, missions };
    });
    const byId = (one: Description, other: Description) => (one.id < other.id ? -1 : 1);
    const inPython = runPython<Description[]>(describeInPython, []);
    expect(descriptions.sort(byId)).toEqual(inPython.sort(byId));
  });
});

describe.skipIf(python === null)('settings', () => {
  it('that no id has give the same levels and episodes too', () => {
    const courses = variants.map(([id, settings]) => {
      const env = makeBare(id, { ...settings });
      return seeds.slice(0, 5).map((seed) => record(env, seed, 60, usefulAction));
    });
    const cases = variants.map(([id, , kwargs], index) => {
      return { id, kwargs, courses: courses[index]!.map(({ course }) => course) };
    });
    recordInPython(cases).forEach((expected, index) => {
      const differences = courses[index]!.map((recording, seed) =>
        firstDifference(recording, expected[seed]!),
      );
      expect(differences, variants[index]![0]).toEqual([null, null, null, null, null]);
    });
  });
});
