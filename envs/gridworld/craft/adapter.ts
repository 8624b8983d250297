import type { Info } from 'gymnasium-js';
import { z } from 'zod';
import { oneHotAction } from '../../../src/encoding/one-hot-action.ts';
import type { EnvironmentAdapter, Expert } from '../../../src/task/environment-adapter.ts';
import { ImperfectDemonstrator, imperfectionOptions } from '../../demonstrators/imperfect.ts';
import { unwrappedAs } from '../../unwrapped-as.ts';
import { DECISION_MS, decisionRecipe } from '../decision-recipe.ts';
import { viewWindow } from '../encoded-observation.ts';
import { Craft } from './craft.ts';
import { drawEpisodes } from './figure.ts';
import { craftOptions } from './options.ts';
import { plannedAction } from './planner.ts';
import { items } from './rules.ts';
import { order, subtasks, tasks } from './tasks.ts';
import type { CraftInfo, CraftObservation } from './types.ts';
import { type CraftView, craftViews, possessionsView } from './views.ts';
import { USE } from './world.ts';
import { craftWorldChanges } from './world-changes.ts';

const encodingOptions = z
  .strictObject({
    view: z
      .enum(['relative', 'egocentric'])
      .default('relative')
      .describe('which moves lead nearer to what each subtask is about, or the cells around the agent'),
    window: viewWindow(19),
  })
  .prefault({});

const options = z.strictObject({
  env: craftOptions.prefault({}),
  encoding: encodingOptions,
  expert: z.strictObject(imperfectionOptions).prefault({}),
});

/** Options of the task `craft`, with their defaults. */
export type CraftTaskOptions = z.infer<typeof options>;

function view({ encoding }: CraftTaskOptions): CraftView {
  return craftViews[encoding.view](encoding.window);
}

/**
 * Follows the sketch, each step by a shortest way. Where a subtask cannot be carried out, it takes the step that is
 * due.
 */
class SketchFollower implements Expert<number> {
  readonly #env: Craft;

  constructor(env: Craft) {
    this.#env = env;
  }

  subtask(): number {
    return this.#env.subtask;
  }

  /** The action `USE` where no way is left, e.g. when all wood is spent. */
  action(subtask: number): number {
    const { world } = this.#env;
    return plannedAction(world, subtask) ?? plannedAction(world, this.subtask()) ?? USE;
  }
}

/** Crafting, with sketches as subtask structure and settings under which agents learn it. */
export const craftAdapter: EnvironmentAdapter<CraftObservation, number, CraftTaskOptions> = {
  name: 'craft',
  envId: 'burstwise/Craft-v0',
  description:
    'An agent collects resources in a small world and makes things of them in workshops: ten tasks that share subtasks.',
  options,
  subtasks: {
    names: subtasks,
    order,
    shared: true,
    sketches: Object.fromEntries(
      tasks.map(({ name, sketch }) => [name, sketch.map((step) => subtasks.indexOf(step))]),
    ),
  },
  milestones: ['done'],
  stepDurationMs: DECISION_MS,
  layouts: { random: {} },
  recipe: decisionRecipe({ demonstrations: 100, rounds: 8, episodesPerRound: 20 }),

  makeEnv: ({ env }, renderMode) => new Craft({ ...env, renderMode }),
  makeExpert: (env) => new SketchFollower(unwrappedAs(env, Craft)),
  makeDemonstrator: (env, { expert }, generator) =>
    new ImperfectDemonstrator(
      new SketchFollower(unwrappedAs(env, Craft)),
      env,
      subtasks.length,
      expert,
      generator,
    ),
  workerEncoder: view,
  managerEncoder: () => possessionsView,
  actionDecoder: () => oneHotAction(5),
  observationNames: { agent: ['column', 'row'], inventory: items },
  world: craftWorldChanges,
  achieved: (info: Info) => [(info as CraftInfo).done],
  drawEpisodes: (episodes) => drawEpisodes(episodes),
};
