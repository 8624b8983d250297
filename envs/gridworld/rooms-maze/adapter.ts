import type { Info } from 'gymnasium-js';
import { z } from 'zod';
import { concatenate } from '../../../src/encoding/combine.ts';
import { oneHotAction } from '../../../src/encoding/one-hot-action.ts';
import type { EnvironmentAdapter, Expert } from '../../../src/task/environment-adapter.ts';
import { ImperfectDemonstrator, imperfectionOptions } from '../../demonstrators/imperfect.ts';
import { unwrappedAs } from '../../unwrapped-as.ts';
import { DECISION_MS, decisionRecipe } from '../decision-recipe.ts';
import { viewWindow } from '../encoded-observation.ts';
import { drawEpisodes } from './figure.ts';
import { MazeGeometry } from './geometry.ts';
import { roomsMazeOptions } from './options.ts';
import { STAY } from './planner.ts';
import { RoomsMaze } from './rooms-maze.ts';
import type { MazeObservation, RoomsMazeInfo } from './types.ts';
import { type MazeView, mapView, mazeViews, waveView } from './views.ts';

const encodingOptions = z
  .strictObject({
    view: z
      .enum(['relative', 'offsets', 'egocentric'])
      .default('relative')
      .describe(
        'where doors and goal lie from the agent, the goal by its cell or by steps; or the cells around it',
      ),
    window: viewWindow(65),
    guide: z
      .enum(['wave', 'map', 'none'])
      .default('wave')
      .describe(
        'what the manager sees besides: which doors lead nearer to the goal, or the map of the rooms',
      ),
  })
  .prefault({});

const options = z.strictObject({
  env: roomsMazeOptions.prefault({}),
  encoding: encodingOptions,
  expert: z.strictObject(imperfectionOptions).prefault({}),
});

/** Options of the task `rooms-maze`, with their defaults. */
export type RoomsMazeTaskOptions = z.infer<typeof options>;

const subtaskNames = ['north', 'south', 'west', 'east', 'stay'];

const geometryOf = ({ env }: RoomsMazeTaskOptions) => new MazeGeometry(env.rooms);

function view(settings: RoomsMazeTaskOptions): MazeView {
  const { encoding } = settings;
  const geometry = geometryOf(settings);
  return mazeViews[encoding.view](geometry, encoding.window);
}

/** Walks shortest ways: to the goal of the maze, or as far as a subtask goes. */
class MazeExpert implements Expert<number> {
  readonly #env: RoomsMaze;

  constructor(env: RoomsMaze) {
    this.#env = env;
  }

  subtask(): number {
    return this.#env.subtask;
  }

  action(subtask: number): number {
    const { planner, cell, room } = this.#env;
    return planner.action(cell, room, subtask);
  }
}

/** As for other gridworlds, but the manager decides on arrival in a room, among its doors, and prefers new rooms. */
function mazeRecipe() {
  const { agent, imitation } = decisionRecipe({ demonstrations: 40, rounds: 7, episodesPerRound: 10 });
  const decisions = { when: 'arrivals', mask: true, returnInhibition: 0.5 };
  return { agent: { ...agent, manager: { ...agent.manager, decisions } }, imitation };
}

/** The maze of rooms, seen from the agent, with settings under which agents learn it. */
export const roomsMazeAdapter: EnvironmentAdapter<MazeObservation, number, RoomsMazeTaskOptions> = {
  name: 'rooms-maze',
  envId: 'burstwise/RoomsMaze-v0',
  description:
    'An agent walks through rooms whose walls are lava, from door to door, and is to reach the goal in a far corner.',
  options,
  subtasks: { names: subtaskNames, order: [] },
  milestones: ['goal'],
  stepDurationMs: DECISION_MS,
  layouts: { random: { mazes: null } },
  recipe: mazeRecipe(),

  makeEnv: ({ env }, renderMode) => new RoomsMaze({ ...env, renderMode }),
  makeExpert: (env) => new MazeExpert(unwrappedAs(env, RoomsMaze)),
  makeDemonstrator: (env, { expert }, generator) =>
    new ImperfectDemonstrator(
      new MazeExpert(unwrappedAs(env, RoomsMaze)),
      env,
      subtaskNames.length,
      expert,
      generator,
    ),
  workerEncoder: view,
  managerEncoder(settings) {
    const geometry = geometryOf(settings);
    switch (settings.encoding.guide) {
      case 'none':
        return view(settings);
      case 'wave':
        return concatenate(view(settings), waveView(geometry));
      case 'map':
        return mapView(geometry);
    }
  },
  actionDecoder: () => oneHotAction(4),
  places(settings) {
    const geometry = geometryOf(settings);
    return {
      place: ({ rooms }) => rooms[0]!,
      destination({ map, rooms }, subtask) {
        const room = rooms[0]!;
        if (subtask === STAY) return geometry.goalRoom(map) === room ? room : null;
        return geometry.door(map, room, subtask) < 0 ? null : geometry.neighbour(room, subtask);
      },
      map: {
        places: geometry.rooms * geometry.rooms,
        neighbour(room, subtask) {
          if (subtask === STAY) return room;
          const next = geometry.neighbour(room, subtask);
          return next < 0 ? null : next;
        },
        open: ({ map }, room, subtask) => geometry.door(map, room, subtask) >= 0,
        goal: ({ map }) => geometry.goalRoom(map),
      },
    };
  },
  achieved: (info: Info) => [(info as RoomsMazeInfo).goalReached],
  drawEpisodes: (episodes, settings) => drawEpisodes(geometryOf(settings), episodes),
};
