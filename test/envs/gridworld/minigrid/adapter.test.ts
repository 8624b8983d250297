import { make } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { imitationTrainable } from '../../../../agents/trainable/trainable.ts';
import {
  type CarryingObservation,
  CarryingWrapper,
} from '../../../../envs/gridworld/minigrid/adapter/carrying.ts';
import { isMeant, isOpened, mentionedIn } from '../../../../envs/gridworld/minigrid/adapter/mentions.ts';
import {
  egocentricView,
  furtherView,
  type MiniGridView,
  relativeView,
  verbsView,
  waysView,
} from '../../../../envs/gridworld/minigrid/adapter/views.ts';
import {
  Action,
  ActionBonus,
  FullyObsWrapper,
  MiniGridEnv,
  MissionSpace,
  miniGridTasks,
  type SubtaskInfo,
  SubtaskInfoWrapper,
} from '../../../../envs/gridworld/minigrid/index.ts';
import { adapters } from '../../../../envs/index.ts';
import { parseConfig } from '../../../../src/config/config.ts';
import { registeredEnv } from '../../../../src/episodes/dataset-env.ts';

const adapter = adapters.find(({ name }) => name === 'door-key')!;
const optionsOf = (given: object = {}) => parseConfig(adapter.options, given, 'options');

/**
 * The agent at the >, looking to the right:
 *
 *     # # # # # # #
 *     # . . # . . #
 *     # > . D . . #      a locked yellow door
 *     # k . # . G #      a yellow key, the goal
 *     # # # # # # #
 */
class HandMade extends MiniGridEnv {
  constructor() {
    super({ width: 7, height: 5, missionSpace: new MissionSpace('fetch a yellow key'), maxSteps: 99 });
  }

  protected override generate(): void {
    const { grid } = this;
    grid.wallRectangle();
    grid.verticalWall(3, 0);
    grid.set(3, 2, grid.add('door', 'yellow', 'locked'));
    grid.set(1, 3, grid.add('key', 'yellow'));
    grid.set(5, 3, grid.goal);
    this.setAgent([1, 2], 0);
  }
}

/** The same with two more keys, one of them behind the door. */
class ThreeKeys extends HandMade {
  protected override generate(): void {
    super.generate();
    const { grid } = this;
    grid.set(5, 1, grid.add('key', 'red'));
    grid.set(2, 1, grid.add('key', 'blue'));
  }
}

/** Labels of the units that are on after some actions in the hand-made level. */
function seen(
  view: MiniGridView,
  { whole, inner = new HandMade() }: { whole: boolean; inner?: MiniGridEnv },
  ...actions: number[]
): string[] {
  const env = whole ? new CarryingWrapper(new FullyObsWrapper<CarryingObservation>(inner)) : inner;
  let [observation] = env.reset({ seed: 0 });
  for (const action of actions) [observation] = env.step(action);
  expect(view.labels).toHaveLength(view.size);
  expect(new Set(view.labels).size).toBe(view.size);
  const units = new Float64Array(view.size).fill(7);
  view.encode(units, observation);
  return view.labels.filter((_, k) => units[k] === 1);
}

