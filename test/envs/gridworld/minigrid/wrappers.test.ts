import { createHash } from 'node:crypto';
import { Box, Dict, Discrete, type Env, logger, MultiDiscrete, npRandom, type Space } from 'gymnasium-js';
import { describe, expect, it, vi } from 'vitest';
import * as minigrid from '../../../../envs/gridworld/minigrid/index.ts';
import { runPython } from '../../../../envs/gymnasium-js/test/python.ts';
import { makeBare, python, usefulAction } from './reference.ts';

type WrapperName = Extract<keyof typeof minigrid, `${string}Wrapper` | `${string}Bonus` | 'NoDeath'>;

interface Case {
  readonly id: string;
  readonly wrappers: readonly (readonly [name: WrapperName, settings: object])[];
  readonly steps?: number;
}

const lava = 'MiniGrid-LavaCrossingS9N2-v0';
const doorKey = 'MiniGrid-DoorKey-6x6-v0';
const redBlue = 'MiniGrid-RedBlueDoors-6x6-v0'; // not square

const cases: readonly Case[] = [
  { id: redBlue, wrappers: [['FullyObsWrapper', {}]] },
  { id: doorKey, wrappers: [['ImgObsWrapper', {}]] },
  {
    id: redBlue,
    wrappers: [
      ['FullyObsWrapper', {}],
      ['ImgObsWrapper', {}],
    ],
  },
  { id: doorKey, wrappers: [['OneHotPartialObsWrapper', {}]] },
  {
    id: doorKey,
    wrappers: [
      ['ViewSizeWrapper', { agentViewSize: 5 }],
      ['OneHotPartialObsWrapper', {}],
    ],
  },
  { id: redBlue, wrappers: [['SymbolicObsWrapper', {}]] },
  { id: lava, wrappers: [['ViewSizeWrapper', { agentViewSize: 3 }]] },
  { id: 'MiniGrid-MultiRoom-N6-v0', wrappers: [['ViewSizeWrapper', { agentViewSize: 11 }]] },
  { id: redBlue, wrappers: [['RGBImgObsWrapper', {}]], steps: 15 },
  { id: doorKey, wrappers: [['RGBImgPartialObsWrapper', { tileSize: 10 }]], steps: 15 },
  { id: 'MiniGrid-LockedRoom-v0', wrappers: [['DictObservationSpaceWrapper', {}]] },
  {
    id: 'MiniGrid-GoToDoor-5x5-v0',
    wrappers: [
      [
        'DictObservationSpaceWrapper',
        {
          maxWordsInMission: 7,
          wordDict: {
            go: 0,
            to: 1,
            the: 2,
            door: 3,
            red: 4,
            green: 5,
            blue: 6,
            purple: 7,
            yellow: 8,
            grey: 9,
          },
        },
      ],
    ],
  },
  { id: 'MiniGrid-Fetch-6x6-N2-v0', wrappers: [['FlatObsWrapper', { maxStrLen: 40 }]] },
  {
    id: 'MiniGrid-LockedRoom-v0',
    wrappers: [
      ['FullyObsWrapper', {}],
      ['FlatObsWrapper', {}],
    ],
  },
  { id: 'MiniGrid-FourRooms-v0', wrappers: [['DirectionObsWrapper', {}]] },
  { id: 'MiniGrid-FourRooms-v0', wrappers: [['DirectionObsWrapper', { type: 'angle' }]] },
  { id: 'MiniGrid-FourRooms-v0', wrappers: [['DirectionObsWrapper', { type: 'angle_atan2' }]] },
  { id: doorKey, wrappers: [['ActionBonus', {}]] },
  { id: doorKey, wrappers: [['PositionBonus', { scale: 0.3 }]] },
  { id: doorKey, wrappers: [['StochasticActionWrapper', { prob: 0.6 }]] },
  { id: doorKey, wrappers: [['StochasticActionWrapper', { prob: 0.5, randomAction: 2 }]] },
  { id: 'MiniGrid-LavaGapS5-v0', wrappers: [['NoDeath', { noDeathTypes: ['lava'], deathCost: -0.5 }]] },
  { id: 'MiniGrid-Dynamic-Obstacles-6x6-v0', wrappers: [['NoDeath', { noDeathTypes: ['ball'] }]] },
  { id: 'MiniGrid-MultiRoom-N2-S4-v0', wrappers: [['ReseedWrapper', { seeds: [4, 9, 2], seedIdx: 1 }]] },
];

