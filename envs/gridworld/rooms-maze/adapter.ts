import type { Info } from 'gymnasium-js';
import { z } from 'zod';
import { concatenate } from '../../../src/encoding/combine.ts';
import { oneHotAction } from '../../../src/encoding/one-hot-action.ts';
import type { EnvironmentAdapter, Expert } from '../../../src/task/environment-adapter.ts';
import { ImperfectDemonstrator, imperfectionOptions } from '../../demonstrators/imperfect.ts';
import { unwrappedAs } from '../../unwrapped-as.ts';
import { DECISION_MS } from '../decision-recipe.ts';
import { viewWindow } from '../encoded-observation.ts';
import { drawEpisodes } from './figure.ts';
import { MazeGeometry } from './geometry.ts';
import { roomsMazeOptions } from './options.ts';
import { STAY } from './planner.ts';
import { mazeRecipe } from './recipe.ts';
import { RoomsMaze } from './rooms-maze.ts';
import type { MazeObservation, RoomsMazeInfo } from './types.ts';
import { type MazeView, mapView, mazeViews, waveView } from './views.ts';
import { roomsMazeWorld } from './world.ts';

const encodingOptions = z
  .strictObject({
    view: z
      .enum(['relative', 'offsets', 'salient', 'egocentric'])
      .default('salient')
      .describe(
        'where doors and goal lie from the agent: the goal by its cell, by its offset, or by its offset in units twice as strong as the others; or the cells around it',
      ),
    window: viewWindow(65),
    guide: z
      .enum(['wave', 'map', 'none'])
      .default('none')
      .describe(
        'what the manager sees besides: the environment’s plan, which doors lead nearer to the goal; the map of the rooms; nothing',
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
  recipe: mazeRecipe,

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
  observationNames: { agent: ['column', 'row'], rooms: ['present', 'before'] },
  world: roomsMazeWorld,
  achieved: (info: Info) => [(info as RoomsMazeInfo).goalReached],
  drawEpisodes: (episodes, settings) => drawEpisodes(geometryOf(settings), episodes),
};