describe('views of a level', () => {
  it('relative: where things lie from the agent, and what is around it', () => {
    const view = relativeView(['key', 'locked door', 'ball', 'first named'], 5);
    expect(seen(view, { whole: true })).toEqual([
      'key 0 ahead',
      'key 1 to the right',
      'locked door 2 ahead',
      'locked door 0 to the right',
      'no ball',
      'first named 0 ahead',
      'first named 1 to the right',
      'empty ahead',
      'key right',
      'wall behind',
      'empty left',
    ]);
    // Turned down, with the key in hand.
    expect(seen(view, { whole: true }, Action.right, Action.pickup)).toEqual([
      'no key',
      'key in hand',
      'locked door 0 ahead',
      'locked door -2 to the right',
      'no ball',
      'no first named',
      'first named in hand',
      'empty ahead',
      'wall right',
      'empty behind',
      'empty left',
    ]);
  });

  it('further: where those of a kind lie that are not the nearest, one after the other', () => {
    const view = furtherView(['key', 'locked door'], 5, 4);
    expect(seen(view, { whole: true, inner: new ThreeKeys() })).toEqual([
      'key 2: 1 ahead',
      'key 2: -1 to the right',
      'key 3: 4 ahead',
      'key 3: -1 to the right',
      'no key 4',
      'no locked door 2',
      'no locked door 3',
      'no locked door 4',
    ]);
  });

  it('ways: the moves that begin shortest ways to the front of things, if there are any', () => {
    const view = waysView(['key', 'locked door', 'goal'], 5);
    expect(seen(view, { whole: true })).toEqual(['right to key', 'forward to locked door', 'no way to goal']);
    expect(seen(view, { whole: true }, Action.right)).toEqual([
      'key ahead',
      'left to locked door',
      'no way to goal',
    ]);
    // What is behind is as near by either turn.
    expect(seen(view, { whole: true }, Action.left)).toContain('left to key');
    expect(seen(view, { whole: true }, Action.left)).toContain('right to key');
    const through = [Action.right, Action.pickup, Action.left, Action.forward, Action.toggle];
    expect(seen(view, { whole: true }, ...through)).toEqual([
      'no way to key',
      'no way to locked door',
      'forward to goal',
    ]);
  });

  it('ways lead through closed doors, which are opened on the way', () => {
    const view = waysView(['goal'], 5);
    const throughDoor = [Action.right, Action.pickup, Action.left, Action.forward, Action.toggle];
    const shut = [...throughDoor, Action.toggle];
    expect(seen(view, { whole: true }, ...shut)).toEqual(['door to goal']);
    expect(seen(view, { whole: true }, ...shut, Action.left)).toEqual(['right to goal']);
  });

  it('things: the key to a lock, and where to put something beside what is named second', () => {
    const view = relativeView(['fitting key', 'portable', 'place beside second'], 5);
    const units = seen(view, { whole: true });
    expect(units).toContain('fitting key 1 to the right');
    expect(units).toContain('portable 1 to the right');
    expect(units).toContain('no place beside second');
  });

  it('egocentric: the cells before the agent, and which of them the mission names', () => {
    const units = seen(egocentricView(7), { whole: false });
    expect(units).toContain('key at 0 ahead, 1 to the right');
    expect(units).toContain('named at 0 ahead, 1 to the right');
    expect(units).toContain('locked door at 2 ahead, 0 to the right');
    expect(units).toContain('unseen at 3 ahead, 0 to the right');
    expect(units).toHaveLength(49 + 1);
  });
});

describe('what missions name', () => {
  const [red, blue] = [0, 2];
  const [door, key, ball] = [4, 5, 6];

  it('is found with its verb, type and colour, as far as the words go', () => {
    expect(mentionedIn('put a red object next to the ball')).toEqual([
      { verb: 'put', type: null, colour: red, index: 0, part: 0 },
      { verb: null, type: ball, colour: null, index: 1, part: 0 },
    ]);
    expect(mentionedIn('you must fetch a blue key')).toEqual([
      { verb: null, type: key, colour: blue, index: 0, part: 0 },
    ]);
    expect(mentionedIn('get to the green goal square')).toEqual([]);
  });

  it('belongs to the part of the mission that its verb begins', () => {
    const mission = 'open a door after you put the key next to a ball and go to a box';
    expect(mentionedIn(mission).map(({ part }) => part)).toEqual([0, 0, 1, 2]);
  });

  it('comes in the order in which it is asked for', () => {
    const verbsOf = (mission: string) => mentionedIn(mission).map(({ verb }) => verb);
    expect(verbsOf('go to the ball, then open a door')).toEqual(['go to', 'open']);
    expect(verbsOf('go to the ball after you open a door')).toEqual(['open', 'go to']);
  });

  it('is meant by what the words leave open; doors that have been opened are told apart', () => {
    const [object] = mentionedIn('pick up the red object');
    expect(isMeant(object!, { type: key, colour: red, state: 0 })).toBe(true);
    expect(isMeant(object!, { type: door, colour: red, state: 1 })).toBe(false);
    expect(isMeant(object!, { type: key, colour: blue, state: 0 })).toBe(false);
    const [closed] = mentionedIn('open the red door');
    expect(isMeant(closed!, { type: door, colour: red, state: 1 })).toBe(true);
    expect([0, 1].map((state) => isOpened(closed!, { type: door, colour: red, state }))).toEqual([
      true,
      false,
    ]);
  });

  it('is shown with its verb', () => {
    const view = verbsView(2);
    const units = new Float64Array(view.size).fill(7);
    const image = new Uint8Array(3);
    view.encode(units, { image, direction: 0, mission: 'pick up a key and go to the red ball' });
    expect(view.labels.filter((_, k) => units[k] === 1)).toEqual(['pick up 1', 'go to 2']);
  });
});

