import type { Env, Info } from 'gymnasium-js';
import { z } from 'zod';
import { concatenate } from '../../../../src/encoding/combine.ts';
import { oneHotAction } from '../../../../src/encoding/one-hot-action.ts';
import type { EnvironmentAdapter } from '../../../../src/task/environment-adapter.ts';
import { actionCount } from '../../../action-count.ts';
import { ImperfectDemonstrator, imperfectionOptions } from '../../../demonstrators/imperfect.ts';
import { stepLimit } from '../../../step-limit.ts';
import { layerOf, unwrappedAs } from '../../../unwrapped-as.ts';
import { DECISION_MS, decisionRecipe } from '../../decision-recipe.ts';
import { objectTypes } from '../encoding.ts';
import type { PlanFollower } from '../expert/plan-follower.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { FullyObsWrapper } from '../wrappers/fully-obs.ts';
import { type CarryingObservation, CarryingWrapper } from './carrying.ts';
import { cellMap } from './cell-map.ts';
import { drawEpisodes } from './figure.ts';
import { MissionMemory } from './mission-memory.ts';
import { RememberedGridWrapper } from './remembered-grid.ts';
import { type SubtaskInfo, SubtaskInfoWrapper } from './subtask-info.ts';
import {
  type LevelSubtasks,
  type MiniGridTask,
  makeTaskExpert,
  partiallySeen,
  type TaskWithExpert,
} from './task.ts';
import { hindrances as hinderingThings } from './things.ts';
import {
  compassView,
  egocentricView,
  furtherView,
  type MiniGridView,
  neededView,
  relativeView,
  verbsView,
  waysView,
} from './views.ts';
import { miniGridWorld } from './world.ts';

/** Ids of a task's levels. */
const levelsOf = ({ families }: LevelSubtasks) => families.flatMap(({ ids }) => Object.keys(ids));

const optionsOf = (task: LevelSubtasks) =>
  z.strictObject({
    env: z
      .strictObject({
        id: z.enum(levelsOf(task)).default(task.level).describe('the level, by its id in MiniGrid'),
        maxSteps: stepLimit
          .nullable()
          .default(task.maxSteps ?? null)
          .describe('steps after which an episode is cut off; null: as the level says'),
      })
      .prefault({}),
    encoding: z
      .strictObject({
        view: z
          .enum(['relative', 'remembered', 'egocentric'])
          .default('relative')
          .describe(
            'where things lie from the agent: from the whole grid, or from a map of what it has seen, which it need not draw itself; or what MiniGrid shows, 7 × 7 cells',
          ),
        ways: z
          .boolean()
          .default(task.ways ?? false)
          .describe(
            'not egocentric: also which moves begin a shortest way to each kind of thing, through doors that are not locked',
          ),
        ofAKind: z
          .int()
          .min(1)
          .max(8)
          .default(1)
          .describe('not egocentric: things of each kind whose places are shown, the nearest ones'),
        hindrances: z
          .boolean()
          .default(task.hindrances ?? false)
          .describe(
            'relative view: also what is in the way to what the mission asks for next, which keys open it, and where nothing should be put',
          ),
        memory: z
          .boolean()
          .default(task.memory ?? false)
          .describe(
            'relative view, where missions have places or parts: which things the words meant at the start, and which parts are done',
          ),
      })
      .prefault({}),
    expert: z.strictObject(imperfectionOptions).prefault({}),
  });

/** Options of a task of MiniGrid, with their defaults. */
export type MiniGridTaskOptions = z.infer<ReturnType<typeof optionsOf>>;

