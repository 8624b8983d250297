import { npRandom } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { dueSubtask, plannedAction } from '../../../../envs/gridworld/craft/planner.ts';
import type { Item } from '../../../../envs/gridworld/craft/rules.ts';
import { order, subtasks, tasks } from '../../../../envs/gridworld/craft/tasks.ts';
import type { CraftWorld } from '../../../../envs/gridworld/craft/world.ts';
import { craftAdapter as adapter, Craft } from '../../../../envs/index.ts';
import { parseConfig } from '../../../../src/config/config.ts';
import { draw, USE } from './hand-made.ts';

const options = parseConfig(adapter.options, {}, 'options');
const taskNamed = (name: string) => tasks.find((task) => task.name === name)!;
const due = (world: CraftWorld, task: string) => subtasks[dueSubtask(world, taskNamed(task))];

/** The subtasks that the expert goes through, each once for every stretch. */
function follow(env: Craft): { subtasks: number[]; steps: number } {
  const expert = adapter.makeExpert(env, options);
  const labels: number[] = [];
  for (let over = false; !over; ) {
    labels.push(expert.subtask());
    const [, reward, terminated, truncated, info] = env.step(expert.action(expert.subtask()));
    expect(reward).toBe(terminated ? 1 : 0);
    expect(info).toMatchObject({ subtask: expert.subtask(), done: terminated });
    over = terminated || truncated;
  }
  return { subtasks: labels.filter((label, k) => label !== labels[k - 1]), steps: labels.length };
}

describe('the sketch follower', () => {
  it.each(tasks)('does “$name” by its sketch in 20 worlds', ({ name, sketch }) => {
    const env = new Craft({ task: name as never });
    for (let seed = 0; seed < 20; seed++) {
      env.reset({ seed });
      const { subtasks: labels, steps } = follow(env);
      expect(env.done).toBe(true);
      expect(steps).toBeLessThan(100);
      // Workshops make everything that they can, so a sketch may be shorter where one item comes with another.
      expect(labels.map((label) => subtasks[label])).toEqual(sketch);
    }
  });

  it('does what is missing, whatever was done before', () => {
    const world = (carried: Partial<Record<Item, number>>) => draw(['v.wTgWiF'], carried);
    expect(due(world({}), 'make bed')).toBe('get wood');
    expect(due(world({ grass: 1 }), 'make bed')).toBe('get wood');
    expect(due(world({ wood: 1 }), 'make bed')).toBe('use toolshed');
    expect(due(world({ plank: 1 }), 'make bed')).toBe('get grass');
    expect(due(world({ plank: 1, grass: 1 }), 'make bed')).toBe('use workbench');
    expect(due(world({ stick: 1 }), 'make bed')).toBe('get wood');
    expect(due(world({ bed: 1 }), 'make bed')).toBe('use workbench');
    expect(due(world({ wood: 1 }), 'make bridge')).toBe('get iron');
    expect(due(world({ axe: 1 }), 'make axe')).toBe('use toolshed');
  });

  it('opens the way to treasure, and takes it even when the bridge is gone', () => {
    const closed = (carried: Partial<Record<Item, number>>) => draw(['.~$~', '.~~~', '..^.'], carried);
    expect(due(closed({}), 'get gold')).toBe('get iron');
    expect(due(closed({ iron: 1, wood: 1 }), 'get gold')).toBe('use factory');
    expect(due(closed({ bridge: 1 }), 'get gold')).toBe('use bridge');
    expect(due(draw(['.~$~', '.~.~', '..^.']), 'get gold')).toBe('use bridge');
    expect(due(draw(['.o*o', '.ooo', '..^.'], { stick: 1 }), 'get gem')).toBe('get iron');
  });

  it('leaves little order that holds in all sketches at once', () => {
    const pairs = order.map(([before, after]) => `${subtasks[before]} < ${subtasks[after]}`);
    expect(pairs).toEqual([
      'get wood < use workbench',
      'get wood < use bridge',
      'get iron < use bridge',
      'use factory < use bridge',
      'get wood < use axe',
      'get iron < use axe',
      'use toolshed < use axe',
      'use workbench < use axe',
    ]);
  });
});

describe('actions', () => {
  const plan = (world: CraftWorld, subtask: string) =>
    plannedAction(world, subtasks.indexOf(subtask as never));

  it('go and use by the fewest actions', () => {
    const [random] = npRandom(7);
    const env = new Craft();
    for (let seed = 0; seed < 40; seed++) {
      env.reset({ seed });
      const world = env.world.clone();
      const subtask = random.integers(0, 6);
      const fewest = search(world, subtask);
      for (let left = fewest; left > 1; left--) world.act(plannedAction(world, subtask)!);
      expect(isAhead(world, subtask)).toBe(true);
      expect(plannedAction(world, subtask)).toBe(USE);
    }
  });

  it('turn to what lies beside, and use what lies ahead', () => {
    expect(plan(draw(['vw']), 'get wood')).toBe(3);
    expect(plan(draw(['>w']), 'get wood')).toBe(4);
    // A move that ends looking at the thing saves the turn.
    expect(plan(draw(['>.w', '...']), 'get wood')).toBe(3);
  });

  it('lead through the water next to the gold only', () => {
    const world = draw(['.~$~', '.~~~', '^...'], { bridge: 1 });
    const actions: number[] = [];
    while (!world.has('gold')) {
      const action = plan(world, 'use bridge')!;
      actions.push(action);
      world.act(action);
      expect(actions.length).toBeLessThan(12);
    }
    // Up, up, and a turn to the water left of the gold; the bridge; onto it; take.
    expect(actions).toEqual([0, 0, 3, 4, 3, 4]);
  });

  it('are none where a subtask cannot be carried out', () => {
    expect(plan(draw(['^..w']), 'get iron')).toBeNull();
    expect(plan(draw(['^#w', '##']), 'get wood')).toBeNull();
    expect(plan(draw(['.~$~', '.~~~', '^...']), 'use bridge')).toBeNull();
  });
});

/** Fewest actions that take a thing or use a workshop, by breadth-first search over whole worlds. */
function search(start: CraftWorld, subtask: number): number {
  const key = (world: CraftWorld) => 4 * world.cell + world.direction;
  const seen = new Set([key(start)]);
  let layer = [start];
  for (let actions = 1; layer.length > 0; actions++) {
    if (layer.some((world) => isAhead(world, subtask))) return actions;
    const next: CraftWorld[] = [];
    for (const world of layer) {
      for (let move = 0; move < 4; move++) {
        const moved = world.clone();
        moved.act(move);
        if (seen.has(key(moved))) continue;
        seen.add(key(moved));
        next.push(moved);
      }
    }
    layer = next;
  }
  throw new Error('no way');
}

/** Whether the thing of one of the first six subtasks lies ahead. */
function isAhead(world: CraftWorld, subtask: number): boolean {
  return world.grid[world.ahead] === [7, 8, 9, 4, 5, 6][subtask];
}
