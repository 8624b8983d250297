import { beforeAll, describe, expect, it } from 'vitest';
import {
  Autoreset,
  ClipReward,
  DelayObservation,
  type Env,
  FlattenObservation,
  FrameStackObservation,
  NormalizeObservation,
  NormalizeReward,
  RescaleObservation,
  StickyAction,
  TimeAwareObservation,
  TimeLimit,
} from '../../src/index.ts';
import { plain } from '../plain.ts';
import { python, runPython } from '../python.ts';
import { pythonWalk, Walk, type WalkSettings } from '../toys.ts';

interface Case {
  /** The Python wrapper, and its keyword arguments in Python's syntax. */
  readonly wrapper: string;
  readonly wrap: (env: Walk) => Env;
  readonly walk?: WalkSettings;
}

const cases: Case[] = [
  { wrapper: 'NormalizeObservation()', wrap: (env) => new NormalizeObservation(env) },
  {
    wrapper: 'NormalizeObservation(epsilon=0.1)',
    wrap: (env) => new NormalizeObservation(env, { epsilon: 0.1 }),
    walk: { size: 3, dtype: 'float64' },
  },
  { wrapper: 'NormalizeReward()', wrap: (env) => new NormalizeReward(env) },
  {
    wrapper: 'NormalizeReward(gamma=0.5, epsilon=1e-3)',
    wrap: (env) => new NormalizeReward(env, { gamma: 0.5, epsilon: 1e-3 }),
  },
  {
    wrapper: 'StickyAction(repeat_action_probability=0.4)',
    wrap: (env) => new StickyAction(env, { repeatActionProbability: 0.4 }),
  },
  {
    wrapper: 'StickyAction(repeat_action_probability=0.4, repeat_action_duration=3)',
    wrap: (env) => new StickyAction(env, { repeatActionProbability: 0.4, repeatActionDuration: 3 }),
  },
  {
    wrapper: 'StickyAction(repeat_action_probability=0.6, repeat_action_duration=(1, 4))',
    wrap: (env) => new StickyAction(env, { repeatActionProbability: 0.6, repeatActionDuration: [1, 4] }),
  },
  {
    wrapper: 'ClipReward(min_reward=-0.5, max_reward=1.5)',
    wrap: (env) => new ClipReward(env, { minReward: -0.5, maxReward: 1.5 }),
  },
  {
    wrapper: 'RescaleObservation(min_obs=np.float64(-0.1), max_obs=np.float64(0.7))',
    wrap: (env) => new RescaleObservation(env, { minObs: -0.1, maxObs: 0.7 }),
    walk: { bound: 3 },
  },
  {
    wrapper: 'RescaleObservation(min_obs=np.array([0.0, -2.0]), max_obs=np.array([1.0, 5.0]))',
    wrap: (env) => new RescaleObservation(env, { minObs: [0, -2], maxObs: [1, 5] }),
    walk: { bound: 3, dtype: 'float64' },
  },
  { wrapper: 'TimeLimit(max_episode_steps=4)', wrap: (env) => new TimeLimit(env, { maxEpisodeSteps: 4 }) },
  { wrapper: 'DelayObservation(delay=2)', wrap: (env) => new DelayObservation(env, { delay: 2 }) },
  { wrapper: 'FlattenObservation()', wrap: (env) => new FlattenObservation(env) },
  {
    wrapper: 'FrameStackObservation(stack_size=3)',
    wrap: (env) => new FrameStackObservation(env, { stackSize: 3 }),
  },
  {
    wrapper: "FrameStackObservation(stack_size=4, padding_type='zero')",
    wrap: (env) => new FrameStackObservation(env, { stackSize: 4, paddingType: 'zero' }),
  },
  {
    wrapper: 'TimeAwareObservation()',
    wrap: (env) => new TimeAwareObservation(new TimeLimit(env, { maxEpisodeSteps: 7 })),
  },
  {
    wrapper: 'TimeAwareObservation(flatten=False, normalize_time=True)',
    wrap: (env) =>
      new TimeAwareObservation(new TimeLimit(env, { maxEpisodeSteps: 7 }), {
        flatten: false,
        normalizeTime: true,
      }),
  },
  { wrapper: 'Autoreset()', wrap: (env) => new Autoreset(env) },
];

const seed = 2024;
const actions = Array.from({ length: 60 }, (_, i) => (i * 7 + (i >> 2)) % 3);

const program = `
${pythonWalk}
import gymnasium.wrappers as wrappers
def plain(x):
    if isinstance(x, np.ndarray): return x.ravel().tolist()
    if isinstance(x, dict): return {k: plain(v) for k, v in x.items()}
    if isinstance(x, (tuple, list)): return [plain(v) for v in x]
    return x.item() if isinstance(x, np.generic) else x
def roll(wrapper, walk):
    name, arguments = wrapper.split('(', 1)
    base = Walk(**walk)
    if name == 'TimeAwareObservation': base = wrappers.TimeLimit(base, 7)
    env = eval(f'wrappers.{name}(base, {arguments}')
    log = [plain(env.reset(seed=cases['seed']))]
    for action in cases['actions']:
        result = env.step(action)
        log.append(plain(result))
        if (result[2] or result[3]) and name != 'Autoreset': log.append(plain(env.reset()))
    return log
print(json.dumps([roll(case['wrapper'], case['walk']) for case in cases['cases']]))
`;

function roll(env: Env): unknown[] {
  const log = [plain(env.reset({ seed }))];
  for (const action of actions) {
    const result = env.step(action);
    log.push(plain(result));
    if ((result[2] || result[3]) && !(env instanceof Autoreset)) log.push(plain(env.reset()));
  }
  return log;
}

describe.skipIf(python === null)('wrappers give what Gymnasium gives', () => {
  let expected: unknown[];
  beforeAll(() => {
    const list = cases.map(({ wrapper, walk = {} }) => ({ wrapper, walk }));
    expected = runPython(program, { cases: list, seed, actions });
  });

  it.each(cases.map((one, index) => ({ ...one, index })))('$wrapper', ({ wrap, walk, index }) => {
    expect(roll(wrap(new Walk(walk)))).toEqual(expected[index]);
  });
});