/** A family of MiniGrid as a task for agents, with settings under which agents learn DoorKey. */
export function miniGridAdapter(
  task: MiniGridTask | TaskWithExpert,
): EnvironmentAdapter<CarryingObservation, number, MiniGridTaskOptions> {
  const { name, description, level, subtasks, order = [], shared = false, milestone, things } = task;
  const parts = partsOf(task);
  const makeLevel = ({ env: { id, maxSteps } }: MiniGridTaskOptions, renderMode?: string): MiniGridEnv => {
    const { ids, make } = task.families.find((family) => id in family.ids)!;
    const given = {
      ...(maxSteps === null ? {} : { maxSteps }),
      ...(renderMode === undefined ? {} : { renderMode }),
    };
    return make({ ...ids[id], ...given });
  };
  const view = (options: MiniGridTaskOptions): MiniGridView => {
    const { agentViewSize, grid } = makeLevel(options);
    if (options.encoding.view === 'egocentric') return egocentricView(agentViewSize);
    const { height } = grid;
    const { ways, hindrances, ofAKind } = options.encoding;
    const mentions = things.filter((thing) => thing.endsWith(' named')).length;
    const seen = hindrances ? [...things, ...hinderingThings] : things;
    return concatenate(
      relativeView(seen, height),
      verbsView(mentions),
      ...(options.encoding.view === 'remembered' ? [compassView] : []),
      ...(ways ? [waysView(seen, height)] : []),
      ...(hindrances ? [neededView(height)] : []),
      ...(ofAKind > 1 ? [furtherView(seen, height, ofAKind)] : []),
    );
  };
  const makeEnv = (options: MiniGridTaskOptions, renderMode?: string) => {
    const { view: seen, memory } = options.encoding;
    const cells = shownIn(seen, makeLevel(options, renderMode));
    const mission = seen === 'relative' && memory ? task.mission : undefined;
    const shown = mission === undefined ? cells : new MissionMemory(cells, mission);
    return new SubtaskInfoWrapper<CarryingObservation>(shown, { task, plans: false });
  };
  const adapter: ReturnType<typeof miniGridAdapter> = {
    name,
    envId: level,
    levels: levelsOf(task),
    pythonModule: 'minigrid',
    description,
    options: optionsOf(task),
    subtasks: {
      names: subtasks,
      order: order.map(([before, after]) => [subtasks.indexOf(before), subtasks.indexOf(after)]),
      shared,
    },
    milestones: [...parts.map((part) => subtasks[part]!), milestone],
    stepDurationMs: DECISION_MS,
    layouts: { random: {} },
    resolve({ encoding }) {
      const seen = encoding.view === 'relative' ? task : partiallySeen(task);
      return seen === task ? adapter : miniGridAdapter(seen);
    },
    recipe: { ...recipe, imitation: { ...recipe.imitation, ...task.practice } },

    makeEnv,
    makeExpert: (env) => expertOf(env, task),
    makeDemonstrator: (env, { expert }, generator) =>
      new ImperfectDemonstrator(expertOf(env, task), env, subtasks.length, expert, generator),
    registered: (options) => ({
      id: options.env.id,
      kwargs: options.env.maxSteps === null ? {} : { maxSteps: options.env.maxSteps },
      wrappers: [
        ...(options.encoding.view === 'relative'
          ? [{ entryPoint: 'minigrid.wrappers:FullyObsWrapper' }]
          : []),
        {
          entryPoint: 'gymnasium_js.minigrid:RecordedObservation',
          kwargs: { space: makeEnv(options).observationSpace.toJSON() },
        },
      ],
    }),
    workerEncoder: view,
    managerEncoder: view,
    actionDecoder: (options) => oneHotAction(actionCount(makeLevel(options).actionSpace)),
    observationNames: { image: objectTypes, carrying: ['type', 'colour'] },
    thingMap(options) {
      if (options.encoding.view !== 'relative') return undefined;
      const { width, height } = makeLevel(options).grid;
      return cellMap(things, width, height);
    },
    world: miniGridWorld,
    achieved(info: Info) {
      const { completed, succeeded } = info as SubtaskInfo;
      return [...parts.map((part) => completed[part]!), succeeded];
    },
    drawEpisodes: (episodes) => drawEpisodes(task, episodes),
  };
  return adapter;
}

/** A level whose observations are those of a view. */
function shownIn(
  view: MiniGridTaskOptions['encoding']['view'],
  level: MiniGridEnv,
): Env<CarryingObservation, number> {
  switch (view) {
    case 'relative':
      return new CarryingWrapper(new FullyObsWrapper<CarryingObservation>(level));
    case 'remembered':
      return new CarryingWrapper(new RememberedGridWrapper<CarryingObservation>(level));
    case 'egocentric':
      return level;
  }
}

/** The subtasks that are milestones of their own: all but one that achieves the task. */
function partsOf(task: MiniGridTask | TaskWithExpert): readonly number[] {
  const isWhole = 'aim' in task && task.succeeded === undefined;
  return [...(isWhole ? task.subtasks.slice(0, -1) : task.subtasks).keys()];
}

/** The expert of an environment's own infos, where it has one, so that plans are made once. */
function expertOf(env: Env<CarryingObservation, number>, task: MiniGridTask | TaskWithExpert): PlanFollower {
  return layerOf(env, SubtaskInfoWrapper)?.expert ?? makeTaskExpert(task, unwrappedAs(env, MiniGridEnv));
}

const decisions = decisionRecipe({ demonstrations: 60, rounds: 8, episodesPerRound: 10 });
/** Without the inhibition, every failure of some levels was an endless cycle, mostly of two actions. */
const recipe = { ...decisions, agent: { ...decisions.agent, repeatInhibition: 0.3 } };