const program = `
import hashlib, re
output, sys.stdout = sys.stdout, sys.stderr
import gymnasium
import minigrid.wrappers
import numpy as np
from gymnasium import spaces

def digest(array):
    return hashlib.sha256(np.asarray(array).astype(np.float64).tobytes()).hexdigest()

def told(observation):
    if isinstance(observation, dict):
        return {key: told(value) for key, value in observation.items()}
    if isinstance(observation, str):
        return observation
    if np.shape(observation) == () and np.asarray(observation).dtype == np.float64:
        return float(observation) if np.isfinite(observation) else str(float(observation))
    return digest(observation)

def space_told(space):
    if isinstance(space, spaces.Dict):
        return {key: space_told(inner) for key, inner in space.spaces.items()}
    if isinstance(space, spaces.Box):
        return ["Box", list(space.shape), digest(space.low), digest(space.high)]
    if isinstance(space, spaces.MultiDiscrete):
        return ["MultiDiscrete", digest(space.nvec)]
    if isinstance(space, spaces.Discrete):
        return ["Discrete", int(space.n)]
    return ["MissionSpace"]

def snake(name):
    return re.sub("([A-Z])", lambda match: "_" + match[1].lower(), name)

plain = {"maxStrLen": "maxStrLen"}

def run(id, wrappers, actions):
    env = gymnasium.make(id, disable_env_checker=True).unwrapped
    for name, settings in wrappers:
        kwargs = {plain.get(key, snake(key)): value for key, value in settings.items()}
        env = getattr(minigrid.wrappers, name)(env, **kwargs)
    observation, _ = env.reset(seed=8)
    results = [told(observation)]
    for action in actions:
        observation, reward, terminated, truncated, _ = env.step(action)
        results.append([told(observation), float(reward), bool(terminated), bool(truncated)])
        if terminated or truncated:
            results.append(told(env.reset()[0]))
    return dict(space=space_told(env.observation_space), results=results)

print(json.dumps([run(**case) for case in cases]), file=output)
`;

function digest(values: ArrayLike<number | bigint> | number): string {
  const numbers = typeof values === 'number' ? [values] : Array.from(values, Number);
  return createHash('sha256')
    .update(new Uint8Array(Float64Array.from(numbers).buffer))
    .digest('hex');
}

function told(observation: unknown): unknown {
  if (typeof observation === 'string') return observation;
  if (typeof observation === 'number' || ArrayBuffer.isView(observation)) {
    return digest(observation as unknown as Float64Array);
  }
  const entries = Object.entries(observation as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === 'goal_direction' ? toldAngle((value as Float64Array)[0]!) : told(value),
    ]),
  );
}

/** Arc tangents may differ from those of the platform in the last bit. */
function toldAngle(angle: number): unknown {
  if (Number.isFinite(angle)) return expect.closeTo(angle, 14);
  return angle > 0 ? 'inf' : '-inf';
}

function spaceTold(space: Space): unknown {
  if (space instanceof Dict) {
    return Object.fromEntries(space.keys.map((key) => [key, spaceTold(space.spaces[key]!)]));
  }
  if (space instanceof Box) return ['Box', space.shape, digest(space.low), digest(space.high)];
  if (space instanceof MultiDiscrete) return ['MultiDiscrete', digest(space.nvec)];
  if (space instanceof Discrete) return ['Discrete', space.n];
  return ['MissionSpace'];
}

function wrap(env: Env, { wrappers }: Case): Env<unknown, number> {
  return wrappers.reduce<Env>((inner, [name, settings]) => {
    // biome-ignore lint/performance/noDynamicNamespaceImportAccess: the test is about all of them
    const wrapper = minigrid[name] as unknown as new (env: Env, settings: object) => Env;
    return new wrapper(inner, settings);
  }, env) as Env<unknown, number>;
}

