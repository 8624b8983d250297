import type { Info } from 'gymnasium-js';
import { z } from 'zod';
import { concatenate, encodePart } from '../../../src/encoding/combine.ts';
import type { ObservationEncoder } from '../../../src/encoding/encoder.ts';
import { OneHot } from '../../../src/encoding/one-hot.ts';
import type { EnvironmentAdapter } from '../../../src/task/environment-adapter.ts';
import { actionNoiseOptions, NoisyDemonstrator, OrnsteinUhlenbeckNoise } from '../../demonstrators/noisy.ts';
import { unwrappedAs } from '../../unwrapped-as.ts';
import { offsetCode, offsetCodeOptions } from '../offset-code.ts';
import { velocity } from '../point-env.ts';
import { motionOptions } from '../straight-line-expert.ts';
import { ButtonChain } from './button-chain.ts';
import { ButtonChainExpert } from './expert.ts';
import { drawEpisodes } from './figure.ts';
import { buttonChainOptions } from './options.ts';
import { buttonChainRecipe } from './recipe.ts';
import type { ButtonChainInfo } from './types.ts';
import { buttonChainWorld } from './world.ts';

const encodingOptions = z
  .strictObject({
    ...offsetCodeOptions({ units: 30, range: 1.5 }),
    workersSee: z
      .enum(['own-object', 'all-objects'])
      .default('own-object')
      .describe(
        'each worker sees the object of its own subtask only, a strong prior that says what belongs to what; or all objects',
      ),
    managerSees: z
      .enum(['nothing', 'all-objects'])
      .default('nothing')
      .describe(
        'the manager sees no object, a prior for a fixed order that leaves it to its memory; or all objects',
      ),
    pressState: z
      .boolean()
      .default(false)
      .describe('the manager also sees, one-hot, how many buttons have been pressed'),
  })
  .prefault({});

const options = z.strictObject({
  env: buttonChainOptions.prefault({}),
  encoding: encodingOptions,
  expert: z
    .strictObject({
      motion: motionOptions,
      actionNoise: actionNoiseOptions,
      nearDistance: z
        .number()
        .positive()
        .max(100)
        .default(0.25)
        .describe('distance of a goal from which on its nearness grows from 0 to 1'),
    })
    .prefault({}),
});

/** Options of the task `button-chain`, with their defaults. */
export type ButtonChainTaskOptions = z.infer<typeof options>;

const goalNames = (buttons: number) => [
  ...Array.from({ length: buttons }, (_, k) => `button ${k + 1}`),
  'food',
];

/** A code of the offset of one goal. */
function goalCode(goal: number, { env, encoding }: ButtonChainTaskOptions): ObservationEncoder<Float64Array> {
  const name = goalNames(env.buttons)[goal]!;
  const code = offsetCode([`${name} Δx`, `${name} Δy`], encoding);
  return encodePart(code, (observation) => observation.subarray(2 * goal, 2 * goal + 2));
}

function allGoals(options: ButtonChainTaskOptions): ObservationEncoder<Float64Array> {
  return concatenate(...goalNames(options.env.buttons).map((_, goal) => goalCode(goal, options)));
}

function pressCode({ buttons }: ButtonChainTaskOptions['env']): ObservationEncoder<Float64Array> {
  const names = Array.from({ length: buttons + 1 }, (_, pressed) => `${pressed} pressed`);
  return encodePart(new OneHot(names), (observation) => observation[2 * (buttons + 1)]!);
}

/** The task for a number of buttons. */
function chainOf(buttons: number): EnvironmentAdapter<Float64Array, Float64Array, ButtonChainTaskOptions> {
  const names = goalNames(buttons);
  return {
    name: 'button-chain',
    envId: 'burstwise/ButtonChain-v0',
    description:
      'An agent sees where a number of buttons (options.env.buttons) and food lie relative to it, steers by its velocity, ' +
      'and is to touch the buttons in their order and then to reach the food.',
    options,
    subtasks: { names, order: names.slice(1).map((_, k) => [k, k + 1] as const) },
    milestones: names,
    recipe: buttonChainRecipe,
    stepDurationMs: 1,
    layouts: { random: {} },
    trainingLayout: 'random',
    resolve: ({ env }) => chainOf(env.buttons),
    // All the way to each goal, unless the task itself asks for more.
    demonstrationEnv: ({ env }) => ({ radius: Math.min(0.03, env.radius) }),

    makeEnv: ({ env }, renderMode) => new ButtonChain({ ...env, renderMode }),
    makeExpert: (env, { expert }) =>
      new ButtonChainExpert(unwrappedAs(env, ButtonChain), expert.motion, expert.nearDistance),
    makeDemonstrator: (env, { expert }, generator) =>
      new NoisyDemonstrator(
        new ButtonChainExpert(unwrappedAs(env, ButtonChain), expert.motion, expert.nearDistance),
        new OrnsteinUhlenbeckNoise(velocity.size, expert.actionNoise, generator),
      ),
    workerEncoder: allGoals,
    workerEncoders: (options) =>
      options.encoding.workersSee === 'own-object'
        ? names.map((_, goal) => goalCode(goal, options))
        : undefined,
    managerEncoder(options) {
      const { managerSees, pressState } = options.encoding;
      return concatenate(
        ...(managerSees === 'all-objects' ? [allGoals(options)] : []),
        ...(pressState ? [pressCode(options.env)] : []),
      );
    },
    actionDecoder: () => velocity,
    observationNames: { '': [...names.flatMap((name) => [`${name} Δx`, `${name} Δy`]), 'buttons pressed'] },
    world: buttonChainWorld,
    achieved(info: Info) {
      const { pressed, foodReached } = info as ButtonChainInfo;
      return names.map((_, goal) => (goal < buttons ? pressed > goal : foodReached));
    },
    drawEpisodes: (episodes, { env }) => drawEpisodes(episodes, env),
  };
}

/** A chain of buttons; its subtasks and milestones are as many as its buttons, and the food. */
export const buttonChainAdapter = chainOf(8);
