import type { Discrete } from 'gymnasium-js';
import { expect, it } from 'vitest';
import { families } from '../../../../envs/gridworld/minigrid/index.ts';
import { runPython } from '../../../../envs/gymnasium-js/test/python.ts';
import { makeBare } from './reference.ts';
import { idsOf, itEqualsPython, type Variant, variantsEqualPython, withPython } from './suites.ts';

const ids = idsOf(families);

const variants: readonly Variant[] = [
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
  // The smallest worlds that there are.
  ['MiniGrid-Empty-8x8-v0', { size: 3 }, { size: 3 }],
  ['MiniGrid-Empty-8x8-v0', { size: 4, agentStartPos: null }, { size: 4, agent_start_pos: null }],
  ['MiniGrid-Dynamic-Obstacles-5x5-v0', { size: 4, nObstacles: 1 }, { size: 4, n_obstacles: 1 }],
  ['MiniGrid-LockedRoom-v0', { size: 10 }, { size: 10 }],
  ['MiniGrid-LockedRoom-v0', { size: 12 }, { size: 12 }],
  ['MiniGrid-MemoryS7-v0', { size: 5 }, { size: 5 }],
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

withPython('MiniGrid in Python', () => {
  itEqualsPython(ids);

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

withPython('settings', () => {
  it('that no id has give the same levels and episodes too', () => {
    variantsEqualPython(variants);
  });
});
