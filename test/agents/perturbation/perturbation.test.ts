import { beforeAll, describe, expect, test } from 'vitest';
import { evaluate } from '../../../agents/evaluation/evaluate.ts';
import { recordActivity } from '../../../agents/evaluation/record-activity.ts';
import { SeekableEpisode } from '../../../agents/evaluation/seekable-episode.ts';
import type { Perturbation } from '../../../agents/perturbation/perturbation.ts';
import { perturbationsSchema } from '../../../agents/perturbation/perturbation.ts';
import { PerturbedAgent } from '../../../agents/perturbation/perturbed-agent.ts';
import { parseConfig } from '../../../src/config/config.ts';
import { ConfigError } from '../../../src/errors.ts';
import { streamGenerator } from '../../../src/numeric/seeds.ts';
import { lineConfig, lineTask } from '../line-agent.ts';

let session: ReturnType<typeof lineTask.begin>;

beforeAll(() => {
  const workers = { network: { neurons: 200, excitatory: 200, inputSigma: 30 }, networks: 'gated' };
  const imitation = { demonstrations: 10, rounds: 8 };
  session = lineTask.begin(lineConfig({ manager: { memory: 'basal' }, workers, imitation }));
  while (session.completed < session.total) session.advance();
});

const parsed = (...perturbations: object[]): readonly Perturbation[] =>
  parseConfig(perturbationsSchema, { perturbations }, 'test').perturbations;

const play = (...perturbations: object[]) =>
  evaluate(session.task, session.agent, {
    seed: 1,
    episodes: 10,
    manager: 'network',
    traces: 10,
    perturbations: parsed(...perturbations),
  });

const undisturbed = () =>
  evaluate(session.task, session.agent, { seed: 1, episodes: 10, manager: 'network', traces: 10 });
const successes = ({ results }: ReturnType<typeof play>) =>
  results.filter(({ achieved }) => achieved[1]).length;

describe('perturbations', () => {
  test('of neurons: silent workers do not move, and nothing stays behind', () => {
    const before = undisturbed();
    const silent = play({ kind: 'silence', learner: 'workers' });
    expect(successes(before)).toBeGreaterThanOrEqual(9);
    expect(successes(silent)).toBe(0);
    const { infos } = silent.traces[0]!;
    const ways = infos.map((info) => info['position'] as number);
    // Without spikes a readout is its bias, the same in every step.
    const moves = ways.slice(1).map((place, k) => place - ways[k]!);
    expect(new Set(moves.map((move) => move.toFixed(9))).size).toBe(1);
    expect(undisturbed()).toEqual(before);
  });

  test('of one assembly: only what its subtask needs is lost', () => {
    const { results } = play({ kind: 'silence', learner: 'worker', neurons: { tunedTo: 'right' } });
    expect(results.filter(({ achieved }) => achieved[0]).length).toBeGreaterThanOrEqual(9);
    expect(results.filter(({ achieved }) => achieved[1]).length).toBeLessThanOrEqual(2);
  });

  test('of a span of steps change nothing before it', () => {
    const before = undisturbed().traces[0]!;
    const { infos, choices } = play({ kind: 'choose', subtask: 'right', from: 5, to: 8 }).traces[0]!;
    expect(infos.slice(0, 6)).toEqual(before.infos.slice(0, 6));
    expect(choices.slice(5, 8)).toEqual([1, 1, 1]);
    expect(infos[8]).not.toEqual(before.infos[8]);
  });

  test('hold the context whatever the manager chooses', () => {
    const held = play({ kind: 'context', learner: 'worker', subtask: 'left' });
    expect(held.results.filter(({ achieved }) => achieved[0]).length).toBeGreaterThanOrEqual(9);
    expect(successes(held)).toBe(0);
    for (const { heldContext } of session.agent.learners) expect(heldContext).toBeNull();
  });

  test('by noise are drawn from the seed of the episode, in whatever parts an evaluation is played', () => {
    const noise = { kind: 'noise', learner: 'worker', sigma: 30 };
    const { results } = play(noise);
    expect(play(noise).results).toEqual(results);
    expect(results).not.toEqual(undisturbed().results);
    const part = evaluate(session.task, session.agent, {
      seed: 1,
      first: 6,
      episodes: 4,
      manager: 'network',
      perturbations: parsed(noise),
    });
    expect(part.results).toEqual(results.slice(6));
  });

  test.each([
    [
      { kind: 'silence', learner: 'wrker' },
      'perturbations[0].learner: expected one of manager, worker, workers, received "wrker"',
    ],
    [
      { kind: 'drive', learner: 'manager', current: 3, neurons: [3, 60] },
      'perturbations[0].neurons: expected neurons 0 … 59 of manager, received 60',
    ],
    [
      { kind: 'clamp', learner: 'manager', current: 3, neurons: { first: 50, count: 11 } },
      'perturbations[0].neurons: expected neurons 0 … 59 of manager, received 60',
    ],
    [
      { kind: 'silence', learner: 'manager', neurons: { tunedTo: 'left' } },
      'perturbations[0].neurons.tunedTo: expected a learner whose neurons belong to subtasks',
    ],
    [
      { kind: 'choose', subtask: 'up' },
      'perturbations[0].subtask: expected one of left, right, received "up"',
    ],
    [
      { kind: 'context', learner: 'manager', subtask: 'left' },
      'perturbations[0].learner: expected a learner with a context unit for each of 2 subtasks',
    ],
    [
      { kind: 'world', at: 3, change: {} },
      'perturbations[0].kind: expected another kind: nothing can be moved in line',
    ],
  ])('that do not suit the agent are refused: %o', (perturbation, message) => {
    expect(() => play(perturbation)).toThrow(message);
  });

  test('are validated: a current beyond float32, a span, a kind', () => {
    for (const wrong of [
      { kind: 'drive', learner: 'manager', current: 1e7 },
      { kind: 'silence', learner: 'manager', from: -1 },
      { kind: 'silence', learner: 'manager', unknown: 1 },
      { kind: 'lesion', learner: 'manager' },
    ])
      expect(() => parsed(wrong)).toThrow(ConfigError);
  });
});

