import { checkEnv, logger, make } from 'gymnasium-js';
import { describe, expect, it, vi } from 'vitest';
import { imitationTrainable } from '../../../../agents/trainable/trainable.ts';
import { kindIndex } from '../../../../envs/gridworld/craft/rules.ts';
import { subtasks, tasks } from '../../../../envs/gridworld/craft/tasks.ts';
import type { CraftInfo, CraftObservation } from '../../../../envs/gridworld/craft/types.ts';
import {
  type CraftView,
  egocentricView,
  possessionsView,
  relativeView,
} from '../../../../envs/gridworld/craft/views.ts';
import { type CraftWorld, SIZE } from '../../../../envs/gridworld/craft/world.ts';
import { craftAdapter as adapter, Craft } from '../../../../envs/index.ts';
import { parseConfig } from '../../../../src/config/config.ts';
import { DOWN, draw, USE } from './hand-made.ts';

describe('random worlds', () => {
  it('have a boundary, four of each resource, three workshops, and treasure where it is asked for', () => {
    const env = new Craft();
    for (let seed = 0; seed < 60; seed++) {
      const [{ grid, agent, direction, inventory, task }] = env.reset({ seed });
      const count = (kind: keyof typeof kindIndex) => grid.filter((cell) => cell === kindIndex[kind]).length;
      expect([count('wood'), count('grass'), count('iron')]).toEqual([4, 4, 4]);
      expect([count('toolshed'), count('workbench'), count('factory')]).toEqual([1, 1, 1]);
      expect(count('boundary')).toBe(36);
      const { name } = tasks[task]!;
      expect([count('gold'), count('gem')]).toEqual([
        name === 'get gold' ? 1 : 0,
        name === 'get gem' ? 1 : 0,
      ]);
      // In a corner the boundary takes the place of two cells of the wall.
      const walls = { 'get gold': 'water', 'get gem': 'stone' } as Record<string, 'water' | 'stone'>;
      for (const wall of ['water', 'stone'] as const) {
        expect(walls[name] === wall ? [3, 5] : [0]).toContain(count(wall));
      }
      expect(grid[agent[1]! * SIZE + agent[0]!]).toBe(kindIndex.nothing);
      expect(direction).toBe(DOWN);
      expect(inventory.every((carried) => carried === 0)).toBe(true);
    }
  });

  it('draw every task, or the one that is asked for', () => {
    const env = new Craft();
    const drawn = new Set(Array.from({ length: 100 }, (_, seed) => env.reset({ seed })[1]['task']));
    expect([...drawn].sort()).toEqual(tasks.map(({ name }) => name).sort());
    expect(env.reset({ seed: 1, options: { task: 'make bed' } })[1]['task']).toBe('make bed');
    expect(new Craft({ task: 'get gem' }).reset({ seed: 1 })[1]['task']).toBe('get gem');
  });
});

describe('an episode', () => {
  it('is rewarded and ends when the agent has what was asked for', () => {
    const env = new Craft({ task: 'make plank' });
    env.reset({ seed: 1 });
    env.world.grid[env.world.ahead] = kindIndex.toolshed;
    env.world.inventory[0] = 1;
    const [observation, reward, terminated, truncated, info] = env.step(USE);
    expect([reward, terminated, truncated]).toEqual([1, true, false]);
    expect(info).toMatchObject({ done: true, inventory: { plank: 1 }, step: 1, task: 'make plank' });
    expect(observation.inventory[5]).toBe(1);
    expect(() => env.step(USE)).toThrow(/after the end of the episode/);
  });

  it('is cut off after maxSteps', () => {
    const env = new Craft({ maxSteps: 3 });
    env.reset({ seed: 1 });
    const ends = [0, 0, 0].map((action) => env.step(action).slice(2, 4));
    expect(ends).toEqual([
      [false, false],
      [false, false],
      [false, true],
    ]);
  });

  it('is the same for the same seed', () => {
    const play = () => {
      const env = new Craft();
      env.reset({ seed: 5 });
      return [0, 3, 4, 1, 4].map((action) => env.step(action)[0]);
    };
    expect(play()).toEqual(play());
  });

  it.each([
    [{ task: 'make tea' }, /task: expected one of any, make plank.*received "make tea"/],
    [{ maxSteps: 0 }, /maxSteps/],
    [{ renderMode: 'human' }, /renderMode/],
  ])('is refused with settings %o', (settings, message) => {
    expect(() => new Craft(settings as never)).toThrow(message);
  });

  it('names the call to make, and actions that are none', () => {
    const env = new Craft();
    expect(() => env.step(0)).toThrow(/before the first reset/);
    expect(() => env.world).toThrow(/before the first reset/);
    env.reset({ seed: 1 });
    expect(() => env.step(5)).toThrow(/expected 0, 1, 2, 3 or 4 .* received 5/);
    expect(() => env.reset({ options: { task: 'make tea' } })).toThrow(/make tea/);
  });

  it('keeps the contract of an environment without any complaint', () => {
    const warn = vi.spyOn(logger, 'warn').mockImplementation(() => {});
    checkEnv(make('burstwise/Craft-v0').unwrapped);
    expect(warn.mock.calls).toEqual([]);
    warn.mockRestore();
  });
});

