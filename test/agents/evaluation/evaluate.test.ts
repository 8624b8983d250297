import { beforeAll, describe, expect, test, vi } from 'vitest';
import { evaluate } from '../../../agents/evaluation/evaluate.ts';
import { recordActivity } from '../../../agents/evaluation/record-activity.ts';
import { UsageError } from '../../../src/errors.ts';
import { streamSeed } from '../../../src/numeric/seeds.ts';
import { learnedOf, lineConfig, lineTask } from '../line-agent.ts';

const config = lineConfig({ manager: { memory: 'apical' }, imitation: { rounds: 6 } });
let session: ReturnType<typeof lineTask.begin>;

beforeAll(() => {
  session = lineTask.begin(config);
  while (session.completed < session.total) session.advance();
});

const play = (changes: object = {}) =>
  evaluate(session.task, session.agent, { seed: 1, episodes: 12, manager: 'network', ...changes });

describe('evaluate', () => {
  test('plays fresh layouts, the same for the same seed, and learns nothing', () => {
    const weights = () => session.agent.learners.map(({ model }) => [...learnedOf(model, 'readoutWeights')]);
    const before = weights();
    const { results } = play();
    expect(results).toHaveLength(12);
    expect(results.filter(({ achieved }) => achieved[1]).length).toBeGreaterThanOrEqual(10);
    expect(play().results).toEqual(results);
    expect(play({ seed: 2 }).results).not.toEqual(results);
    expect(weights()).toEqual(before);
  });

  test('keeps whole episodes for pictures: an info more than choices', () => {
    const { results, traces } = play({ episodes: 4, traces: 2 });
    expect(traces).toHaveLength(2);
    for (const [k, { infos, choices, succeeded }] of traces.entries()) {
      expect(choices).toHaveLength(results[k]!.steps);
      expect(infos).toHaveLength(results[k]!.steps + 1);
      expect(infos[0]!['turned']).toBe(false);
      expect(succeeded).toBe(results[k]!.achieved[1]);
      expect(infos.at(-1)!['arrived']).toBe(succeeded);
    }
  });

  test('counts the choices that were the expert’s where the expert is to judge them', () => {
    expect(play().results.map(({ rightChoices }) => rightChoices)).toEqual(Array(12).fill(null));
    for (const { steps, rightChoices } of play({ judged: true }).results) {
      expect(rightChoices).toBeGreaterThan(0.8 * steps);
      expect(rightChoices).toBeLessThanOrEqual(steps);
    }
    // A manager that always says the first subtask is right until the turn.
    const { agent } = lineTask.begin(config);
    for (const { model } of agent.learners) learnedOf(model, 'readoutWeights').fill(0);
    const { results, traces } = evaluate(session.task, agent, {
      seed: 1,
      episodes: 3,
      manager: 'expert',
      traces: 3,
    });
    for (const [k, { steps, rightChoices }] of results.entries()) {
      const before = traces[k]!.infos.slice(0, steps).filter((info) => info['turned'] === false).length;
      expect(rightChoices).toBe(before);
    }
  });

  test('on other layouts, or on one that is not there', () => {
    const starts = (layout?: string) =>
      play({ layout, traces: 12 }).traces.map(({ infos }) => infos[0]!['position'] as number);
    expect(new Set(starts('centre'))).toEqual(new Set([0]));
    expect(Math.max(...starts('spread').map(Math.abs))).toBeGreaterThan(0.5);
    expect(Math.max(...starts().map(Math.abs))).toBeLessThanOrEqual(0.5);
    expect(() => play({ layout: 'narrow' })).toThrow(UsageError);
    expect(() => play({ layout: 'narrow' })).toThrow(/one of centre, spread \(line\), received "narrow"/);
  });

  test('tells how far it is', () => {
    const calls: number[] = [];
    evaluate(session.task, session.agent, { seed: 1, episodes: 3, manager: 'expert' }, (completed) =>
      calls.push(completed),
    );
    expect(calls).toEqual([1, 2, 3]);
  });
});