/** More than one episode, as Python records it. */
function play(test: Case): { actions: number[]; told: unknown } {
  const bare = makeBare(test.id);
  const env = wrap(bare as unknown as Env, test);
  const random = npRandom(8)[0];
  const results: unknown[] = [told(env.reset({ seed: 8 })[0])];
  const actions: number[] = [];
  for (let step = 0; step < (test.steps ?? 150); step++) {
    const action = usefulAction(bare, random);
    actions.push(action);
    const [observation, reward, terminated, truncated] = env.step(action);
    expect(env.observationSpace.contains(observation)).toBe(true);
    results.push([told(observation), reward, terminated, truncated]);
    if (terminated || truncated) results.push(told(env.reset()[0]));
  }
  return { actions, told: { space: spaceTold(env.observationSpace), results } };
}

describe.skipIf(python === null)('wrappers beside Python', () => {
  it('show the same, in equal spaces', () => {
    const warn = vi.spyOn(logger, 'warn').mockImplementation(() => {}); // of the seed that ReseedWrapper ignores
    const runs = cases.map(play);
    const inputs = cases.map(({ id, wrappers }, index) => ({ id, wrappers, actions: runs[index]!.actions }));
    const expected = runPython<unknown[]>(program, inputs);
    runs.forEach((run, index) => {
      expect(expected[index], JSON.stringify(cases[index])).toEqual(run.told);
    });
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });
});

