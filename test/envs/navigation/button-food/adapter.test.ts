import { npRandom, TimeLimit } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { buttonFoodAdapter as adapter } from '../../../../envs/navigation/button-food/adapter.ts';
import { ButtonFood } from '../../../../envs/navigation/button-food/button-food.ts';
import { parseConfig } from '../../../../src/config/config.ts';

const parse = (value: unknown) => parseConfig(adapter.options, value, 'options');
const defaults = parse({});

describe('options of Button & Food', () => {
  it('has the published environment and the measured expert by default', () => {
    expect(defaults).toEqual({
      env: {
        buttonDistance: [1, 1],
        foodDistance: [1, 1],
        startRange: 0,
        lockRadius: 0.15,
        foodRadius: 0.15,
        stepLength: 0.01,
        maxSteps: 1500,
        maxVelocity: 1000,
      },
      encoding: { unitsPerCoordinate: 20, range: 1, cutoff: 4, pressedFlag: true },
      expert: {
        motion: { profile: 'slow-down', speed: 1.69, slowDownDistance: 0.2 },
        actionNoise: { standardDeviation: 0, relaxationTime: 10 },
      },
    });
  });

  it.each([
    [{ env: { radius: 1 } }, /env\.radius/],
    [{ expert: { motion: { legSteps: 59 } } }, /expert\.motion\.legSteps/],
    [
      { expert: { motion: { profile: 'fast' } } },
      /expert\.motion\.profile: .*slow-down.*constant.*received "fast"/,
    ],
    [{ expert: { actionNoise: { relaxationTime: 50 } } }, /relaxationTime: .*write the unit/],
    [{ encoding: { range: 0 } }, /encoding\.range: expected a number > 0, received 0/],
    [{ encoding: { pressedFlag: 'yes' } }, /encoding\.pressedFlag: expected true or false/],
  ])('refuses %o', (value, message) => {
    expect(() => parse(value)).toThrow(message);
  });

  it('has layouts and demonstration settings that fit the schema', () => {
    for (const layout of [...Object.values(adapter.layouts), adapter.demonstrationEnv?.(defaults)]) {
      expect(() => parse({ env: layout })).not.toThrow();
    }
  });
});

describe('Button & Food adapter', () => {
  it('cuts episodes off by itself', () => {
    const env = adapter.makeEnv(parse({ env: { maxSteps: 2 } }));
    env.reset({ seed: 1 });
    env.step(new Float64Array(2));
    expect(env.step(new Float64Array(2))[3]).toBe(true);
  });

  it('shows the workers offsets and the manager the pressed flag besides', () => {
    const worker = adapter.workerEncoder(defaults);
    const manager = adapter.managerEncoder(defaults);
    const blind = adapter.managerEncoder(parse({ encoding: { pressedFlag: false } }));
    expect([worker.size, manager.size, blind.size]).toEqual([80, 82, 80]);
    expect(manager.labels).toEqual([...worker.labels, 'button not pressed', 'button pressed']);

    const encode = (encoder: typeof worker, pressed: number) => {
      const out = new Float64Array(encoder.size);
      encoder.encode(out, Float64Array.of(0.1, -0.2, 0.3, 2, pressed));
      return [...out];
    };
    expect(encode(worker, 0)).toEqual(encode(worker, 1));
    expect(encode(manager, 0)).toEqual([...encode(worker, 0), 1, 0]);
    expect(encode(manager, 1)).toEqual([...encode(worker, 0), 0, 1]);
    // The button lies beyond the range upwards: the last unit of its row is fully on.
    expect(encode(worker, 0)[79]).toBe(1);
  });

  it('reads and writes velocities without change', () => {
    const decoder = adapter.actionDecoder(defaults);
    const readout = new Float64Array(decoder.size);
    decoder.encode(readout, Float64Array.of(1.5, -0.5));
    const action = decoder.decode(readout);
    expect([...action]).toEqual([1.5, -0.5]);
    readout.fill(9);
    expect([...action]).toEqual([1.5, -0.5]);
  });

  it('tells which milestones an episode has reached', () => {
    const env = adapter.makeEnv(parse({ env: { stepLength: 1 } }));
    const [, start] = env.reset({ options: { start: [0, 0], button: [1, 0], food: [2, 0] } });
    const reached = [start, ...[1, 2].map(() => env.step(Float64Array.of(1, 0))[4])].map(adapter.achieved);
    expect(reached).toEqual([
      [false, false],
      [true, false],
      [true, true],
    ]);
  });

  it('finds the environment of an expert beneath wrappers, and refuses another one', () => {
    const env = new TimeLimit(adapter.makeEnv(defaults), { maxEpisodeSteps: 5 });
    env.reset({ seed: 1, options: { start: [0, 0], button: [1, 0] } });
    const [x, y] = adapter.makeExpert(env, defaults).action(0);
    expect([x, y]).toEqual([1.69, 0]);
    class Other extends ButtonFood {}
    const impostor = Object.create(Other.prototype, { unwrapped: { value: {} } });
    expect(() => adapter.makeExpert(impostor, defaults)).toThrow(
      /expected a ButtonFood environment, received Object/,
    );
  });

  it('demonstrates with the noise that the options ask for, and the same one for the same generator', () => {
    const options = parse({ expert: { actionNoise: { standardDeviation: 1, relaxationTime: '20 ms' } } });
    const env = adapter.makeEnv(options);
    env.reset({ seed: 1 });
    const demonstrate = () => adapter.makeDemonstrator!(env, options, npRandom(4)[0]).demonstrate(0);
    const { taken, label } = demonstrate();
    expect([...label]).toEqual([...adapter.makeExpert(env, options).action(0)]);
    expect([...taken]).not.toEqual([...label]);
    expect([...demonstrate().taken]).toEqual([...taken]);
  });
});
