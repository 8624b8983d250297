import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { divided } from '../../../agents/decomposition/division/divided.ts';
import { type DivisionConfig, divisionOf } from '../../../agents/decomposition/division/division.ts';
import { ConfigError } from '../../../src/errors.ts';
import { streamGenerator } from '../../../src/numeric/seeds.ts';
import { lineConfig, lineTask } from '../line-agent.ts';
import { type Line, lineAdapter } from '../line-task.ts';

const own = ['key', 'door', 'goal'];
const moment = { due: 0, step: 0, since: 0, seed: 1n };

describe('a division', () => {
  test('merges groups, and keeps the others in their order', () => {
    const { names, origins, label } = divisionOf({ kind: 'merged', groups: [['goal', 'door']] }, own);
    expect(names).toEqual(['key', 'goal + door']);
    expect(origins).toEqual([[0], [2, 1]]);
    expect([0, 1, 2].map((due) => label({ ...moment, due }))).toEqual([0, 1, 1]);
  });

  test('splits subtasks after a number of steps', () => {
    const { names, label } = divisionOf({ kind: 'halves', subtasks: ['door'], steps: 4 }, own);
    expect(names).toEqual(['key', 'door, first half', 'door, second half', 'goal']);
    expect([0, 3, 4, 9].map((since) => label({ ...moment, due: 1, since }))).toEqual([1, 1, 2, 2]);
    expect(label({ ...moment, due: 2, since: 9 })).toBe(3);
  });

  test('goes by the clock, or at random, drawn by the seed of the episode', () => {
    const clock = divisionOf({ kind: 'clock', steps: 3, parts: 2 }, own);
    expect(Array.from({ length: 8 }, (_, step) => clock.label({ ...moment, step }))).toEqual([
      0, 0, 0, 1, 1, 1, 0, 0,
    ]);
    const random = divisionOf({ kind: 'random', steps: 2, parts: 3 }, own);
    const labels = (seed: bigint) =>
      Array.from({ length: 60 }, (_, step) => random.label({ ...moment, step, seed }));
    expect(labels(5n)).toEqual(labels(5n));
    expect(labels(5n)).not.toEqual(labels(6n));
    expect(new Set(labels(5n))).toEqual(new Set([0, 1, 2]));
    expect(labels(5n).every((label, k, all) => k % 2 === 0 || label === all[k - 1])).toBe(true);
  });

  test('always gives a label whose origins hold the subtask that is due', () => {
    const configs: DivisionConfig[] = [
      { kind: 'whole' },
      { kind: 'merged', groups: [['key', 'goal']] },
      { kind: 'halves', steps: 2 },
      { kind: 'clock', steps: 5, parts: 4 },
      { kind: 'random', steps: 1, parts: 2 },
    ];
    const steps = fc.nat({ max: 1000 });
    fc.assert(
      fc.property(
        fc.constantFrom(...configs),
        fc.nat({ max: 2 }),
        steps,
        steps,
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        (config, due, step, since, seed) => {
          const { names, origins, label } = divisionOf(config, own);
          const given = label({ due, step, since, seed });
          expect(origins).toHaveLength(names.length);
          expect(origins[given]).toContain(due);
        },
      ),
    );
  });

  test.each([
    [
      { kind: 'merged', groups: [['key', 'dor']] },
      'imitation.division.groups.0: expected names of key, door, goal, received "dor"',
    ],
    [
      {
        kind: 'merged',
        groups: [
          ['key', 'door'],
          ['door', 'goal'],
        ],
      },
      'expected each subtask in one group at most, received door',
    ],
    [{ kind: 'halves', subtasks: ['x'], steps: 3 }, 'imitation.division.subtasks: expected names of'],
  ])('refuses what the task has not: %j', (config, message) => {
    expect(() => divisionOf(config as DivisionConfig, own)).toThrow(message);
  });
});

describe('a divided task', () => {
  test('has the world and the actions of the task, and labels of the division', () => {
    const adapter = divided(
      lineAdapter,
      divisionOf({ kind: 'halves', subtasks: ['left'], steps: 3 }, ['left', 'right']),
    );
    const options = { env: { startRange: 0.5 }, encoding: {}, expert: {} };
    const env = adapter.makeEnv(options);
    const expert = adapter.makeExpert(env, options);
    const line = env.unwrapped as Line;
    const labels: number[] = [];
    for (let episode = 0; episode < 2; episode++) {
      env.reset({ seed: 4n });
      for (let over = false; !over; ) {
        const label = expert.subtask();
        labels.push(label);
        expect([...(expert.action(label) as Float64Array)]).toEqual([line.turned ? 0.8 : -0.8]);
        const [, , terminated, truncated] = env.step(expert.action(label));
        over = terminated || truncated;
      }
    }
    const first = labels.slice(0, labels.length / 2);
    expect(labels).toEqual([...first, ...first]);
    expect(first.slice(0, 3)).toEqual([0, 0, 0]);
    expect(first[3]).toBe(1);
    expect(first.at(-1)).toBe(2);
  });

  test('keeps the time of a subtask while a demonstrator shows another one', () => {
    const detour = [5, 6];
    let asked = 0;
    const astray: typeof lineAdapter = {
      ...lineAdapter,
      makeDemonstrator: (env, options) => ({
        reset: () => {},
        demonstrate(due) {
          const subtask = detour.includes(asked++) ? 1 - due : due;
          const label = lineAdapter.makeExpert(env, options).action(due);
          return { taken: label, label, subtask };
        },
      }),
    };
    const adapter = divided(astray, divisionOf({ kind: 'halves', steps: 4 }, ['left', 'right']));
    const options = { env: { startRange: 0.5 }, encoding: {}, expert: {} };
    const env = adapter.makeEnv(options);
    const expert = adapter.makeExpert(env, options);
    const demonstrator = adapter.makeDemonstrator!(env, options, streamGenerator(1, 'demonstrator'));
    env.reset({ seed: 4n });
    const shown = Array.from({ length: 9 }, () => {
      const { taken, subtask } = demonstrator.demonstrate(expert.subtask());
      env.step(taken);
      return subtask;
    });
    // The first half of “left” lasts 4 steps; the detour is the first half of “right”, and the second half of “left” follows.
    expect(shown).toEqual([0, 0, 0, 0, 1, 2, 2, 1, 1]);
  });

  test('is learned: a merged pair by one worker that has to do both', () => {
    const session = lineTask.begin(
      lineConfig({ imitation: { division: { kind: 'merged', groups: [['left', 'right']] } } }),
    );
    expect(session.task.subtasks.names).toEqual(['left + right']);
    while (session.completed < session.total) session.advance();
    const played = session.play({ episodes: 10, layout: 'centre', seed: 1 });
    // One worker sees the position alone, not whether it has turned.
    expect(played.filter(({ achieved }) => achieved[1]).length).toBeLessThanOrEqual(2);
    const split = lineTask.begin(lineConfig({ imitation: { division: { kind: 'halves', steps: 8 } } }));
    expect(split.task.subtasks.names).toHaveLength(4);
  });

  test('has no dataset, whose labels are others', () => {
    const imitation = { algorithm: 'cloning', dataset: 'a/b-v0', division: { kind: 'whole' } };
    expect(() => lineTask.begin(lineConfig({ imitation }))).toThrow(ConfigError);
    expect(() => lineTask.begin(lineConfig({ imitation }))).toThrow(
      'imitation.dataset: expected nothing beside',
    );
  });
});
