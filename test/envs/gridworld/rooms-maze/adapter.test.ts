import { describe, expect, it } from 'vitest';
import { imitationTrainable } from '../../../../agents/trainable/trainable.ts';
import type { RoomsMazeInfo } from '../../../../envs/gridworld/rooms-maze/types.ts';
import {
  egocentricView,
  type MazeView,
  mapView,
  relativeView,
  salientView,
  waveView,
} from '../../../../envs/gridworld/rooms-maze/views.ts';
import { roomsMazeAdapter as adapter, ButtonFood, RoomsMaze } from '../../../../envs/index.ts';
import { encodeConfig, parseConfig } from '../../../../src/config/config.ts';
import { parseConfigText } from '../../../../src/config/config-file.ts';
import { makeLayoutEnv } from '../../../../src/task/layouts.ts';
import { EAST, handMade, handMadeMaze, NORTH, SOUTH, STAY, WEST } from './hand-made.ts';

/** Labels of the units that are on after some steps in the hand-made maze, with their values where not 1. */
function seen(view: (env: RoomsMaze) => MazeView, ...actions: number[]) {
  const env = new RoomsMaze({ rooms: 3 });
  let [observation] = env.reset({ options: { ...handMade } });
  for (const action of actions) [observation] = env.step(action);
  const { size, labels, encode } = view(env);
  expect(labels).toHaveLength(size);
  expect(new Set(labels).size).toBe(size);
  const units = new Float64Array(size).fill(7);
  encode(units, observation);
  return labels.flatMap((label, k) =>
    units[k] === 0 ? [] : units[k] === 1 ? [label] : [`${label} × ${units[k]}`],
  );
}

describe('views of the hand-made maze', () => {
  it('relative: doors and goal of the room, from the agent', () => {
    const view = ({ geometry }: RoomsMaze) => relativeView(geometry);
    expect(seen(view)).toEqual([
      'north closed',
      'south door 0 aside',
      'south door 3 ahead',
      'west closed',
      'east door 2 aside',
      'east door 3 ahead',
      'goal elsewhere',
    ]);
    expect(seen(view, SOUTH, SOUTH, EAST, EAST, EAST)).toEqual([
      'north closed',
      'south door -2 aside',
      'south door 1 ahead',
      'west closed',
      'east door 0 aside',
      'east door 0 ahead',
      'goal elsewhere',
    ]);
    const inGoalRoom = [SOUTH, SOUTH, EAST, EAST, EAST, EAST, EAST, SOUTH, SOUTH];
    expect(seen(view, ...inGoalRoom)).toEqual([
      'north door 0 aside',
      'north door 1 ahead',
      'south closed',
      'west closed',
      'east closed',
      'goal at 0, 1',
    ]);
  });

  it('salient: where the goal lies, twice as strong as the doors', () => {
    const view = ({ geometry }: RoomsMaze) => salientView(geometry);
    expect(seen(view)).toContain('goal elsewhere × 0.5');
    const inGoalRoom = [SOUTH, SOUTH, EAST, EAST, EAST, EAST, EAST, SOUTH, SOUTH];
    expect(seen(view, ...inGoalRoom)).toEqual([
      'north door 0 aside × 0.5',
      'north door 1 ahead × 0.5',
      'south closed × 0.5',
      'west closed × 0.5',
      'east closed × 0.5',
      'goal 1 or more to the south',
    ]);
  });

  it('egocentric: lava and goal around the agent, nothing beyond the maze', () => {
    const view = ({ geometry }: RoomsMaze) => egocentricView(geometry, 5);
    const around = seen(view);
    expect(around).not.toContain('lava at -2, 0');
    expect(around).toContain('lava at -1, 0');
    expect(around).not.toContain('lava at 0, 0');
    expect(around).toHaveLength(7); // The outer wall north and west of the corner: four cells each, one in common.
    const beforeGoal = [SOUTH, SOUTH, EAST, EAST, EAST, EAST, EAST, SOUTH, SOUTH];
    expect(seen(view, ...beforeGoal)).toContain('goal at 0, 1');
  });

  it('wave: where it came from, where it went', () => {
    const view = ({ geometry }: RoomsMaze) => waveView(geometry);
    expect(seen(view)).toEqual(['north closed', 'south farther', 'west closed', 'east nearer']);
    expect(seen(view, SOUTH, SOUTH, SOUTH, SOUTH)).toEqual([
      'north nearer',
      'south closed',
      'west closed',
      'east closed',
    ]);
  });

  it('map: the way to the goal’s room, doors by distance, and where the agent came in', () => {
    const view = ({ geometry }: RoomsMaze) => mapView(geometry);
    expect(seen(view)).toEqual([
      'goal room Δx 1',
      'goal room Δy 1',
      'door south of room 0, 0 × 0.5',
      'door east of room 0, 0 × 0.5',
      'door south of room 1, 0 × 0.25',
      'at the start',
    ]);
    expect(seen(view, SOUTH, SOUTH, SOUTH, SOUTH)).toEqual([
      'goal room Δx 1',
      'goal room Δy 0',
      'door south of room 0, -1 × 0.5',
      'door east of room 0, -1 × 0.25',
      'door south of room 1, -1 × 0.25',
      'came from the north',
    ]);
  });
});

