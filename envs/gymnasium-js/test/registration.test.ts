import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  DeprecatedEnv,
  type Env,
  type EnvId,
  type EnvSpec,
  formatEnvId,
  InvalidEnv,
  InvalidWrapper,
  logger,
  make,
  NameNotFound,
  NamespaceNotFound,
  OrderEnforcing,
  PassiveEnvChecker,
  parseEnvId,
  RegistrationError,
  RenderCollection,
  register,
  registerWrappers,
  registry,
  spec,
  specFromJSON,
  TimeLimit,
  UnregisteredEnv,
  VersionNotFound,
  Wrapper,
  wrapperRegistry,
  wrapperSpec,
} from '../src/index.ts';
import { closeMatch, similarity } from '../src/registration/close-match.ts';
import { python, runPython } from './python.ts';
import { Counter } from './toys.ts';

const entryPoint = (kwargs: object) => new Counter(kwargs);

/** Adds a constant to every reward; records its setting. */
class Bonus extends Wrapper {
  readonly amount: number;
  constructor(env: Env, settings: { amount: number }) {
    super(env, settings);
    this.amount = settings.amount;
  }
}

/** Does not record its settings. */
class Forgetful extends Wrapper {
  constructor(env: Env) {
    super(env);
  }
}

/** The class names from the outermost wrapper to the environment. */
function layers(env: Env): string[] {
  return [env.constructor.name, ...(env instanceof Wrapper ? layers(env.env) : [])];
}

let warn: ReturnType<typeof vi.spyOn>;
let kept: [string, EnvSpec][];
beforeEach(() => {
  kept = [...registry];
  registry.clear();
  warn = vi.spyOn(logger, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  registry.clear();
  for (const [id, spec] of kept) registry.set(id, spec);
  warn.mockRestore();
});

describe('ids', () => {
  it.each([
    ['CartPole-v1', null, 'CartPole', 1],
    ['CartPole', null, 'CartPole', null],
    ['toy/Counter-v12', 'toy', 'Counter', 12],
    ['toy/Counter-v1-v2', 'toy', 'Counter-v1', 2],
    ['my.env-v0', null, 'my.env', 0],
  ])('%s is %s / %s / v%s', (id, namespace, name, version) => {
    expect(parseEnvId(id)).toEqual({ namespace, name, version });
  });

  it('are formatted and parsed back', () => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,9}$/);
    const id = fc.record({
      namespace: fc.option(word),
      name: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `${words.join('-')}Env`),
      version: fc.option(fc.nat(999)),
    });
    const check = (parts: EnvId) => {
      expect(parseEnvId(formatEnvId(parts))).toEqual(parts);
    };
    fc.assert(fc.property(id, check));
  });

  it.each(['', 'a/b/c-v0', 'Counter v0', '/Counter-v0', 'ns/'])("rejects '%s'", (id) => {
    expect(() => parseEnvId(id)).toThrow(RegistrationError);
  });
});

describe('close matches', () => {
  // Values of Python's difflib.SequenceMatcher(None, a, b).ratio()
  it.each([
    ['CartPol', 'CartPole', 14 / 15],
    ['Cartpole', 'CartPole', 7 / 8],
    ['abcd', 'bcde', 0.75],
    ['qabxcd', 'abycdf', 2 / 3],
    ['', '', 1],
    ['abc', 'xyz', 0],
  ])('similarity of %s and %s', (a, b, ratio) => {
    expect(similarity(a, b)).toBeCloseTo(ratio, 12);
  });

  it.skipIf(python === null)('is that of Python', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcAB-12'), maxLength: 14 });
    const pairs = fc.sample(fc.tuple(word, word), { numRuns: 300, seed: 4 });
    const program =
      'from difflib import *\nprint(json.dumps([SequenceMatcher(None, *c).ratio() for c in cases]))';
    expect(pairs.map(([a, b]) => similarity(a, b))).toEqual(runPython(program, pairs));
  });

  it('suggests the best candidate, or none', () => {
    expect(closeMatch('Cartpole', ['CartPole', 'Acrobot', 'Carpool'])).toBe('CartPole');
    expect(closeMatch('Taxi', ['CartPole', 'Acrobot'])).toBeUndefined();
  });
});

describe('register', () => {
  it('needs an entry point', () => {
    expect(() => register({ id: 'A-v0' })).toThrow(/A-v0: expected entryPoint or vectorEntryPoint/);
  });

  it('warns when it replaces an environment', () => {
    register({ id: 'A-v0', entryPoint });
    register({ id: 'A-v0', entryPoint, maxEpisodeSteps: 3 });
    expect(warn).toHaveBeenCalledOnce();
    expect(spec('A-v0').maxEpisodeSteps).toBe(3);
  });

  it.each([
    ['A', 'A-v0'],
    ['A-v0', 'A'],
  ])('refuses %s beside %s', (first, second) => {
    register({ id: first, entryPoint });
    expect(() => register({ id: second, entryPoint })).toThrow(RegistrationError);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a limit of %s steps', (maxEpisodeSteps) => {
    expect(() => register({ id: 'A-v0', entryPoint, maxEpisodeSteps })).toThrow(/A-v0\.maxEpisodeSteps/);
  });
});

