import {
  Box,
  Dict,
  Discrete,
  Env,
  MultiBinary,
  MultiDiscrete,
  type ResetResult,
  type Space,
  type StepResult,
  Text,
  Tuple,
} from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { GenericControl, terminalMode } from '../../src/task/generic-control.ts';
import { plainText } from '../../src/terminal/styled-text.ts';

/** An environment with some spaces in which nothing happens. */
class Still extends Env<unknown, unknown> {
  override readonly metadata = { renderModes: ['ansi', 'rgb_array'] };
  override readonly renderMode: string | null;
  readonly actionSpace: Space<unknown>;
  readonly observationSpace: Space<unknown>;

  constructor(
    actions: Space<unknown>,
    observations = new Discrete(5) as Space<unknown>,
    renderMode: string | null = null,
  ) {
    super();
    this.actionSpace = actions;
    this.observationSpace = observations;
    this.renderMode = renderMode;
  }

  override reset(): ResetResult<unknown> {
    return [0, {}];
  }

  override step(): StepResult<unknown> {
    return [0, 0, false, false, {}];
  }

  override render() {
    return this.renderMode === 'ansi'
      ? 'one\nseventeen'
      : ({ data: new Uint8Array(3), width: 1, height: 1, channels: 3 } as const);
  }
}

const controlOf = (space: unknown) => new GenericControl(new Still(space as Space<unknown>));
const take = (control: GenericControl, keys: string) => {
  for (const key of keys.split(' ')) control.press(key);
  return control.take();
};
const area = { columns: 12, rows: 3 };

describe('the generic control', () => {
  it('has a letter for every action of a small space, none of them a key of the programs around it', () => {
    const control = controlOf(new Discrete(4, { start: -1 }));
    expect(control.help.map(({ keys, does }) => `${keys} ${does}`)).toEqual([
      'a action -1',
      's action 0',
      'd action 1',
      'f action 2',
    ]);
    expect(take(control, 'd')).toBe(1);
    expect(control.take()).toBeNull();
    expect(['g', '1', 'enter', 'up', 'as'].map((key) => control.press(key))).toEqual(Array(5).fill(false));
    expect(control.nameOf(2)).toBe('2 (f)');
    const keys = controlOf(new Discrete(20)).help[0]!.keys.split(' ');
    expect(new Set(keys).size).toBe(20);
    expect(keys.filter((key) => 'hrqecu?0123456789'.includes(key))).toEqual([]);
  });

  it('sets an action of many by arrows', () => {
    const control = controlOf(new Discrete(1000));
    expect(take(control, 'pageup up up down')).toBeNull();
    expect(control.status).toEqual(['action 11', 'arrows set it: 11']);
    expect(take(control, 'space')).toBe(11);
    expect(take(control, 'pagedown pagedown enter')).toBe(0);
  });

  it.each([
    [new MultiDiscrete([3, 4], { start: [0, 5] }), 'up right up up enter', Int32Array.of(1, 7)],
    [new MultiBinary(3), 'left up enter', Int8Array.of(0, 0, 1)],
    [new Box({ low: -2, high: 2, shape: [2] }), 'up right pagedown enter', Float32Array.of(0.4, -2)],
    [new Box({ low: 0, high: Infinity, shape: [1], dtype: 'float64' }), 'pageup enter', Float64Array.of(1)],
    [new Box({ low: -3, high: 3, shape: [1], dtype: 'int64' }), 'up enter', BigInt64Array.of(-2n)],
    [
      new Dict({ go: new Discrete(2), turn: new Box({ low: 0, high: 1, shape: [1] }) }),
      'up enter',
      { go: 1, turn: Float32Array.of(0.5) },
    ],
    [new Tuple([new Discrete(2), new MultiBinary(1)]), 'right up enter', [0, Int8Array.of(1)]],
  ])('sets each number of %s', (space, keys, action) => {
    const taken = take(controlOf(space), keys);
    expect(taken).toEqual(action);
    expect((space as Space).contains(taken)).toBe(true);
  });

  it('begins every episode with the same action, and names each number', () => {
    const control = controlOf(new Dict({ arm: new MultiDiscrete([2, 2]) }));
    take(control, 'up right up');
    expect(control.status).toEqual(['action arm: [1, 1]', 'arrows set arm[1]: 1']);
    control.reset();
    expect(control.status).toEqual(['action arm: [0, 0]', 'arrows set arm[0]: 0']);
  });

  it('takes random actions of spaces without a fixed number of numbers', () => {
    const space = new Text(5);
    expect(space.contains(take(controlOf(space), 'space'))).toBe(true);
  });

  it('shows what is rendered, a picture that is observed, or the observation in words', () => {
    const drawn = (env: Still, observation: unknown, size = area) =>
      new GenericControl(env).draw(size, observation).map(plainText);
    const actions = new Discrete(2) as Space<unknown>;
    expect(drawn(new Still(actions, undefined, 'ansi'), 3)).toEqual(['one      ', 'seventeen']);
    expect(drawn(new Still(actions, undefined, 'ansi'), 3, { columns: 4, rows: 9 })).toEqual([
      'one ',
      'seve',
    ]);
    expect(drawn(new Still(actions, undefined, 'rgb_array'), 3)).toHaveLength(3);
    const grey = new Box({ low: 0, high: 255, shape: [8, 8], dtype: 'uint8' }) as Space<unknown>;
    expect(drawn(new Still(actions, grey), new Uint8Array(64).fill(255))).toEqual(Array(3).fill('@@@@@@'));
    expect(drawn(new Still(actions), 3)).toEqual(['3']);
    const observation = { at: [1, 2], words: 'more than fits in a line' };
    expect(drawn(new Still(actions), observation)).toEqual(['at: [1, 2]', 'words: more', 'than fits in']);
  });

  it('prefers text to pictures, and draws nothing else', () => {
    expect(terminalMode(['human', 'rgb_array', 'ansi'])).toBe('ansi');
    expect(terminalMode(['rgb_array_list', 'svg', 'rgb_array'])).toBe('rgb_array');
    expect(terminalMode(['human'])).toBeNull();
  });
});
