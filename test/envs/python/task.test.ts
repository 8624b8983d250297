import { describe, expect, it } from 'vitest';
import { python } from '../../../envs/gymnasium-js/test/python.ts';
import { pythonTaskNamed } from '../../../envs/python/task.ts';
import { readTaskFile } from '../../../envs/python/task-file.ts';
import { parseConfig } from '../../../src/config/config.ts';
import type { AnyAdapter } from '../../../src/task/environment-adapter.ts';
import { taskOptions } from '../../../src/task/options.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';
import { writeFrozenLake } from './frozen-lake.ts';

const skipped = python === null;

const optionsOf = (adapter: AnyAdapter, ...settings: readonly string[]) => taskOptions(adapter, settings);

describe('a file that makes a Python environment a task', () => {
  it('is refused field by field, before Python starts', () => {
    const folder = temporaryFolder();
    const path = writeFrozenLake(folder, {
      env: 'FrozenLake-v1',
      order: [['cross', 'swim']],
      colour: 'blue',
    });
    expect(() => readTaskFile(path)).toThrow(
      /env: expected python:<id>, e.g. python:FrozenLake-v1, received/,
    );
    expect(() => readTaskFile(writeFrozenLake(folder, { colour: 'blue' }))).toThrow('colour');
    expect(() => readTaskFile(writeFrozenLake(folder, { order: [['cross', 'swim']] }))).toThrow(
      /order\[0\]: expected two of the subtasks go down, cross, received "swim"/,
    );
    expect(() => readTaskFile(writeFrozenLake(folder, { expert: 'other.py:walk' }))).toThrow(
      /expert: expected a Python file at .*other\.py, received nothing there/,
    );
    const { task } = readTaskFile(writeFrozenLake(folder, { milestones: { goal: 'reward >' } }));
    expect(task).toMatchObject({ name: 'frozen-lake', milestones: ['goal'], hasExpert: true });
  });

  it('takes arguments of gymnasium.make over those of the file', () => {
    const { task } = readTaskFile(writeFrozenLake(temporaryFolder()));
    expect(parseConfig(task.options, {}, 'test').env).toEqual({ is_slippery: false });
    expect(optionsOf(task, 'options.env.map_name=8x8').env).toEqual({ is_slippery: false, map_name: '8x8' });
  });
});

describe.skipIf(skipped)('a Python environment as a task', () => {
  const opened = (changes: Readonly<Record<string, unknown>> = {}) => {
    const { task } = readTaskFile(writeFrozenLake(temporaryFolder(), changes));
    const options = optionsOf(task);
    const env = task.makeEnv(options);
    return { task, options, env, expert: task.makeExpert(env, options) };
  };

  it('is walked by its expert, whose episode reaches one milestone after the other', () => {
    const { task, env, expert } = opened();
    let [, info] = env.reset({ seed: 1 });
    const walked = [];
    for (let over = false; !over; ) {
      const subtask = expert.subtask();
      const [observation, , terminated, truncated, next] = env.step(expert.action(subtask));
      info = next;
      over = terminated || truncated;
      walked.push([subtask, observation, task.achieved(info)]);
    }
    env.close();
    expect(walked).toEqual([
      [0, 4, [false, false]],
      [0, 8, [true, false]],
      [1, 9, [true, false]],
      [1, 13, [true, false]],
      [1, 14, [true, false]],
      [1, 15, [true, true]],
    ]);
  });

  it.each([
    ['stuck', /expert stuck: .*expert\.py, line 10: AttributeError: .*no attribute 'no_such_attribute'/],
    ['names_wrongly', /expected one of the subtasks go down, cross, or an index below 2, received "swim"/],
    [
      'acts_wrongly',
      /expert acts_wrongly: ValueError: acts_wrongly: expected an action of Discrete\(4\), received/,
    ],
    ['missing', /expected a function missing, received None/],
  ])('says what is wrong with the expert %s', (name, message) => {
    const { env, expert } = opened({ expert: `expert.py:${name}` });
    env.reset({ seed: 1 });
    expect(() => expert.action(expert.subtask())).toThrow(message);
    env.close();
  });

  it('needs no file, and has one subtask then', () => {
    const task = pythonTaskNamed('python:CartPole-v1');
    const options = optionsOf(task);
    expect(task).toMatchObject({ subtasks: { names: ['solve'] }, hasExpert: false });
    expect([task.workerEncoder(options).size, task.actionDecoder(options).size]).toEqual([80, 2]);
    expect(() => task.makeExpert(null as never, options)).toThrow('expected a task with an expert');
  });

  it('names the environment that was meant, and arguments that it refuses', () => {
    const task = pythonTaskNamed('python:FrozenLak-v1');
    expect(() => task.makeEnv(optionsOf(task))).toThrow(/did you mean python:FrozenLake-v1\? expected an id/);
    const lake = pythonTaskNamed('python:FrozenLake-v1');
    expect(() => lake.makeEnv(optionsOf(lake, 'options.env.ice=3'))).toThrow(
      /python:FrozenLake-v1: TypeError: .*unexpected keyword argument 'ice'/,
    );
  });
});