describe('versions', () => {
  beforeEach(() => {
    register({ id: 'toy/Counter-v1', entryPoint });
    register({ id: 'toy/Counter-v3', entryPoint });
    register({ id: 'Plain', entryPoint });
  });

  it('takes the newest when none is named, and says so', () => {
    expect(make('toy/Counter').spec!.id).toBe('toy/Counter-v3');
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("using the newest, 'toy/Counter-v3'"));
  });

  it('warns of an old version', () => {
    expect(make('toy/Counter-v1').spec!.id).toBe('toy/Counter-v1');
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('out of date'));
  });

  it('says nothing about the newest', () => {
    make('toy/Counter-v3');
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    ['toy/Counter-v4', VersionNotFound, /Registered versions: v1, v3/],
    ['toy/Counter-v2', DeprecatedEnv, /Use 'toy\/Counter-v3'/],
    ['Plain-v0', DeprecatedEnv, /has no versions\. Use 'Plain'/],
    ['toy/Conter-v1', NameNotFound, /in the namespace 'toy'\. Did you mean 'Counter'\?/],
    ['Plaim', NameNotFound, /Did you mean 'Plain'\?/],
    ['Zebra-v0', NameNotFound, /Import the module that registers it/],
    ['toi/Counter-v1', NamespaceNotFound, /Did you mean 'toy'\?/],
    ['zebra/Counter-v1', NamespaceNotFound, /Import the module/],
    ['bad id', RegistrationError, /expected \[namespace\/\]name\[-vN\]/],
  ])('%s gives a %o', (id, error, message) => {
    expect(() => make(id)).toThrow(error);
    expect(() => make(id)).toThrow(message);
  });

  it('finds specs of exactly the id', () => {
    expect(spec('toy/Counter-v1').version).toBe(1);
    expect(() => spec('toy/Counter')).toThrow(UnregisteredEnv);
    expect(() => spec('toy/Counter')).toThrow(/Use 'toy\/Counter-v3'/);
  });
});

describe('make', () => {
  it('applies the wrappers that the registration asks for', () => {
    register({ id: 'A-v0', entryPoint, maxEpisodeSteps: 7 });
    register({ id: 'B-v0', entryPoint, orderEnforce: false, disableEnvChecker: true });
    expect(layers(make('A-v0'))).toEqual(['TimeLimit', 'OrderEnforcing', 'PassiveEnvChecker', 'Counter']);
    expect(layers(make('B-v0'))).toEqual(['Counter']);
    expect(`${make('A-v0')}`).toBe('<TimeLimit<OrderEnforcing<PassiveEnvChecker<Counter<A-v0>>>>>');
  });

  it('lets options override the registration', () => {
    register({ id: 'A-v0', entryPoint, maxEpisodeSteps: 7 });
    const env = make('A-v0', {}, { maxEpisodeSteps: 2, disableEnvChecker: true });
    expect(layers(env)).toEqual(['TimeLimit', 'OrderEnforcing', 'Counter']);
    expect(env.spec!.maxEpisodeSteps).toBe(2);
    expect(layers(make('A-v0', {}, { maxEpisodeSteps: null }))[0]).toBe('OrderEnforcing');
  });

  it('merges keyword arguments over the registered ones', () => {
    register({ id: 'A-v0', entryPoint, kwargs: { goal: 3, step: 2 } });
    const env = make('A-v0', { step: 5 });
    expect(env.unwrapped).toMatchObject({ goal: 3, increment: 5 });
    expect(env.spec!.kwargs).toEqual({ goal: 3, step: 5 });
    expect(spec('A-v0').kwargs).toEqual({ goal: 3, step: 2 });
  });

  it('records the wrappers in the spec, from which the same environment can be made', () => {
    register({
      id: 'A-v0',
      entryPoint,
      maxEpisodeSteps: 7,
      additionalWrappers: [wrapperSpec(Bonus, { amount: 2 })],
    });
    const env = new Bonus(make('A-v0', { goal: 4 }), { amount: 5 });
    expect(env.spec).toMatchObject({
      id: 'A-v0',
      maxEpisodeSteps: 7,
      orderEnforce: true,
      disableEnvChecker: false,
      kwargs: { goal: 4 },
      additionalWrappers: [
        { name: 'Bonus', kwargs: { amount: 2 } },
        { name: 'Bonus', kwargs: { amount: 5 } },
      ],
    });
    const again = make(env.spec!);
    expect(layers(again)).toEqual(layers(env));
    expect(again.spec).toEqual(env.spec);
  });

  it('cannot make a wrapper again that did not record its settings', () => {
    register({ id: 'A-v0', entryPoint });
    const env = new Forgetful(make('A-v0'));
    expect(env.spec!.additionalWrappers[0]!.kwargs).toBeNull();
    expect(() => make(env.spec!)).toThrow(InvalidWrapper);
  });

  it('does not repeat wrappers that the entry point applies', () => {
    register({ id: 'A-v0', entryPoint: (kwargs) => new Bonus(new Counter(kwargs), { amount: 1 }) });
    const env = make('A-v0');
    expect(layers(make(env.spec!))).toEqual(layers(env));
    const changed = env.spec!.with({ additionalWrappers: [wrapperSpec(Bonus, { amount: 9 })] });
    expect(() => make(changed)).toThrow(/additionalWrappers\[0\]/);
  });

  it('refuses an entry point that makes something else', () => {
    register({ id: 'A-v0', entryPoint: () => ({}) as Env });
    expect(() => make('A-v0')).toThrow(InvalidEnv);
  });

  it('collects frames for a mode that ends in _list', () => {
    register({ id: 'A-v0', entryPoint });
    const env = make('A-v0', {}, { renderMode: 'ansi_list' });
    expect(env).toBeInstanceOf(RenderCollection);
    expect(env.unwrapped.renderMode).toBe('ansi');
    env.reset();
    env.step(0);
    expect(env.render()).toEqual(['0', '1']);
    expect(layers(make(env.spec!))).toEqual(layers(env));
  });

  it('warns of a render mode that the environment does not have', () => {
    register({ id: 'A-v0', entryPoint });
    make('A-v0', {}, { renderMode: 'hologram' });
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("renderMode 'hologram'"));
  });
});

