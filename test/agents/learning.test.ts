import { beforeAll, describe, expect, test } from 'vitest';
import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import { buttonFoodAdapter } from '../../envs/navigation/button-food/adapter.ts';
import { parseConfig } from '../../src/config/config.ts';

const task = imitationTrainable(buttonFoodAdapter);
const EPISODES = 30;

/** Success of an agent of 200 neurons a network, trained as told, on fresh layouts. */
function successOf({ workers = {}, imitation }: { workers?: object; imitation: object }) {
  const network = { neurons: 200, excitatory: 200 };
  const settings = {
    seed: 3,
    kernel: 'event64',
    options: { env: { maxSteps: 600 } },
    agent: { manager: { network }, workers: { network: { ...network, excitatory: 160 }, ...workers } },
    imitation: { layout: 'standard', demonstrations: 20, rounds: 8, episodesPerRound: 10, ...imitation },
  };
  const session = task.begin(parseConfig(task.schema, settings, 'test'));
  while (session.completed < session.total) session.advance();
  const play = (manager: 'network' | 'expert') => {
    const results = session.play({ manager, episodes: EPISODES, layout: 'standard', seed: 5 });
    const share = (milestone: number) =>
      results.filter(({ achieved }) => achieved[milestone]).length / EPISODES;
    return { button: share(0), food: share(1) };
  };
  return { own: play('network'), perfect: play('expert'), labels: session.labels };
}

describe('imitation of an expert on Button & Food', () => {
  let trained: ReturnType<typeof successOf>;
  let untrained: ReturnType<typeof successOf>;
  let shuffled: ReturnType<typeof successOf>;

  beforeAll(() => {
    trained = successOf({ imitation: {} });
    untrained = successOf({ imitation: { demonstrations: 0, rounds: 0 } });
    shuffled = successOf({ imitation: { shuffleSubtasks: true } });
  }, 120_000);

  test('an agent of two levels learns the task from a few thousand labels', () => {
    expect(trained.labels).toBeLessThan(5000);
    expect(trained.own.food).toBeGreaterThan(0.8);
    expect(trained.perfect.food).toBeGreaterThan(0.8);
    expect(trained.own.button).toBeGreaterThanOrEqual(trained.own.food);
  });

  test('an untrained agent does not succeed', () => {
    expect(untrained.labels).toBe(0);
    expect(untrained.own.food).toBeLessThan(0.1);
    expect(untrained.perfect.food).toBeLessThan(0.1);
  });

  test('nor does one for which the subtasks’ names mean nothing, with as many labels', () => {
    expect(shuffled.labels).toBeGreaterThan(0.7 * trained.labels);
    expect(shuffled.own.food).toBeLessThan(trained.own.food - 0.4);
    expect(shuffled.perfect.food).toBeLessThan(trained.perfect.food - 0.4);
  });

  test('separate workers learn it as well', () => {
    const separate = successOf({ workers: { networks: 'separate' }, imitation: { rounds: 4 } });
    expect(separate.own.food).toBeGreaterThan(0.6);
  });
});
