import { npRandom } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import type { MiniGridTask } from '../../../../envs/gridworld/minigrid/adapter/task.ts';
import { miniGridTasks } from '../../../../envs/gridworld/minigrid/adapter/tasks.ts';
import { PlanningExpert } from '../../../../envs/gridworld/minigrid/expert/expert.ts';
import { Action, type MiniGridEnv, NOTHING } from '../../../../envs/gridworld/minigrid/index.ts';

/** Levels of a task by their ids, without a limit that an expert could meet. */
function levelsOf(task: MiniGridTask) {
  return task.families.flatMap(({ ids, make }) =>
    Object.entries(ids).map(([id, settings]) => ({ id, make: () => make({ ...settings, maxSteps: 5000 }) })),
  );
}

const taskNamed = (name: string) => miniGridTasks.find((task) => task.name === name)!;

/** Lets the expert act until the episode is over; returns the labels, one for each stretch, and the outcome. */
function play(env: MiniGridEnv, task: MiniGridTask, expert: PlanningExpert, maxSteps = 1000) {
  const labels: number[] = [];
  for (let steps = 1; steps <= maxSteps; steps++) {
    const label = expert.subtask();
    if (labels.at(-1) !== label) labels.push(label);
    const [, reward, terminated] = env.step(expert.action(label));
    const succeeded = task.succeeded?.(env) ?? reward > 0;
    if (succeeded || terminated) return { succeeded, steps, labels };
  }
  return { succeeded: false, steps: maxSteps, labels };
}

function breaksOrder(labels: readonly number[], { subtasks, order = [] }: MiniGridTask): boolean {
  return order.some(([before, after]) => {
    const first = labels.indexOf(subtasks.indexOf(before));
    const second = labels.indexOf(subtasks.indexOf(after));
    return second >= 0 && (first < 0 || first > second);
  });
}

/** Version 0 of the obstructed mazes may put the second ball on a box with a key, which is then lost. */
function lostKey({ grid }: MiniGridEnv): boolean {
  const ids = [...grid.cells].flatMap((id) => [id, grid.contents[id]!]);
  const keys = new Set(ids.filter((id) => grid.typeOf(id) === 'key').map((id) => grid.colourOf(id)));
  return ids.some(
    (id) => grid.typeOf(id) === 'door' && grid.stateOf(id) === 'locked' && !keys.has(grid.colourOf(id)),
  );
}

describe.each(miniGridTasks)('the expert of $name', (task) => {
  it('succeeds on 200 layouts with labels in order', () => {
    const levels = levelsOf(task).map(({ id, make }) => ({ id, env: make() }));
    const failures: string[] = [];
    for (let seed = 0; seed < 200; seed++) {
      const { id, env } = levels[seed % levels.length]!;
      env.reset({ seed });
      const unsolvable = lostKey(env);
      const { succeeded, labels } = play(env, task, new PlanningExpert(env, task));
      expect(labels.every((label) => label >= 0 && label < task.subtasks.length)).toBe(true);
      if (succeeded && !breaksOrder(labels, task)) continue;
      if (!unsolvable) failures.push(`${id}, seed ${seed}: ${labels.map((label) => task.subtasks[label])}`);
    }
    expect(failures).toEqual([]);
  });

  it('finds its way from wherever random actions led', () => {
    const [random] = npRandom(7);
    const [{ make }] = levelsOf(task) as [ReturnType<typeof levelsOf>[number]];
    const env = make();
    const expert = new PlanningExpert(env, task);
    let examined = 0;
    for (let seed = 0; seed < 60 && examined < 20; seed++) {
      env.reset({ seed });
      const before = things(env);
      let over = false;
      for (let step = 0; step <= seed && !over; step++) {
        const [, , terminated] = env.step(random.integers(0, env.actionSpace.contains(Action.done) ? 6 : 3));
        over = terminated || (task.succeeded?.(env) ?? false);
      }
      // A box that was opened is gone, even where it was the target of the task.
      if (over || before.some((id) => !things(env).includes(id))) continue;
      examined++;
      expect(play(env, task, expert).succeeded, `seed ${seed}`).toBe(true);
    }
    expect(examined).toBeGreaterThan(1);
  });
});

/** Everything that can be carried, except boxes that hide something. */
function things({ grid, carrying }: MiniGridEnv): number[] {
  const ids = [carrying, ...grid.cells].flatMap((id) => [id, grid.contents[id]!]);
  return ids.filter((id) => grid.canPickUp(id) && grid.contents[id] === NOTHING);
}