describe('the report of an evaluation', () => {
  test('has a row for each layout and condition, with intervals', async () => {
    const { table, data, title } = await session.evaluate();
    expect(title).toContain('20 fresh layouts');
    expect(table.rows.map((row) => row.slice(0, 2))).toEqual([
      ['centre', 'manager + workers'],
      ['centre', 'workers, perfect manager'],
      ['spread', 'manager + workers'],
      ['spread', 'workers, perfect manager'],
    ]);
    for (const row of table.rows) expect(row).toHaveLength(table.head.length);
    const results = data['results'] as {
      success: Record<string, { value: number; low: number; high: number }>;
    }[];
    for (const { success } of results) {
      const { value, low, high } = success['right end']!;
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
    expect(data['labels']).toBe(session.labels);
  });

  test('may be asked of other episodes, another seed and one layout', async () => {
    const { table, data } = await session.evaluate({ episodes: 5, seed: 9, layout: 'spread' });
    expect(table.rows).toHaveLength(2);
    expect(data).toMatchObject({ seed: 9, episodes: 5 });
    await expect(session.evaluate({ layout: 'wide' })).rejects.toThrow(UsageError);
  });
});

describe('recordActivity', () => {
  test('has every spike of every network in one episode', () => {
    const { populations, choices, durationMs } = recordActivity(session.task, session.agent, {
      seed: 1,
      episode: 0,
    });
    expect(populations.map(({ name, size }) => [name, size])).toEqual([
      ['manager', 60],
      ['worker', 60],
    ]);
    expect(durationMs).toBe(5 * choices.length);
    expect(choices.length).toBe(play().results[0]!.steps);
    for (const { spikes, burstSpikes } of populations) {
      expect(spikes.flat().length).toBeGreaterThan(burstSpikes.flat().length);
      expect(burstSpikes.flat().length).toBeGreaterThan(0);
      for (const [neuron, times] of burstSpikes.entries()) {
        for (const time of times) expect(spikes[neuron]).toContain(time);
      }
      // Network steps of 1 ms, also those within an environment step of 5 ms.
      expect(spikes.flat().some((time) => time % 5 !== 0)).toBe(true);
      for (const time of spikes.flat()) {
        expect(Number.isInteger(time)).toBe(true);
        expect(time).toBeLessThan(durationMs);
      }
    }
  });

  test('names the assemblies of gated workers', () => {
    const { populations } = recordActivity(session.task, session.agent, { seed: 1, episode: 1 });
    expect(populations[1]!.groups).toEqual([
      { name: 'left', first: 0, size: 30 },
      { name: 'right', first: 30, size: 30 },
    ]);
  });
});

describe('the figures of a session', () => {
  const names = async (lines: readonly Readonly<Record<string, unknown>>[]) =>
    (await session.draw(lines)).map(({ name }) => name);

  const lines = [0, 1].flatMap((round) =>
    [0, 1].map((arrived) => ({
      phase: 'practice',
      round,
      manager: round === 0 ? 'expert' : 'network',
      labels: 10 * round,
      'right end': arrived,
    })),
  );

  test('are episodes and spikes, and a learning curve of the rounds that were logged', async () => {
    const figures = await session.draw(lines);
    expect(figures.map(({ name }) => name)).toEqual(['trajectories', 'raster', 'learning-curve']);
    for (const { svg } of figures) expect(svg).toMatch(/^<svg.*<\/svg>\s*$/s);
    expect(figures[0]!.svg).toContain('<desc>12</desc>');
    expect(figures[2]!.svg).not.toContain(' of 7 ');
    await session.evaluate({ episodes: 7 });
    const [, , curve] = await session.draw(lines);
    expect(curve!.svg).toMatch(/manager \+ workers: \d of 7 /);
    expect(figures[1]!.svg).toContain('line: spikes and bursts');
    const first = streamSeed(session.config.seed, 'evaluation', 0);
    expect(figures[1]!.svg).toContain(`seed ${first}`);
    expect(await names([{ phase: 'demonstration', labels: 3 }])).toEqual(['trajectories', 'raster']);
  });

  test('have a learning curve for which no episode is played twice', async () => {
    const trained = lineTask.begin(lineConfig({ imitation: { layout: 'spread' } }));
    while (trained.completed < trained.total) trained.advance();
    const play = vi.spyOn(trained, 'play');
    const curveAfter = async (seed: number) => {
      await trained.evaluate({ episodes: 7, seed });
      play.mockClear();
      const [, , curve] = await trained.draw(lines);
      return { played: play.mock.calls.length, points: curve!.svg.match(/<circle[^>]*>/g) };
    };
    const own = await curveAfter(trained.config.seed);
    const other = await curveAfter(trained.config.seed + 1);
    expect([own.played, other.played]).toEqual([0, 2]);
    expect(own.points).toEqual(other.points);
    expect(own.points!.length).toBeGreaterThan(3);
  });
});
