import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Env,
  type EnvSpec,
  InvalidEnv,
  InvalidWrapper,
  logger,
  make,
  OrderEnforcing,
  PassiveEnvChecker,
  RegistrationError,
  RenderCollection,
  register,
  registerWrappers,
  registry,
  spec,
  specFromJSON,
  TimeLimit,
  Wrapper,
  wrapperRegistry,
  wrapperSpec,
} from '../../src/index.ts';
import { Counter } from '../toys.ts';

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
    expect(() => env.getWrapperAttr('nothing')).toThrow(
      /an attribute of <Counter> .* received the string 'nothing'/,
    );
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