describe('experts that plan the whole task', () => {
  const cases = [
    ['empty', 'MiniGrid-Empty-Random-5x5-v0', 5],
    ['four-rooms', 'MiniGrid-FourRooms-v0', 5],
    ['door-key', 'MiniGrid-DoorKey-5x5-v0', 8],
    ['door-key', 'MiniGrid-DoorKey-6x6-v0', 3],
    ['multi-room', 'MiniGrid-MultiRoom-N2-S4-v0', 5],
    ['unlock', 'MiniGrid-Unlock-v0', 2],
    ['unlock-pickup', 'MiniGrid-UnlockPickup-v0', 2],
    ['blocked-unlock-pickup', 'MiniGrid-BlockedUnlockPickup-v0', 1],
    ['key-corridor', 'MiniGrid-KeyCorridorS3R1-v0', 5],
    ['lava-gap', 'MiniGrid-LavaGapS5-v0', 5],
    ['crossing', 'MiniGrid-SimpleCrossingS9N3-v0', 5],
    ['dist-shift', 'MiniGrid-DistShift2-v0', 1],
    ['red-blue-doors', 'MiniGrid-RedBlueDoors-6x6-v0', 3],
    ['memory', 'MiniGrid-MemoryS7-v0', 3],
    ['fetch', 'MiniGrid-Fetch-5x5-N2-v0', 5],
    ['put-near', 'MiniGrid-PutNear-6x6-N2-v0', 5],
    ['go-to-door', 'MiniGrid-GoToDoor-5x5-v0', 5],
    ['go-to-object', 'MiniGrid-GoToObject-6x6-N2-v0', 3],
  ] as const;

  it.each(cases)('%s: need no more steps than any sequence of actions (%s)', (name, id, seeds) => {
    const task = taskNamed(name);
    const env = levelsOf(task)
      .find((level) => level.id === id)!
      .make();
    for (let seed = 0; seed < seeds; seed++) {
      env.reset({ seed });
      const fewest = fewestSteps(env);
      env.reset({ seed });
      expect(play(env, task, new PlanningExpert(env, task)).steps, `seed ${seed}`).toBe(fewest);
    }
  });
});

/** Steps to a reward, by trying every action in every state, breadth first, in the environment itself. */
function fewestSteps(env: MiniGridEnv): number {
  const { grid } = env;
  const save = () => ({
    cells: grid.cells.slice(),
    encodings: grid.encodings.slice(),
    carrying: env.carrying,
    at: [env.agentX, env.agentY] as const,
    direction: env.agentDirection,
  });
  const key = () =>
    `${grid.cells},${grid.encodings},${env.carrying},${env.agentX},${env.agentY},${env.agentDirection}`;
  const known = new Set([key()]);
  let states = [save()];
  for (let steps = 1; states.length > 0; steps++) {
    const next: typeof states = [];
    for (const state of states) {
      for (let action = 0; action <= Action.done; action++) {
        grid.cells.set(state.cells);
        grid.encodings.set(state.encodings);
        env.carrying = state.carrying;
        env.setAgent(state.at, state.direction);
        env.stepCount = 0;
        const [, reward, terminated] = env.step(action);
        if (reward > 0) return steps;
        if (terminated || known.has(key())) continue;
        known.add(key());
        next.push(save());
      }
    }
    states = next;
  }
  throw new Error('no way');
}

describe('the expert', () => {
  const task = taskNamed('door-key');
  const [get, open, goal] = [0, 1, 2];
  const start = (seed = 1) => {
    const env = levelsOf(task)[2]!.make();
    env.reset({ seed });
    return { env, expert: new PlanningExpert(env, task) };
  };
  const follow = (env: MiniGridEnv, expert: PlanningExpert, until: (label: number) => boolean) => {
    while (!until(expert.subtask())) env.step(expert.action(expert.subtask()));
  };

  it('keeps to one plan while the agent follows it', () => {
    const { env, expert } = start();
    for (let left = expert.remaining; left > 0; left--) {
      expect(expert.remaining).toBe(left);
      env.step(expert.action(expert.subtask()));
    }
  });

  it('gets a key again that was dropped, and opens a door again that was closed', () => {
    const { env, expert } = start();
    follow(env, expert, (label) => label === open);
    expect(env.carrying).not.toBe(NOTHING);
    while (env.front !== NOTHING) env.step(Action.left);
    env.step(Action.drop);
    expect(env.carrying).toBe(NOTHING);
    expect(expert.subtask()).toBe(get);
    follow(env, expert, (label) => label === goal);
    env.step(Action.toggle);
    expect(expert.subtask()).toBe(open);
    expect(expert.action(open)).toBe(Action.toggle);
    expect(play(env, task, expert).succeeded).toBe(true);
  });

  it('shows any subtask that can be carried out, and what is due instead of one that cannot', () => {
    const { env, expert } = start();
    expect(expert.subtask()).toBe(get);
    expect(expert.action(goal)).toBe(expert.action(get));
    follow(env, expert, (label) => label === goal);
    expect(expert.action(get)).toBe(expert.action(goal));
    const other = taskNamed('multi-room');
    const rooms = levelsOf(other)[0]!.make();
    rooms.reset({ seed: 3 });
    const guide = new PlanningExpert(rooms, other);
    follow(rooms, guide, (label) => label === 1);
    const doorsOpen = () => rooms.grid.cells.filter((id) => rooms.grid.isOpenDoor(id)).length;
    expect(doorsOpen()).toBe(1);
    expect(guide.action(0)).toBe(guide.action(1)); // No door is left to open.
  });

  it('waits where nothing can be done any more', () => {
    const pickup = taskNamed('unlock-pickup');
    const env = levelsOf(pickup)[0]!.make() as MiniGridEnv & { target: number };
    env.reset({ seed: 0 });
    env.grid.set(...env.grid.positionOf(env.target)!, NOTHING);
    const expert = new PlanningExpert(env, pickup);
    expect(expert.action(expert.subtask())).toBe(Action.done);
    expect(pickup.subtasks[expert.subtask()]).toBe('get box');
  });
});
