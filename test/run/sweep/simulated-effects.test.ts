import { describe, expect, it } from 'vitest';
import { streamGenerator } from '../../../src/numeric/seeds.ts';
import { factorsOf } from '../../../src/run/sweep/factors.ts';
import { pointsOf } from '../../../src/run/sweep/points.ts';
import { parseSweep } from '../../../src/run/sweep/sweep-file.ts';
import { factorEffects } from '../../../src/statistics/factor-effects.ts';

const generator = (stream: string, ...path: number[]) => streamGenerator(1, stream, ...path);

/** The measured success of a simulated run: of 100 layouts, with what its seed does. */
interface Simulation {
  readonly value: Record<string, unknown>;
  /** True success of a point. */
  readonly truth: (settings: Readonly<Record<string, unknown>>) => number;
}

function claims({ value, truth }: Simulation, sweep: number): ReadonlySet<string> {
  const random = generator('simulated', sweep);
  const file = parseSweep({ task: 'any', ...value }, 'simulated', '/');
  const { axes, points } = pointsOf(
    { ...file, random: file.random && { ...file.random, seed: sweep } },
    'simulated',
  );
  const seeds = file.seeds.map(() => 0.05 * random.standardNormal());
  const outcomes = points.flatMap(({ levels, settings }, point) =>
    file.seeds.map((seed, k) => {
      const chance = truth(settings) + seeds[k]! + 0.02 * random.standardNormal();
      let count = 0;
      for (let layout = 0; layout < 100; layout++) if (random.random() < chance) count++;
      return { id: '', point, seed, levels, settings, value: count / 100, successes: null };
    }),
  );
  const effects = factorEffects(factorsOf(axes, outcomes), generator('permutations', sweep));
  return new Set(effects.filter(({ p }) => p < 0.05).map(({ name }) => name));
}

const designs = [
  {
    design: 'a grid',
    value: { seeds: '1-3', grid: { planted: [1, 2, 3], absent: [1, 2], other: [1, 2] } },
    truth: ({ planted }) => 0.5 + 0.06 * Number(planted),
  },
  {
    design: 'random draws',
    value: {
      seeds: '1-2',
      random: {
        count: 30,
        settings: { planted: { log: [0.001, 1] }, absent: { linear: [0, 1] }, other: { choice: ['a', 'b'] } },
      },
    },
    truth: ({ planted }) => 0.7 + 0.05 * Math.log10(Number(planted)),
  },
] satisfies (Simulation & { design: string })[];

describe.each(designs)('in 200 simulated sweeps of $design', (simulation) => {
  it('a planted effect is found, and an absent one is not claimed, each in 95 of 100', () => {
    const counts = { planted: 0, absent: 0, other: 0 };
    for (let sweep = 0; sweep < 200; sweep++)
      for (const name of claims(simulation, sweep)) counts[name as 'planted']++;
    expect(counts.planted).toBeGreaterThanOrEqual(190);
    expect(counts.absent).toBeLessThanOrEqual(10);
    expect(counts.other).toBeLessThanOrEqual(10);
  });
});

it('in 200 simulated sweeps of a grid in which no setting matters, none is claimed in 95 of 100', () => {
  let wrong = 0;
  for (let sweep = 200; sweep < 400; sweep++)
    if (claims({ ...designs[0]!, truth: () => 0.6 }, sweep).size > 0) wrong++;
  expect(wrong).toBeLessThanOrEqual(10);
});