describe('wrappers', () => {
  const make = (id: string) => makeBare(id) as unknown as Env<minigrid.MiniGridObservation, number>;

  it('can be made again from the spec', () => {
    const env = new minigrid.ViewSizeWrapper(make(doorKey), { agentViewSize: 5 });
    expect(env.spec!.additionalWrappers.map(({ name, kwargs }) => [name, kwargs])).toEqual([
      ['ViewSizeWrapper', { agentViewSize: 5 }],
    ]);
  });

  it('work on one another', () => {
    const env = new minigrid.ImgObsWrapper(new minigrid.FullyObsWrapper(make(redBlue)));
    const [image] = env.reset({ seed: 1 });
    expect(env.observationSpace.shape).toEqual([12, 6, 3]);
    expect(Array.from(image).filter((_, index) => index % 3 === 0 && image[index] === 10)).toHaveLength(1);
  });

  it.each([3, 5, 9])(
    'show a picture of a view of %i cells as of an environment that is made with it',
    (size) => {
      const picture = (env: Env<minigrid.MiniGridObservation, number>) => {
        const shown = new minigrid.RGBImgPartialObsWrapper(env, { tileSize: 8 });
        const [{ image }] = shown.reset({ seed: 3 });
        expect(shown.observationSpace.contains(shown.step(2)[0])).toBe(true);
        return image;
      };
      const wrapped = picture(new minigrid.ViewSizeWrapper(make(doorKey), { agentViewSize: size }));
      const direct = makeBare(doorKey, { agentViewSize: size }) as unknown as ReturnType<typeof make>;
      expect(wrapped).toEqual(picture(direct));
    },
  );

  it('replace an action as often as they should', () => {
    const env = new minigrid.StochasticActionWrapper(make('MiniGrid-Empty-16x16-v0'), {
      prob: 0.7,
      randomAction: 1,
    });
    const bare = env.unwrapped as unknown as minigrid.MiniGridEnv;
    env.reset({ seed: 1 });
    let replaced = 0;
    for (let step = 0; step < 1000; step++) {
      const before = bare.agentDirection;
      env.step(minigrid.Action.done);
      if (bare.agentDirection !== before) replaced++;
    }
    expect(replaced).toBeGreaterThan(240);
    expect(replaced).toBeLessThan(360);
  });

  it('go on after lava', () => {
    const env = new minigrid.NoDeath(make(lava), { noDeathTypes: ['lava'] });
    const bare = env.unwrapped as unknown as minigrid.MiniGridEnv;
    env.reset({ seed: 1 });
    bare.grid.set(2, 1, bare.grid.lava);
    const [, reward, terminated] = env.step(minigrid.Action.forward);
    expect([reward, terminated, bare.agentX]).toEqual([-1, false, 2]);
  });

  it('say what they cannot work with', () => {
    const flat = new minigrid.FlatObsWrapper(make(doorKey));
    const cases: [() => unknown, RegExp][] = [
      [
        () => new minigrid.ViewSizeWrapper(make(doorKey), { agentViewSize: 4 }),
        /ViewSizeWrapper: agentViewSize: expected an odd number, received 4/,
      ],
      [
        () => new minigrid.RGBImgObsWrapper(make(doorKey), { tileSize: 0 }),
        /RGBImgObsWrapper: tileSize: expected a number >= 1/,
      ],
      [
        () => new minigrid.RGBImgObsWrapper(make(doorKey), { tile_size: 16 } as object),
        /tile_size: .* did you mean tileSize/,
      ],
      [
        () => new minigrid.FullyObsWrapper(make(doorKey), { full: true }),
        /FullyObsWrapper: full: expected no such field/,
      ],
      [() => new minigrid.NoDeath(make(lava), undefined as never), /NoDeath: noDeathTypes: expected a list/],
      [
        () => new minigrid.NoDeath(make(lava), { noDeathTypes: 'lava' as never }),
        /noDeathTypes: expected a list, received "lava"/,
      ],
      [
        () => new minigrid.DictObservationSpaceWrapper(make(doorKey), { maxWordsInMission: -1 }),
        /maxWordsInMission: expected a number >= 1/,
      ],
      [
        () => new minigrid.PositionBonus(make(doorKey), { scale: Number.NaN }),
        /PositionBonus: scale: expected a finite number/,
      ],
      [
        () => new minigrid.StochasticActionWrapper(make(doorKey), { randomAction: 99 }),
        /randomAction: expected an action of Discrete\(7\), or null, received 99/,
      ],
      [
        () => new minigrid.ReseedWrapper(make(doorKey), { seeds: [1.5] }),
        /seeds\[0\]: expected a whole number/,
      ],
      [
        () => {
          const env = new minigrid.DictObservationSpaceWrapper(make(doorKey));
          return new minigrid.FlatObsWrapper(env as never);
        },
        /FlatObsWrapper.env: expected observations with a mission in words/,
      ],
      [
        () => new minigrid.FlatObsWrapper(new minigrid.SymbolicObsWrapper(make(doorKey)) as never),
        /FlatObsWrapper.env: expected observations with an image of three dimensions and of uint8/,
      ],
      [
        () => new minigrid.OneHotPartialObsWrapper(new minigrid.OneHotPartialObsWrapper(make(doorKey))),
        /Leave out OneHotPartialObsWrapper/,
      ],
      [
        () => new minigrid.FullyObsWrapper(flat as never),
        /FullyObsWrapper.env: expected observations of a Dict/,
      ],
      [() => new minigrid.ImgObsWrapper(flat as never), /ImgObsWrapper.env: expected observations of a Dict/],
      [
        () => new minigrid.NoDeath(make(lava), { noDeathTypes: ['goal' as never] }),
        /NoDeath: noDeathTypes\[0\]: expected one of .*, received "goal"/,
      ],
      [
        () => new minigrid.DirectionObsWrapper(make(lava), { type: 'up' as never }),
        /expected one of slope, /,
      ],
      [
        () => new minigrid.ReseedWrapper(make(lava), { seeds: [1], seedIdx: 1 }),
        /ReseedWrapper: seedIdx: expected an index .*, received 1/,
      ],
      [
        () => new minigrid.StochasticActionWrapper(make(lava), { prob: 2 }),
        /prob: expected a number <= 1, received 2/,
      ],
      [
        () => new minigrid.DirectionObsWrapper(make('MiniGrid-Playground-v0')).reset({ seed: 0 }),
        /expected a level with a goal/,
      ],
      [
        () => new minigrid.FlatObsWrapper(make(doorKey), { maxStrLen: 10 }).reset({ seed: 0 }),
        /maxStrLen: expected at least the 53 characters/,
      ],
      [
        () =>
          new minigrid.DictObservationSpaceWrapper(make(doorKey), { maxWordsInMission: 5 }).reset({
            seed: 0,
          }),
        /maxWordsInMission: expected more than the 13 words/,
      ],
      [
        () =>
          new minigrid.DictObservationSpaceWrapper(make(doorKey), { wordDict: { a: 0 } }).reset({ seed: 0 }),
        /none for 'use'. Add it/,
      ],
      [
        () => {
          const full = new minigrid.FullyObsWrapper(make(doorKey));
          return new minigrid.OneHotPartialObsWrapper(new minigrid.ActionBonus(full));
        },
        /Leave out FullyObsWrapper/,
      ],
    ];
    for (const [attempt, message] of cases) expect(attempt).toThrow(message);
  });
});
