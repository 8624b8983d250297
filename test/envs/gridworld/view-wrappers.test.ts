import { Box, checkEnv, type Env, logger, make, specFromJSON, TransformObservation } from 'gymnasium-js';
import { describe, expect, it, vi } from 'vitest';
import { ButtonFood, Craft, CraftViewWrapper, RoomsMaze, RoomsMazeViewWrapper } from '../../../envs/index.ts';

const made = <Kind extends Env>(id: string) => make(id) as unknown as Kind;

const cases = [
  { id: 'burstwise/RoomsMaze-v0', Wrapper: RoomsMazeViewWrapper, views: ['egocentric'], window: 5, size: 50 },
  { id: 'burstwise/RoomsMaze-v0', Wrapper: RoomsMazeViewWrapper, views: ['relative', 'map'], size: 187 },
  { id: 'burstwise/RoomsMaze-v0', Wrapper: RoomsMazeViewWrapper, views: ['wave'], size: 12 },
  { id: 'burstwise/Craft-v0', Wrapper: CraftViewWrapper, views: ['egocentric'], window: 3, size: 114 },
  { id: 'burstwise/Craft-v0', Wrapper: CraftViewWrapper, views: ['relative', 'possessions'], size: 66 },
] as const;

describe.each(cases)('$id as $views', ({ id, Wrapper, size, ...settings }) => {
  const wrap = () =>
    new (Wrapper as new (env: Env, settings: object) => RoomsMazeViewWrapper)(make(id), settings);

  it('keeps the contract of an environment', () => {
    const warn = vi.spyOn(logger, 'warn').mockImplementation(() => {});
    checkEnv(wrap() as never);
    // The checker of environments gives this warning for every wrapper.
    expect(warn.mock.calls.flat().filter((message) => !/is wrapped/.test(message))).toEqual([]);
    warn.mockRestore();
  });

  it('shows labelled units in fresh arrays', () => {
    const env = wrap();
    expect(env.observationSpace.shape).toEqual([size]);
    expect(env.view.labels).toHaveLength(size);
    const [first] = env.reset({ seed: 0 });
    const shown = new Set([String(first)]);
    for (let seed = 1; seed < 6; seed++) {
      env.reset({ seed });
      const [next] = env.step(seed % 4);
      expect(next).not.toBe(first);
      shown.add(String(next));
    }
    expect(shown.size).toBeGreaterThan(1);
  });

  it('is part of the spec, with its settings, and can be made again from JSON', () => {
    const { spec } = wrap();
    expect(spec!.additionalWrappers.at(-1)).toMatchObject({ name: Wrapper.name, kwargs: settings });
    const again = make(specFromJSON(JSON.stringify(spec)));
    expect(again.reset({ seed: 3 })[0]).toEqual(wrap().reset({ seed: 3 })[0]);
  });
});

describe('wrappers of views', () => {
  it('show the views that serve most without settings', () => {
    expect(new RoomsMazeViewWrapper(new RoomsMaze()).view.labels[0]).toBe('lava at -3, -3');
    expect(new CraftViewWrapper(new Craft()).view.labels.at(-1)).toBe('gem within reach');
  });

  it('refuse other environments, changed observations, and settings that make no sense', () => {
    expect(() => new RoomsMazeViewWrapper(new ButtonFood() as never)).toThrow(
      /RoomsMazeViewWrapper.env: expected an environment of RoomsMaze, received /,
    );
    const flat = new TransformObservation(made<RoomsMaze>('burstwise/RoomsMaze-v0'), {
      func: () => new Float64Array(1),
      observationSpace: new Box({ low: 0, high: 1, shape: [1], dtype: 'float64' }),
    });
    expect(() => new RoomsMazeViewWrapper(flat as never)).toThrow(
      /expected the observations of RoomsMaze, received Box.* Leave out the wrapper/,
    );
    expect(() => new RoomsMazeViewWrapper(new RoomsMaze(), { window: 4 })).toThrow(
      /RoomsMazeViewWrapper: window: expected an odd number, received 4/,
    );
    expect(() => new CraftViewWrapper(new Craft(), { views: [] })).toThrow(
      /CraftViewWrapper: views: expected/,
    );
    expect(() => new CraftViewWrapper(new Craft(), { views: ['map' as never] })).toThrow(
      /views\[0\]: expected one of/,
    );
  });
});
