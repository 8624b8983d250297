import { beforeAll, describe, expect, it } from 'vitest';
import {
  ClipAction,
  type Env,
  FilterObservation,
  FlattenObservation,
  FrameStackObservation,
  RescaleAction,
  TimeAwareObservation,
  TimeLimit,
} from '../../src/index.ts';
import { plain } from '../plain.ts';
import { python, runPython } from '../python.ts';
import { Echo, type EchoSettings, pythonEcho } from '../toys.ts';

interface Case {
  /** An expression in Python that wraps `env`. */
  readonly code: string;
  readonly wrap: (env: Env) => Env;
  readonly echo?: EchoSettings;
}

const limited = (env: Env) => new TimeLimit(env, { maxEpisodeSteps: 20 });

const cases: Case[] = [
  { code: 'wrappers.ClipAction(env)', wrap: (env) => new ClipAction(env as Echo) },
  {
    code: 'wrappers.ClipAction(env)',
    wrap: (env) => new ClipAction(env as Echo),
    echo: { dtype: 'float64' },
  },
  {
    code: 'wrappers.RescaleAction(env, np.float64(-1), np.float64(1))',
    wrap: (env) => new RescaleAction(env as Echo, { minAction: -1, maxAction: 1 }),
  },
  {
    code: 'wrappers.RescaleAction(env, np.array([0, -3.0]), np.array([1, 0.7]))',
    wrap: (env) => new RescaleAction(env as Echo, { minAction: [0, -3], maxAction: [1, 0.7] }),
    echo: { dtype: 'float64' },
  },
  { code: 'wrappers.FlattenObservation(env)', wrap: (env) => new FlattenObservation(env) },
  {
    code: 'wrappers.FlattenObservation(env)',
    wrap: (env) => new FlattenObservation(env),
    echo: { form: 'tuple', dtype: 'float64' },
  },
  {
    code: "wrappers.FilterObservation(env, ['position', 'bits'])",
    wrap: (env) => new FilterObservation(env, { filterKeys: ['position', 'bits'] }),
  },
  {
    code: "wrappers.FlattenObservation(wrappers.FilterObservation(env, ['position', 'bits']))",
    wrap: (env) => new FlattenObservation(new FilterObservation(env, { filterKeys: ['position', 'bits'] })),
  },
  {
    code: 'wrappers.FilterObservation(env, [2, 0])',
    wrap: (env) => new FilterObservation(env, { filterKeys: [2, 0] }),
    echo: { form: 'tuple' },
  },
  {
    code: 'wrappers.TimeAwareObservation(wrappers.TimeLimit(env, 20))',
    wrap: (env) => new TimeAwareObservation(limited(env)),
  },
  {
    code: 'wrappers.TimeAwareObservation(wrappers.TimeLimit(env, 20), flatten=False, dict_time_key="now")',
    wrap: (env) => new TimeAwareObservation(limited(env), { flatten: false, dictTimeKey: 'now' }),
  },
  {
    code: 'wrappers.TimeAwareObservation(wrappers.TimeLimit(env, 20), normalize_time=True)',
    wrap: (env) => new TimeAwareObservation(limited(env), { normalizeTime: true }),
    echo: { form: 'tuple' },
  },
  {
    code: 'wrappers.TimeAwareObservation(wrappers.TimeLimit(env, 20), flatten=False)',
    wrap: (env) => new TimeAwareObservation(limited(env), { flatten: false }),
    echo: { form: 'tuple' },
  },
  {
    code: 'wrappers.FrameStackObservation(env, 3)',
    wrap: (env) => new FrameStackObservation(env, { stackSize: 3 }),
  },
  {
    code: "wrappers.FrameStackObservation(env, 2, padding_type='zero')",
    wrap: (env) => new FrameStackObservation(env, { stackSize: 2, paddingType: 'zero' }),
    echo: { form: 'tuple' },
  },
];

const actions = Array.from({ length: 12 }, (_, i) => [Math.sin(i) * 5, Math.cos(3 * i) * 2]);

const program = `
${pythonEcho}
import gymnasium.wrappers as wrappers
def plain(x):
    if isinstance(x, np.ndarray): return x.ravel().astype(float).tolist()
    if isinstance(x, dict): return {k: plain(v) for k, v in x.items()}
    if isinstance(x, (tuple, list)): return [plain(v) for v in x]
    return x.item() if isinstance(x, np.generic) else x
def roll(code, echo):
    env = eval(code, {'wrappers': wrappers, 'np': np, 'env': Echo(**echo)})
    log = [plain(env.reset(seed=1))]
    for action in cases['actions']: log.append(plain(env.step(np.array(action, echo.get('dtype', 'float32')))))
    space = env.observation_space
    return [log, [int(n) for n in space.shape] if space.shape is not None else None, str(space.dtype)]
print(json.dumps([roll(case['code'], case['echo']) for case in cases['cases']]))
`;

function roll(env: Env, single: boolean): [unknown, unknown, unknown] {
  const log = [plain(env.reset({ seed: 1 }))];
  for (const action of actions) {
    const [observation, ...rest] = env.step(single ? Float32Array.from(action) : Float64Array.from(action));
    expect(env.observationSpace.contains(observation)).toBe(true);
    log.push(plain([observation, ...rest]));
  }
  const space = env.observationSpace;
  return [log, space.shape, 'dtype' in space ? space.dtype : 'None'];
}

describe.skipIf(python === null)('wrappers of structured spaces give what Gymnasium gives', () => {
  let expected: unknown[];
  beforeAll(() => {
    expected = runPython(program, { cases: cases.map(({ code, echo = {} }) => ({ code, echo })), actions });
  });

  it.each(cases.map((one, index) => ({ ...one, index })))('$code $echo', ({ wrap, echo, index }) => {
    expect(roll(wrap(new Echo(echo)), echo?.dtype !== 'float64')).toEqual(expected[index]);
  });
});
