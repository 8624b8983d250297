/** Environments that break the contract in one thing each. */
import {
  Dict,
  Discrete,
  type Env,
  type ResetOptions,
  type ResetResult,
  type Space,
  type StepResult,
  Tuple,
} from '../src/index.ts';
import { buffer, drawing, info, listing, Sound, steps } from './sound.ts';

let shared = 0;

/** What is wrong, and what checkEnv says about it. */
export const faults: [what: string, env: () => Env, message: RegExp][] = [
  [
    'no environment',
    () => ({ reset() {} }) as unknown as Env,
    /expected an instance of Env, received an object/,
  ],
  [
    'no observation space',
    () => {
      const env = new Sound();
      env.observationSpace = undefined as unknown as Space;
      return env;
    },
    /Sound\.observationSpace: expected a Space, received undefined/,
  ],
  [
    'an action space that is a list',
    () => {
      const env = new Sound();
      env.actionSpace = [0, 1] as unknown as Space<number>;
      return env;
    },
    /Sound\.actionSpace: expected a Space, received an array of length 2/,
  ],
  [
    'an empty tuple as space',
    () => {
      const env = new Sound();
      env.observationSpace = new Dict({ a: new Tuple([]) });
      return env;
    },
    /observationSpace\.a: expected at least one space/,
  ],
  [
    'a reset without info',
    () =>
      new (class extends Sound {
        override reset = () => [this.observe()] as unknown as ResetResult<unknown>;
      })(),
    /reset: expected \[observation, info\], received an array of length 1/,
  ],
  [
    'a reset whose info is null',
    () =>
      new (class extends Sound {
        override reset = () => [this.observe(), null] as unknown as ResetResult<unknown>;
      })(),
    /reset: expected info to be an object, received null\. Return \{\}/,
  ],
  [
    'a reset that needs its argument',
    () =>
      new (class extends Sound {
        override reset({ seed }: ResetOptions = null as unknown as ResetOptions): ResetResult<unknown> {
          return super.reset({ seed });
        }
      })(),
    /reset\(\): expected \[observation, info\], but it threw: TypeError: .* Accept seed and options/,
  ],
  [
    'an observation of another type',
    () =>
      new (class extends Sound {
        protected override observe = () => [0, 0];
      })(),
    /reset: observation: expected a Float64Array of length 2, received an array of length 2\. Return what/,
  ],
  [
    'an observation that leaves the bounds',
    () =>
      new (class extends Sound {
        protected override observe = () => Float64Array.of(0, this.steps === 2 ? 9.5 : 3);
      })(),
    /step: observation\[1\]: expected a number in \[0, 9\], received 9\.5/,
  ],
  [
    'an observation that is not a number',
    () =>
      new (class extends Sound {
        protected override observe = () => Float64Array.of(0, Number.NaN);
      })(),
    /observation\[1\]: .* received NaN/,
  ],
  [
    'an observation with a key too few',
    () => {
      const env = new Sound();
      env.observationSpace = new Dict({ a: new Discrete(2), b: new Discrete(3) });
      (env as unknown as { observe: () => unknown }).observe = () => ({ a: 1 });
      return env;
    },
    /observation: expected an object with the keys a, b, received an object with the keys a/,
  ],
  [
    'a part of an observation that is out of range',
    () => {
      const env = new Sound();
      env.observationSpace = new Tuple([new Discrete(2), new Dict({ b: new Discrete(3) })]);
      (env as unknown as { observe: () => unknown }).observe = () => [1, { b: 3 }];
      return env;
    },
    /observation\[1\]\.b: expected a value of Discrete\(3\), received the number 3/,
  ],
  [
    'a step of four',
    () =>
      new (class extends Sound {
        override step = (action: number) => super.step(action).slice(0, 4) as unknown as StepResult<unknown>;
      })(),
    /step: expected \[observation, reward, terminated, truncated, info\], received an array of length 4/,
  ],
  [
    'a reward that is infinite',
    () => steps((r) => [r[0], Infinity, r[2], r[3], r[4]]),
    /finite number as reward/,
  ],
  ['a reward that is a string', () => steps((r) => [r[0], '1', r[2], r[3], r[4]]), /received the string '1'/],
  [
    'a flag that is a number',
    () => steps((r) => [r[0], r[1], 0, r[3], r[4]]),
    /expected terminated to be a boolean/,
  ],
  [
    'a seed that goes nowhere',
    () =>
      new (class extends Sound {
        override reset = () => super.reset();
      })(),
    /expected npRandomSeed to be 123 .* Call super\.reset\(resetOptions\) first/,
  ],
  [
    'random numbers from elsewhere, at a reset',
    () =>
      new (class extends Sound {
        protected override observe = () => Float64Array.of(0, (shared = (shared + 1) % 9));
      })(),
    /reset\(\{ seed: 123 \}\): expected the same result twice, received different ones in observation\. Draw every/,
  ],
  [
    'random numbers from elsewhere, at a step',
    () => steps((r) => [r[0], (shared += 1), r[2], r[3], r[4]]),
    /step 1 after reset\(\{ seed: 123 \}\): .* in reward/,
  ],
  [
    'an episode that depends on the one before',
    () =>
      new (class extends Sound {
        #episodes = 0;
        override reset(resetOptions: ResetOptions = {}): ResetResult<unknown> {
          const result = super.reset(resetOptions);
          this.steps = this.#episodes++ % 2;
          return result;
        }
      })(),
    /step 1 after reset.* expected the same result twice, received different ones in observation/,
  ],
  [
    'a stream that is used unequally',
    () =>
      new (class extends Sound {
        #episodes = 0;
        override step(action: number): StepResult<unknown> {
          const result = super.step(action);
          if (result[2] && this.#episodes++ % 2 === 0) this.npRandom.random();
          return result;
        }
      })(),
    /npRandom after 5 steps: expected the same/,
  ],
  [
    'one buffer for all observations',
    () =>
      new (class extends Sound {
        protected override observe = () => {
          buffer.set([this.steps, this.npRandom.uniform(0, 9)]);
          return buffer;
        };
      })(),
    /observation: expected new data from every call, received memory that the first reset and step 1 share/,
  ],
  [
    'views of one buffer',
    () =>
      new (class extends Sound {
        protected override observe = () => {
          buffer.set([this.steps, this.npRandom.uniform(0, 9)]);
          return buffer.subarray(0);
        };
      })(),
    /observation: expected new data/,
  ],
  ['one info for all steps', () => steps((r) => [r[0], r[1], r[2], r[3], info]), /info: expected new data/],
  [
    'a render mode it does not declare',
    () => new Sound({ renderMode: 'svg' }),
    /renderMode: expected null or one of \[ansi, rgb_array, human\], received 'svg'/,
  ],
  [
    'no frames a second',
    () =>
      new (class extends Sound {
        override readonly metadata = { renderModes: ['ansi'] };
      })(),
    /metadata\.renderFps: expected a positive number, received undefined/,
  ],
  [
    'a frame of another size',
    () => drawing('rgb_array', { data: new Uint8Array(23), height: 2, width: 4, channels: 3 }),
    /23 bytes instead of 2 × 4 × 3/,
  ],
  [
    'a frame with an alpha channel',
    () => drawing('rgb_array', { data: new Uint8Array(32), height: 2, width: 4, channels: 4 }),
    /one with 4 channels instead of 3/,
  ],
  [
    'a frame that is text',
    () => drawing('rgb_array', 'frame'),
    /mode 'rgb_array', received the string 'frame'/,
  ],
  ['text that is a number', () => drawing('ansi', 3), /expected a string in mode 'ansi'/],
  [
    'render modes that are no list',
    () =>
      new (class extends Sound {
        override readonly metadata = { renderModes: 'ansi', renderFps: 5 } as unknown as Env['metadata'];
      })(),
    /metadata\.renderModes: expected an array of strings, received the string 'ansi'/,
  ],
  [
    'a list of frames that is none',
    () => listing('a'),
    /expected an array in mode 'ansi_list', received the string/,
  ],
  ['a list with a frame that is none', () => listing(['a', 7n]), /in mode 'ansi', received the bigint 7/],
  [
    'a picture that is empty',
    () => drawing('rgb_array', { data: [], height: 0 }),
    /data is an array of length 0/,
  ],
  ['a frame for people', () => drawing('human', 'look'), /expected null in mode 'human'/],
];
