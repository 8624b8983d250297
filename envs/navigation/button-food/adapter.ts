import type { Info } from 'gymnasium-js';
import { z } from 'zod';
import { concatenate, encodePart } from '../../../src/encoding/combine.ts';
import type { ActionDecoder } from '../../../src/encoding/encoder.ts';
import { OneHot } from '../../../src/encoding/one-hot.ts';
import { PopulationCode } from '../../../src/encoding/population-code.ts';
import type { EnvironmentAdapter } from '../../../src/task/environment-adapter.ts';
import { actionNoiseOptions, NoisyDemonstrator, OrnsteinUhlenbeckNoise } from '../../demonstrators/noisy.ts';
import { unwrappedAs } from '../../unwrapped-as.ts';
import { ButtonFood } from './button-food.ts';
import { drawEpisodes } from './episodes-figure.ts';
import { motionOptions, StraightLineExpert } from './expert.ts';
import { buttonFoodOptions } from './options.ts';
import type { ButtonFoodInfo } from './types.ts';

const encodingOptions = z
  .strictObject({
    unitsPerCoordinate: z.int().min(2).max(1000).default(20).describe('Gaussian units for each coordinate'),
    range: z
      .number()
      .positive()
      .max(1000)
      .default(1)
      .describe('offsets are coded in ± this range (arena units) and clipped to it'),
    width: z
      .number()
      .positive()
      .max(1000)
      .optional()
      .describe('standard deviation of the tuning curves in arena units; default: extent/20 = range/10'),
    cutoff: z.number().positive().max(12).default(4).describe('widths beyond which a unit is exactly 0'),
    pressedFlag: z
      .boolean()
      .default(true)
      .describe('the manager also sees, as two units, whether the button has been pressed'),
  })
  .prefault({});

const options = z.strictObject({
  env: buttonFoodOptions.prefault({}),
  encoding: encodingOptions,
  expert: z.strictObject({ motion: motionOptions, actionNoise: actionNoiseOptions }).prefault({}),
});

/** Options of the task `button-food`, with their defaults. */
export type ButtonFoodTaskOptions = z.infer<typeof options>;

const offsets = ['food Δx', 'food Δy', 'button Δx', 'button Δy'];
const PRESSED = 4;

function offsetCode({ encoding }: ButtonFoodTaskOptions): PopulationCode {
  const { unitsPerCoordinate, range, width, cutoff } = encoding;
  return new PopulationCode(offsets, {
    unitsPerCoordinate,
    low: -range,
    high: range,
    cutoff,
    ...(width === undefined ? {} : { width }),
  });
}

/** The two readouts are the velocity. */
const velocity: ActionDecoder<Float64Array> = {
  size: 2,
  decode: (readout) => readout.slice(0, 2),
  encode: (out, action) => out.set(action),
};

/**
 * Button & Food with the published code of the observation; the manager may also see whether the button was pressed.
 */
export const buttonFoodAdapter: EnvironmentAdapter<Float64Array, Float64Array, ButtonFoodTaskOptions> = {
  name: 'button-food',
  envId: 'burstwise/ButtonFood-v0',
  description:
    'An agent sees where a button and food lie relative to it, steers by its velocity, and is to touch the button, ' +
    'which unlocks the food, and then reach the food.',
  options,
  subtasks: { names: ['button', 'food'], order: [[0, 1]] },
  milestones: ['button', 'food'],
  stepDurationMs: 1,
  layouts: {
    standard: { buttonDistance: [1, 1], foodDistance: [1, 1], startRange: 0 },
    wide: { buttonDistance: [0.5, 1.5], foodDistance: [0.5, 1.5], startRange: 0.5 },
  },
  trainingLayout: 'wide',
  // All the way to each goal, unless the task itself asks for more.
  demonstrationEnv: ({ env }) => ({
    lockRadius: Math.min(0.03, env.lockRadius),
    foodRadius: Math.min(0.03, env.foodRadius),
  }),

  makeEnv: ({ env }, renderMode) => new ButtonFood({ ...env, renderMode }),
  makeExpert: (env, { expert }) => new StraightLineExpert(unwrappedAs(env, ButtonFood), expert.motion),
  makeDemonstrator: (env, { expert }, generator) =>
    new NoisyDemonstrator(
      new StraightLineExpert(unwrappedAs(env, ButtonFood), expert.motion),
      new OrnsteinUhlenbeckNoise(velocity.size, expert.actionNoise, generator),
    ),
  workerEncoder: offsetCode,
  managerEncoder(options) {
    if (!options.encoding.pressedFlag) return offsetCode(options);
    const pressed = new OneHot(['button not pressed', 'button pressed']);
    return concatenate<Float64Array>(
      offsetCode(options),
      encodePart(pressed, (observation) => observation[PRESSED]!),
    );
  },
  actionDecoder: () => velocity,
  achieved(info: Info) {
    const { buttonReached, foodReached } = info as ButtonFoodInfo;
    return [buttonReached, foodReached];
  },
  drawEpisodes: (episodes, { env }) => drawEpisodes(episodes, env),
};