describe('views', () => {
  function seen(view: CraftView, world: CraftWorld, task = 'make plank'): string[] {
    const { grid, cell, direction, inventory } = world;
    const agent = Int32Array.of(cell % SIZE, Math.floor(cell / SIZE));
    const index = tasks.findIndex(({ name }) => name === task);
    const observation: CraftObservation = { grid, agent, direction, inventory, task: index };
    expect(view.labels).toHaveLength(view.size);
    expect(new Set(view.labels).size).toBe(view.size);
    const units = new Float64Array(view.size).fill(7);
    view.encode(units, observation);
    return view.labels.filter((_, k) => units[k] === 1);
  }

  it('relative: moves that lead nearer to each thing, and what lies ahead', () => {
    expect(seen(relativeView, draw(['v.w', 'T']))).toEqual([
      'get wood: right leads nearer',
      'use toolshed: lies ahead',
    ]);
    expect(seen(relativeView, draw(['v~$~', '.~~~'], { bridge: 1 }))).toContain(
      'use bridge: right leads nearer',
    );
    expect(seen(relativeView, draw(['v~$~', '.~~~']))).toEqual([]);
  });

  it('egocentric: things around, the one ahead, and where the agent looks', () => {
    expect(seen(egocentricView(3), draw(['..w', '.>g', '..#']))).toEqual([
      'wood at 1, -1',
      'grass at 1, 0',
      'boundary at 1, 1',
      'grass ahead',
      'looks right',
    ]);
  });

  it('possessions: the task, what is carried, and treasure within reach', () => {
    expect(seen(possessionsView, draw(['v'], { wood: 2, axe: 1 }), 'make bed')).toEqual([
      'make bed',
      'carries wood',
      'carries axe',
    ]);
    expect(seen(possessionsView, draw(['v~$~', '.~~~'], { bridge: 1 }), 'get gold')).toContain(
      'gold within reach',
    );
  });
});

describe('pictures', () => {
  it('draws the world as text', () => {
    const env = new Craft({ renderMode: 'ansi', task: 'get gold' });
    env.reset({ seed: 3 });
    const [first, , , ...rest] = (env.render() as string).split('\n');
    expect(first).toBe('##########');
    expect(rest.at(-2)).toBe('get gold; carries nothing');
    expect(env.render()).toMatch(/~\$~/);
    expect(env.render()).toMatch(/v/);
  });

  it('draws an SVG with the path, and episodes side by side', () => {
    const env = new Craft({ renderMode: 'svg', renderSize: 200 });
    env.reset({ seed: 3 });
    env.step(0);
    expect(env.render()).toMatch(
      /^<svg .*width="200" height="200" viewBox="0 0 10 10".*<polyline.*<\/svg>$/s,
    );
    const options = parseConfig(adapter.options, {}, 'options');
    const infos = [env.info(), env.step(1)[4]];
    const svg = adapter.drawEpisodes([{ infos, choices: [4], succeeded: false }], options);
    expect(svg).toContain(`${(infos[0] as CraftInfo).task}: 2 steps`);
    expect(svg).toContain('“use workbench”');
    for (const thing of ['gold', 'gem', 'wood']) expect(svg).toContain(`>${thing}</text>`);
    expect(adapter.drawEpisodes([], options)).toContain('</svg>');
  });
});

describe('frames', () => {
  it('show task and inventory, and keep their size', () => {
    const env = new Craft({ renderMode: 'svg', task: 'get gold' });
    env.reset({ seed: 3 });
    const before = env.render() as string;
    expect(before).toContain('<title>get gold</title>');
    expect(before).toContain('>0 wood</text>');
    env.world.inventory.fill(12);
    const after = env.render() as string;
    expect(after).toContain('font-weight="bold">12 wood</text>');
    expect(after.slice(0, after.indexOf('viewBox'))).toBe(before.slice(0, before.indexOf('viewBox')));
  });
});

describe('learning', () => {
  it('a manager and workers learn all ten tasks from demonstrations', () => {
    const task = imitationTrainable(adapter);
    const imitation = { demonstrations: 60, rounds: 2, episodesPerRound: 10 };
    const config = parseConfig(task.schema, { seed: 3, imitation }, 'settings');
    const session = task.begin(config);
    const success = (examined = session) => {
      const results = examined.play({ episodes: 30, layout: 'random', seed: 8 });
      return results.filter(({ achieved }) => achieved[0]).length / results.length;
    };
    expect(success()).toBeLessThan(0.2);
    while (session.completed < session.total) session.advance();
    expect(success()).toBeGreaterThan(0.75);
    const restored = task.begin(config);
    restored.restore(session.checkpoint());
    expect(success(restored)).toBe(success());
  });

  it('is told the sketches', () => {
    const { sketches, names } = adapter.subtasks;
    expect(names).toEqual(subtasks);
    const bed = sketches!['make bed']!.map((step) => names[step]);
    expect(bed).toEqual(['get wood', 'use toolshed', 'get grass', 'use workbench']);
  });
});
