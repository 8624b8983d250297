import { make } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import {
  type CarryingObservation,
  CarryingWrapper,
} from '../../../../../envs/gridworld/minigrid/adapter/carrying.ts';
import {
  egocentricView,
  furtherView,
  type MiniGridView,
  relativeView,
  waysView,
} from '../../../../../envs/gridworld/minigrid/adapter/views.ts';
import {
  Action,
  FullyObsWrapper,
  MiniGridEnv,
  MissionSpace,
} from '../../../../../envs/gridworld/minigrid/index.ts';

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

/** The agent before a red door, which is closed, and no blue one. */
class RedDoor extends HandMade {
  protected override generate(): void {
    super.generate();
    this.grid.set(2, 2, this.grid.add('door', 'red'));
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

  it('relative: doors of a colour lie somewhere while they are closed', () => {
    const view = relativeView(['closed red door', 'closed blue door'], 5);
    const doors = (...actions: number[]) =>
      seen(view, { whole: true, inner: new RedDoor() }, ...actions).filter(
        (label) => label.includes('red') || label.includes('blue'),
      );
    expect(doors()).toEqual([
      'closed red door 1 ahead',
      'closed red door 0 to the right',
      'no closed blue door',
    ]);
    expect(doors(Action.toggle)).toEqual(['no closed red door', 'no closed blue door']);
    expect(doors(Action.toggle, Action.toggle)).toEqual(doors());
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

  it('relative: refuses a partial view, in which it would look for the agent in vain', () => {
    const view = relativeView(['key'], 7);
    const env = make<CarryingObservation, number>('MiniGrid-LavaGapS7-v0');
    const [partial] = env.reset({ seed: 1 });
    expect(() => view.encode(new Float64Array(view.size), partial)).toThrow(/received one without the agent/);
  });
});