describe('adapter', () => {
  const options = parseConfig(adapter.options, { env: { rooms: 3 } }, 'options');

  it('knows rooms as places, where subtasks lead, and what is not possible', () => {
    const env = handMadeMaze();
    const [observation] = env.reset({ options: { ...handMade } });
    const places = adapter.places!(options);
    expect(places.place(observation)).toBe(0);
    const destinations = [NORTH, SOUTH, WEST, EAST, STAY].map((s) => places.destination(observation, s));
    expect(destinations).toEqual([null, 3, null, 1, null]);
    for (const action of [SOUTH, SOUTH, EAST, EAST, EAST, EAST, EAST, SOUTH, SOUTH]) env.step(action);
    const [there] = env.step(WEST);
    expect(places.place(there)).toBe(4);
    expect(places.destination(there, STAY)).toBe(4);
  });

  it('sizes its encoders by its options', () => {
    const size = (encoding: object) => {
      const settings = parseConfig(adapter.options, { encoding }, 'options');
      return [adapter.workerEncoder(settings).size, adapter.managerEncoder(settings).size];
    };
    expect(size({})).toEqual([53, 53]);
    expect(size({ view: 'relative', guide: 'wave' })).toEqual([70, 82]);
    expect(size({ view: 'egocentric', guide: 'wave' })).toEqual([98, 110]);
    expect(size({ view: 'egocentric', window: 5, guide: 'none' })).toEqual([50, 50]);
    expect(size({ guide: 'map' })).toEqual([53, 117]);
    expect(() => size({ window: 4 })).toThrow(/window: expected an odd number, received 4/);
  });

  it('reads one-hot actions', () => {
    const decoder = adapter.actionDecoder(options);
    expect(decoder.decode(Float64Array.of(-1, 0.2, 0.7, 0.7))).toBe(2);
    const target = new Float64Array(4).fill(9);
    decoder.encode(target, 1);
    expect([...target]).toEqual([0, 1, 0, 0]);
  });

  it('refuses another environment', () => {
    expect(() => adapter.makeExpert(new ButtonFood() as never, options)).toThrow(
      /expected a RoomsMaze environment, received ButtonFood/,
    );
  });

  it('draws episodes with what came of them', () => {
    const env = handMadeMaze();
    const infos = [env.info(), env.step(SOUTH)[4], env.step(WEST)[4]];
    const svg = adapter.drawEpisodes([{ infos, choices: [SOUTH, EAST], succeeded: false }], options);
    expect(svg).toContain('lava after 2 steps (shortest 10)');
    expect(svg).toContain('points="1.5,2.5 0.5,2.5"');
    expect(svg).not.toContain('doors change');
    expect(adapter.drawEpisodes([], options)).toContain('</svg>');
  });

  it('says of mazes whose doors change that the shortest way is the one at first', () => {
    const env = new RoomsMaze({ doorChanges: 1 });
    env.reset({ seed: 1 });
    const info = env.info();
    const action = env.planner.action(env.cell, env.room, env.subtask);
    const infos = [info, env.step(action)[4]];
    const svg = adapter.drawEpisodes([{ infos, choices: [info.subtask], succeeded: false }], options);
    expect(svg).toContain(`lost after 1 steps (at first ${info.distance})`);
    expect(svg).toContain('lava all the time; doors change');
  });
});

