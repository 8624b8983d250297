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
