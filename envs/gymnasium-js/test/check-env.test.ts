import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describe as describeValue } from '../src/checks/describe.ts';
import {
  checkEnv,
  type Env,
  InvalidEnv,
  logger,
  make,
  PassiveEnvChecker,
  type RenderFrame,
  register,
  TimeLimit,
} from '../src/index.ts';
import { faults } from './faulty-envs.ts';
import { buffer, drawing, info, Sound, steps } from './sound.ts';
import { Counter, Echo, Walk } from './toys.ts';

let warn: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  warn = vi.spyOn(logger, 'warn').mockImplementation(() => {});
});
afterEach(() => warn.mockRestore());
const warnings = () => warn.mock.calls.map(([message]: unknown[]) => String(message));

describe('checkEnv', () => {
  it.each([
    ['Sound', () => new Sound()],
    ['Counter', () => new Counter()],
    ['Walk', () => new Walk()],
    ['Echo of dicts', () => new Echo()],
    ['Echo of tuples', () => new Echo({ form: 'tuple' })],
  ] as const)('finds nothing wrong with %s', (_, create) => {
    checkEnv(create() as Env);
  });

  it.each(faults)('refuses %s', (_, create, message) => {
    expect(() => checkEnv(create())).toThrow(message);
  });

  it('draws in every mode and closes twice, if it can make the environment', () => {
    class Touchy extends Sound {
      protected override closedTwice(): void {
        throw new Error('closed already');
      }
    }
    class Blank extends Sound {
      override render(): RenderFrame {
        return this.renderMode === 'rgb_array' ? 'nothing' : super.render();
      }
    }
    register({ id: 'check/Sound-v0', entryPoint: (kwargs) => new Sound(kwargs) });
    register({ id: 'check/Touchy-v0', entryPoint: (kwargs) => new Touchy(kwargs) });
    register({ id: 'check/Blank-v0', entryPoint: (kwargs) => new Blank(kwargs) });
    const check = (id: string, options = {}) => checkEnv(make(id).unwrapped, options);
    check('check/Sound-v0');
    expect(warnings()).toEqual([]);
    expect(() => check('check/Touchy-v0')).toThrow(/close: expected a second call to do nothing/);
    check('check/Touchy-v0', { skipCloseCheck: true });
    expect(() => check('check/Blank-v0')).toThrow(/mode 'rgb_array', received the string 'nothing'/);
    check('check/Blank-v0', { skipRenderCheck: true });
  });

  it('allows what a registration calls nondeterministic', () => {
    let shared = 0;
    const entryPoint = (kwargs: object) =>
      new (class extends Sound {
        protected override observe = () => Float64Array.of(0, (shared = (shared + 1) % 9));
      })(kwargs);
    register({ id: 'check/Chance-v0', entryPoint, nondeterministic: true });
    register({ id: 'check/Chance-v1', entryPoint });
    checkEnv(make('check/Chance-v0').unwrapped);
    expect(() => checkEnv(make('check/Chance-v1').unwrapped)).toThrow(InvalidEnv);
  });

  it.each([
    [() => new TimeLimit(new Counter(), { maxEpisodeSteps: 9 }), /is wrapped/],
    [() => new Walk(), /observationSpace\.low: −∞/],
    [() => new Echo(), /actionSpace: actions between −1 and 1/],
    [() => new Counter(), /drawn in its own render mode only/],
    [() => new Walk({ bound: 0 }), /observationSpace\.low\[0\]: the bounds of the box are equal/],
  ] as const)('warns: %#', (create, message) => {
    try {
      checkEnv(create() as Env);
    } catch (error) {
      // The walk leaves a box without room.
      expect(error).toBeInstanceOf(InvalidEnv);
    }
    expect(warnings()).toContainEqual(expect.stringMatching(message));
  });
});

describe('descriptions of values in messages', () => {
  it.each([
    [undefined, 'undefined'],
    [true, 'true'],
    [() => 0, 'the function (anonymous)'],
    [checkEnv, 'the function checkEnv'],
    [Symbol('s'), 'Symbol(s)'],
    [new Map(), 'a Map'],
    [new DataView(new ArrayBuffer(3)), 'a DataView of length 3'],
    [{}, 'an object with no keys'],
    ['x'.repeat(70), `the string '${'x'.repeat(60)}…'`],
  ])('%#', (value, text) => {
    expect(describeValue(value)).toBe(text);
  });
});

describe('PassiveEnvChecker', () => {
  const play = (env: Env, count = 3) => {
    const checked = new PassiveEnvChecker(env);
    checked.reset();
    for (let i = 0; i < count; i++) checked.step(0);
    return checked;
  };

  it('is silent about a sound environment, and returns what it returns', () => {
    const env = play(new Counter({ renderMode: 'ansi' }));
    expect(env.step(1)).toEqual([Float64Array.of(5), 5, false, false, { even: false }]);
    expect(env.render()).toBe('5');
    expect(warnings()).toEqual([]);
  });

  it.each([
    [() => steps((r) => [r[0], Number.NaN, r[2], r[3], r[4]]), /finite number as reward/],
    [
      () => steps((r) => [Float64Array.of(10, 0), r[1], r[2], r[3], r[4]]),
      /observation\[0\]: expected a number in/,
    ],
    [
      () => steps((r) => [buffer, r[1], r[2], r[3], r[4]]),
      /observations of step and the step after it share memory/,
    ],
    [
      () => steps((r) => [r[0], r[1], r[2], r[3], info]),
      /infos of step and the step after it share an object/,
    ],
  ])('warns once, and goes on: %#', (create, message) => {
    play(create(), 4);
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toMatch(message);
  });

  it('throws what no caller could use', () => {
    expect(() => play(steps((r) => r.slice(0, 4)))).toThrow(InvalidEnv);
    expect(() => play(steps((r) => [r[0], r[1], r[2], r[3], 'info']))).toThrow(
      /expected info to be an object/,
    );
  });

  it('checks the first frame', () => {
    const env = new PassiveEnvChecker(drawing('ansi', 7));
    env.reset();
    env.render();
    env.render();
    expect(warnings()).toEqual(["render: expected a string in mode 'ansi', received the number 7."]);
    const listing = new PassiveEnvChecker(drawing('ansi_list', ['a', 7]));
    expect(() => listing.render()).toThrow(/received 'ansi_list'/);
  });
});