describe('adapters of MiniGrid', () => {
  it('show what the level of the id shows, and add to infos only', () => {
    const options = optionsOf({ env: { id: 'MiniGrid-DoorKey-6x6-v0' }, encoding: { view: 'egocentric' } });
    const env = adapter.makeEnv(options);
    const plain = make<CarryingObservation, number>('MiniGrid-DoorKey-6x6-v0').unwrapped;
    const expert = adapter.makeExpert(env, options);
    expect(env.reset({ seed: 5 })[0]).toEqual(plain.reset({ seed: 5 })[0]);
    for (let over = false; !over; ) {
      const action = expert.action(expert.subtask());
      const { 4: info, ...told } = env.step(action);
      const { 4: nothing, ...same } = plain.step(action);
      expect(told).toEqual(same);
      expect(nothing).toEqual({});
      const { subtask, succeeded } = info as SubtaskInfo;
      expect(subtask).toBeUndefined();
      expect(succeeded).toBe(told[1] > 0);
      over = told[2];
    }
  });

  it('tell which subtasks have been completed, by the agent or by an expert', () => {
    expect(adapter.milestones).toEqual(['get key', 'open door', 'goal']);
    const options = optionsOf();
    const env = adapter.makeEnv(options);
    const expert = adapter.makeExpert(env, options);
    env.reset({ seed: 5 });
    const changes: (readonly boolean[])[] = [];
    const take = (action: number) => {
      const [, , over, , info] = env.step(action);
      const achieved = adapter.achieved(info);
      if (String(achieved) !== String(changes.at(-1))) changes.push(achieved);
      return over;
    };
    // Nothing is there to pick up or to open.
    expect([take(Action.pickup), take(Action.toggle), take(Action.drop)]).toEqual([false, false, false]);
    while (!take(expert.action(expert.subtask())));
    expect(changes).toEqual([
      [false, false, false],
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
    expect(adapter.achieved(env.reset({ seed: 6 })[1])).toEqual([false, false, false]);
  });

  it('are not needed for subtasks in infos: a wrapper suffices', () => {
    const task = miniGridTasks.find(({ name }) => name === 'unlock-pickup')!;
    const env = new SubtaskInfoWrapper(make<unknown, number>('MiniGrid-UnlockPickup-v0'), { task });
    const [, { subtask, level }] = env.reset({ seed: 1 }) as [unknown, SubtaskInfo];
    expect(env.subtasks[subtask!]).toBe('get key');
    expect(level).toMatchObject({ width: 11, height: 6 });
  });

  it('tell of success whatever wrappers make of rewards, and only of the levels of their task', () => {
    const task = miniGridTasks.find(({ name }) => name === 'door-key')!;
    const env = new SubtaskInfoWrapper(new ActionBonus(make<unknown, number>('MiniGrid-DoorKey-5x5-v0')), {
      task,
    });
    expect(() => env.expert.subtask()).toThrow(/before the first reset/);
    env.reset({ seed: 1 });
    for (let over = false; !over; ) {
      const [, reward, terminated, , info] = env.step(env.expert.action(env.expert.subtask()));
      expect(reward).toBeGreaterThan(0);
      expect(info['succeeded']).toBe(terminated);
      over = terminated;
    }
    const wrapped = (settings: unknown) => () =>
      new SubtaskInfoWrapper(make<unknown, number>('MiniGrid-Unlock-v0'), settings as { task: typeof task });
    expect(wrapped({ task })).toThrow(
      /SubtaskInfoWrapper.env: expected a level of the task door-key \(MiniGrid-DoorKey-/,
    );
    expect(wrapped({})).toThrow(
      /SubtaskInfoWrapper.task: expected one of miniGridTasks .*, received nothing/,
    );
    expect(wrapped(undefined)).toThrow(/SubtaskInfoWrapper.task: .*received nothing/);
  });

  it('do not look for the agent in a partial view', () => {
    const view = relativeView(['key'], 7);
    const env = make<CarryingObservation, number>('MiniGrid-LavaGapS7-v0');
    const [partial] = env.reset({ seed: 1 });
    expect(() => view.encode(new Float64Array(view.size), partial)).toThrow(/received one without the agent/);
  });

  it('say how Gymnasium makes the environment', () => {
    const recorded = (options: ReturnType<typeof optionsOf>) => ({
      entryPoint: 'gymnasium_js.minigrid:RecordedObservation',
      kwargs: { space: adapter.makeEnv(options).observationSpace.toJSON() },
    });
    const large = optionsOf({ env: { id: 'MiniGrid-DoorKey-16x16-v0' } });
    expect(registeredEnv(adapter, large)).toEqual({
      id: 'MiniGrid-DoorKey-16x16-v0',
      kwargs: {},
      wrappers: [{ entryPoint: 'minigrid.wrappers:FullyObsWrapper' }, recorded(large)],
    });
    const cut = optionsOf({ env: { maxSteps: 50 }, encoding: { view: 'egocentric' } });
    expect(registeredEnv(adapter, cut)).toEqual({
      id: 'MiniGrid-DoorKey-8x8-v0',
      kwargs: { maxSteps: 50 },
      wrappers: [recorded(cut)],
    });
  });

  it('refuse the levels of other families', () => {
    expect(() => optionsOf({ env: { id: 'MiniGrid-Empty-8x8-v0' } })).toThrow(
      /env\.id: expected one of .*MiniGrid-DoorKey-8x8-v0.*received "MiniGrid-Empty-8x8-v0"/,
    );
  });

  it('have names of their own, and levels that there are', () => {
    const names = adapters.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { envId, options, name, registered } of adapters) {
      const defaults = parseConfig(options, {}, name);
      if (registered !== undefined) expect(registered(defaults).id).toBe(envId);
    }
  });

  it('draw episodes with what came of them', () => {
    const options = optionsOf();
    const env = adapter.makeEnv(options);
    const infos = [env.reset({ seed: 1 })[1], env.step(Action.left)[4], env.step(Action.forward)[4]];
    const svg = adapter.drawEpisodes([{ infos, choices: [0, 1], succeeded: false }], options);
    expect(svg).toContain('not in 2 steps');
    expect(svg).toContain('“get key”');
    expect(svg).toContain('“open door”');
    expect(svg).not.toContain('“go to goal”');
    expect(adapter.drawEpisodes([], options)).toContain('</svg>');
  });
});

describe('learning', () => {
  it('a manager and workers find key, door and goal in unseen rooms after a few demonstrations', () => {
    const task = imitationTrainable(adapter);
    const settings = { seed: 2, imitation: { demonstrations: 40, rounds: 2 } };
    const session = task.begin(parseConfig(task.schema, settings, 'settings'));
    const success = () => {
      const results = session.play({ episodes: 30, layout: 'random', seed: 8 });
      return results.filter(({ achieved }) => achieved.at(-1)).length / results.length;
    };
    expect(success()).toBeLessThan(0.1);
    while (session.completed < session.total) session.advance();
    expect(success()).toBeGreaterThan(0.8);
  });
});
