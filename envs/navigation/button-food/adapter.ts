import type { Info } from 'gymnasium-js';
import { z } from 'zod';
import { concatenate, encodePart } from '../../../src/encoding/combine.ts';
import { OneHot } from '../../../src/encoding/one-hot.ts';
import type { EnvironmentAdapter } from '../../../src/task/environment-adapter.ts';
import { actionNoiseOptions, NoisyDemonstrator, OrnsteinUhlenbeckNoise } from '../../demonstrators/noisy.ts';
import { unwrappedAs } from '../../unwrapped-as.ts';
import { offsetCode, offsetCodeOptions } from '../offset-code.ts';
import { velocity } from '../point-env.ts';
import { motionOptions, StraightLineExpert } from '../straight-line-expert.ts';
import { ButtonFood } from './button-food.ts';
import { drawEpisodes } from './episodes-figure.ts';
import { buttonFoodOptions } from './options.ts';
import { buttonFoodRecipe } from './recipe.ts';
import type { ButtonFoodInfo } from './types.ts';
import { buttonFoodWorld } from './world.ts';

const encodingOptions = z
  .strictObject({
    ...offsetCodeOptions({ units: 20, range: 1 }),
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

const codeOf = ({ encoding }: ButtonFoodTaskOptions) => offsetCode(offsets, encoding);

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
  recipe: buttonFoodRecipe,
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
  workerEncoder: codeOf,
  managerEncoder(options) {
    if (!options.encoding.pressedFlag) return codeOf(options);
    const pressed = new OneHot(['button not pressed', 'button pressed']);
    return concatenate<Float64Array>(
      codeOf(options),
      encodePart(pressed, (observation) => observation[PRESSED]!),
    );
  },
  actionDecoder: () => velocity,
  observationNames: { '': [...offsets, 'button pressed'] },
  world: buttonFoodWorld,
  achieved(info: Info) {
    const { buttonReached, foodReached } = info as ButtonFoodInfo;
    return [buttonReached, foodReached];
  },
  drawEpisodes: (episodes, { env }) => drawEpisodes(episodes, env),
};