describe('specs as JSON', () => {
  it('come back equal', () => {
    register({ id: 'A-v0', entryPoint, rewardThreshold: 9, nondeterministic: true, kwargs: { goal: 3 } });
    const env = new TimeLimit(new Bonus(make('A-v0'), { amount: 5 }), { maxEpisodeSteps: 4 });
    const text = JSON.stringify(env.spec);
    const back = specFromJSON(text, { wrappers: [Bonus] });
    expect(back).toEqual(env.spec);
    expect(JSON.stringify(make(back).spec)).toBe(text);
  });

  it('know wrappers that were registered', () => {
    register({ id: 'A-v0', entryPoint });
    class Known extends Bonus {}
    const text = JSON.stringify(new Known(make('A-v0'), { amount: 5 }).spec);
    expect(() => specFromJSON(text)).toThrow(/'Known' is unknown.*registerWrappers/);
    registerWrappers(Known);
    registerWrappers(class Known extends Bonus {});
    expect(make(specFromJSON(text))).toBeInstanceOf(Known);
    wrapperRegistry.delete('Known');
  });

  it('name the wrapper that is unknown', () => {
    register({ id: 'A-v0', entryPoint });
    const env = new Bonus(make('A-v0'), { amount: 5 });
    expect(() => specFromJSON(JSON.stringify(env.spec))).toThrow(/wrapper 'Bonus' is unknown/);
  });

  it.each([
    [{ f: () => 0 }, /A-v0\.kwargs\.f/],
    [{ a: [1, { b: Number.NaN }] }, /A-v0\.kwargs\.a\[1\]\.b/],
    [{ m: new Map() }, /A-v0\.kwargs\.m: .* received a Map/],
  ])('cannot hold %o', (kwargs, path) => {
    register({ id: 'A-v0', entryPoint, kwargs });
    expect(() => JSON.stringify(spec('A-v0'))).toThrow(path);
  });

  it('refuses JSON of something else', () => {
    expect(() => specFromJSON('{"id":"A-v0"}')).toThrow(RegistrationError);
    expect(() => specFromJSON('null')).toThrow(RegistrationError);
  });
});

describe('Env', () => {
  it('has the attributes of a class that defines none', () => {
    const env = new Counter({});
    expect([env.spec, env.renderMode]).toEqual([null, null]);
    expect(env.unwrapped).toBe(env);
  });

  it('keeps its stream when it is reset without a seed', () => {
    const env = new Counter({});
    env.reset({ seed: 7 });
    const first = env.npRandom.random();
    env.reset();
    const second = env.npRandom.random();
    env.reset({ seed: 7n });
    expect([env.npRandom.random(), env.npRandom.random()]).toEqual([first, second]);
    expect(env.npRandomSeed).toBe(7n);
    env.npRandom = new Counter({}).npRandom;
    expect(env.npRandomSeed).toBe(-1n);
  });

  it('finds attributes through wrappers', () => {
    const env = new OrderEnforcing(new Bonus(new Counter({ goal: 6 }), { amount: 3 }));
    expect(env.getWrapperAttr('amount')).toBe(3);
    expect(env.getWrapperAttr('goal')).toBe(6);
    expect(env.hasWrapperAttr('nothing')).toBe(false);
    expect(() => env.getWrapperAttr('nothing')).toThrow(/no attribute 'nothing'/);
    env.setWrapperAttr('goal', 8);
    expect(env.unwrapped).toMatchObject({ goal: 8 });
    expect(env.setWrapperAttr('fresh', 1, { force: false })).toBe(false);
    expect(env.setWrapperAttr('fresh', 1)).toBe(true);
    expect(env.getWrapperAttr('fresh')).toBe(1);
  });

  it('closes at the end of a using block', () => {
    const env = new Counter({});
    {
      using _closed = new PassiveEnvChecker(env);
    }
    expect(env.closed).toBe(1);
  });
});