describe('an episode that can be sought', () => {
  const episode = (perturbations: readonly Perturbation[] = []) =>
    new SeekableEpisode(session.task, session.agent, { seed: 1, episode: 3, perturbations });

  /** Fingerprints of every step of a straight run. */
  function straight(perturbations: readonly Perturbation[] = []): string[] {
    const run = episode(perturbations);
    const prints = [run.fingerprint()];
    while (!run.over) {
      run.advance();
      prints.push(run.fingerprint());
    }
    run.close();
    return prints;
  }

  test('is at each of 200 random steps what a straight run was there, bit for bit', () => {
    const prints = straight();
    expect(new Set(prints).size).toBe(prints.length);
    const sought = episode();
    const random = streamGenerator(7, 'seeks');
    for (let k = 0; k < 200; k++) {
      const step = random.integers(0, prints.length);
      expect(sought.seek(step)).toBe(step);
      expect(sought.fingerprint()).toBe(prints[step]);
    }
    expect(sought.seek(10_000)).toBe(prints.length - 1);
    expect(() => sought.advance()).toThrow(RangeError);
  });

  test('is the episode that an evaluation plays', () => {
    const { results } = undisturbed();
    const run = episode();
    run.seek(Number.POSITIVE_INFINITY);
    expect({ achieved: run.achieved, steps: run.step }).toEqual({
      achieved: results[3]!.achieved,
      steps: results[3]!.steps,
    });
  });

  test('forks: without a perturbation both futures are one, with one they part at its step', () => {
    const original = episode();
    original.seek(6);
    const same = original.fork([]);
    const other = original.fork(parsed({ kind: 'silence', learner: 'worker', from: 8 }));
    // The three share an agent and take turns.
    for (let step = 6; step < 12; step++) {
      for (const run of [original, same, other]) run.advance();
      expect(same.fingerprint()).toBe(original.fingerprint());
      expect(other.fingerprint() === original.fingerprint(), `step ${step + 1}`).toBe(step < 8);
    }
    expect(straight(parsed({ kind: 'silence', learner: 'worker', from: 8 }))[12]).toBe(other.fingerprint());
  });

  test('leaves the agent as it was', () => {
    const before = undisturbed();
    const run = episode(parsed({ kind: 'noise', learner: 'manager', sigma: 100 }));
    run.seek(9);
    expect(undisturbed()).toEqual(before);
  });

  test('an agent under no perturbation acts as itself', () => {
    const agent = new PerturbedAgent(session.task, session.agent, []);
    agent.begin(1n);
    const without = recordActivity(session.task, session.agent, { seed: 1, episode: 0 });
    expect(recordActivity(session.task, agent, { seed: 1, episode: 0 })).toEqual(without);
  });
});

test('an evaluation with perturbations plays the same layouts with and without, and compares them', async () => {
  const value = { perturbations: [{ kind: 'silence', learner: 'worker', neurons: { tunedTo: 'right' } }] };
  const given = { source: 'file.yaml', value };
  const { data, table, remarks } = await session.evaluate({
    episodes: 10,
    layout: 'centre',
    perturbations: given,
  });
  expect(table.rows.map(([, condition]) => condition)).toEqual([
    'manager + workers',
    'manager + workers, perturbed',
    'workers, perfect manager',
    'workers, perfect manager, perturbed',
  ]);
  const pairs = data['pairs'] as { milestone: string; onlySecond: number }[];
  expect(pairs.map(({ milestone }) => milestone)).toEqual(['left end', 'right end', 'left end', 'right end']);
  expect(pairs[1]!.onlySecond).toBeGreaterThanOrEqual(8);
  expect(remarks![1]).toMatch(/right end: perturbed − undisturbed -\d/);
  const again = await session.evaluate({ episodes: 10, layout: 'centre' });
  expect(again.table.rows).toEqual([table.rows[0], table.rows[2]]);
  const wrong = { source: 'file.yaml', value: { perturbations: [{ kind: 'silence', learner: 'x' }] } };
  await expect(session.evaluate({ perturbations: wrong })).rejects.toThrow(
    'file.yaml: perturbations[0].learner',
  );
});