describe('the recipe', () => {
  const { schema } = imitationTrainable(adapter);
  const managerOf = (given: object) => {
    const { agent } = parseConfig(schema, given, 'settings');
    return agent.kind === 'hierarchical' ? agent.manager : undefined;
  };

  it('plans by waves of bursts unless the manager sees the environment’s plan or the map', () => {
    const waves = { kind: 'burst-wave', couplings: 'learned', members: 4 };
    expect(managerOf({})?.planner).toEqual(waves);
    for (const guide of ['wave', 'map'])
      expect(managerOf({ options: { encoding: { guide } } })?.planner).toBeUndefined();
    expect(managerOf({ agent: { manager: { planner: { couplings: 'wired' } } } })?.planner).toEqual({
      ...waves,
      couplings: 'wired',
    });
    expect(managerOf({ agent: { manager: { planner: { kind: 'none' } } } })?.planner).toEqual({
      kind: 'none',
    });
  });

  it('practises for as long as episodes are', () => {
    const durationOf = (env: object) => parseConfig(schema, { options: { env } }, 'settings').imitation;
    expect(durationOf({})).toMatchObject({ episodeDuration: 2000 });
    expect(durationOf({ rooms: 16 })).toMatchObject({ episodeDuration: 8000 });
    expect(durationOf({ maxSteps: 50 })).toMatchObject({ episodeDuration: 1000 });
  });

  it('leaves the refusal of options to their schema', () => {
    expect(() => managerOf({ options: { encoding: { guide: 'star' } } })).toThrow(
      /options.encoding.guide: expected/,
    );
  });
});

describe('learning', () => {
  it('a manager and workers find their way through unseen mazes after a few demonstrations', () => {
    const task = imitationTrainable(adapter);
    const settings = { seed: 2, imitation: { demonstrations: 25, rounds: 2, episodesPerRound: 5 } };
    const config = parseConfig(task.schema, settings, 'settings');
    const session = task.begin(config);
    const success = (examined = session) => {
      const results = examined.play({ episodes: 30, layout: 'random', seed: 8 });
      return results.filter(({ achieved }) => achieved[0]).length / results.length;
    };
    expect(success()).toBeLessThan(0.1);
    while (session.completed < session.total) session.advance();
    expect(success()).toBeGreaterThan(0.8);
    const restored = task.begin(config);
    restored.restore(session.checkpoint());
    expect(success(restored)).toBe(success());
    // Labels of both levels count; a maze takes some 45 steps and 10 decisions.
    expect(session.labels).toBeGreaterThan(35 * 40);
    expect(session.labels).toBeLessThan(35 * 80);
  });
});

describe('the wave', () => {
  it('is that of the map that is shown, however often maps change, and in place too', () => {
    const env = new RoomsMaze();
    const [view, maps] = [waveView(env.geometry), [1, 2, 1, 3].map((seed) => env.reset({ seed })[0])];
    const encode = (by: MazeView, observation: (typeof maps)[number]) => {
      const out = new Float64Array(by.size);
      by.encode(out, observation);
      return out;
    };
    const reused = { ...maps[0]!, map: maps[0]!.map.slice() };
    for (const observation of maps) {
      const fresh = encode(waveView(env.geometry), observation);
      expect(encode(view, observation)).toEqual(fresh);
      reused.map.set(observation.map);
      expect(encode(view, { ...observation, map: reused.map })).toEqual(fresh);
    }
  });
});

describe('given mazes', () => {
  it('come from a configuration file, survive being written, and are what "own" layouts are', () => {
    const task = imitationTrainable(adapter);
    const text = `options: { env: { rooms: 3, mazes: [${JSON.stringify(handMade)}] } }`;
    const config = parseConfig(task.schema, parseConfigText(text, 'maps.yaml'), 'maps.yaml');
    const again = parseConfig(task.schema, encodeConfig(task.schema, config), 'config.yaml');
    expect(again).toEqual(config);
    const layoutOf = (layout: string) => {
      const env = makeLayoutEnv(adapter, again.options as never, layout);
      return (env.reset({ seed: 1 })[1] as RoomsMazeInfo).doors;
    };
    expect(layoutOf('own')).toEqual(handMade.doors);
    expect(layoutOf('random')).not.toEqual(handMade.doors);
    const wrong = { options: { env: { mazes: [{ ...handMade, doors: [] }] } } };
    expect(() => parseConfig(task.schema, wrong, 'maps.yaml')).toThrow(
      'maps.yaml: options.env.mazes[0].doors: expected doors that make a way from start to goal, received []',
    );
  });
});
