import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { python, runPython } from '../../envs/gymnasium-js/test/python.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import {
  interquartileMean,
  performanceProfile,
  probabilityOfImprovement,
} from '../../src/statistics/aggregates.ts';
import { bootstrap, pairedDifference, quantile } from '../../src/statistics/bootstrap.ts';
import { mcNemar } from '../../src/statistics/paired.ts';
import { proportion } from '../../src/statistics/proportions.ts';

/** What SciPy finds of the same; it needs no more than that SciPy is installed. */
const program = `
import numpy as np
from scipy import stats
score = np.array(cases['scores'])
others = np.array(cases['others'])
rng = np.random.default_rng(1)
def improvement(rng):
  drawn = [(rng.choice(a, len(a)), rng.choice(b, len(b))) for a, b in zip(score, others)]
  return np.mean([stats.mannwhitneyu(a, b, alternative='greater', method='asymptotic').statistic / (len(a) * len(b)) for a, b in drawn])
print(json.dumps({
  'mcNemar': [stats.binomtest(b, b + c, 0.5).pvalue for b, c in cases['pairs']],
  'wilson': [list(stats.binomtest(k, n).proportion_ci(0.95, 'wilson')) for k, n in cases['counts']],
  'interquartileMean': stats.trim_mean(score, 0.25, axis=None),
  'improvement': np.mean([stats.mannwhitneyu(a, b, alternative='greater').statistic / (len(a) * len(b))
                          for a, b in zip(score, others)]),
  'quantiles': [np.quantile(score, q) for q in cases['probabilities']],
  'bootstrap': list(stats.bootstrap((score[0],), np.mean, n_resamples=20000, method='percentile',
                                    rng=np.random.default_rng(1)).confidence_interval),
  'pairedDifference': list(stats.bootstrap((score[0], others[0]), lambda a, b, axis=-1: np.mean(a - b, axis=axis), paired=True,
                                           n_resamples=20000, method='percentile',
                                           rng=np.random.default_rng(1)).confidence_interval),
  'improvementInterval': list(np.quantile([improvement(rng) for _ in range(4000)], [0.025, 0.975])),
  'iqmInterval': list(np.quantile([stats.trim_mean(np.array([rng.choice(a, len(a)) for a in score]), 0.25, axis=None)
                                   for _ in range(4000)], [0.025, 0.975])),
  'profile': [float(np.mean(score > t)) for t in cases['probabilities']],
}))`;

interface Findings {
  readonly mcNemar: readonly number[];
  readonly wilson: readonly (readonly [number, number])[];
  readonly interquartileMean: number;
  readonly improvement: number;
  readonly quantiles: readonly number[];
  readonly bootstrap: readonly [number, number];
  readonly pairedDifference: readonly [number, number];
  readonly improvementInterval: readonly [number, number];
  readonly iqmInterval: readonly [number, number];
  readonly profile: readonly number[];
}

const mean = ([values]: readonly (readonly number[])[]) =>
  values!.reduce((sum, value) => sum + value, 0) / values!.length;

const hasScipy = python !== null && spawnSync(python, ['-c', 'import scipy']).status === 0;

test.skipIf(!hasScipy)('agree with SciPy', () => {
  const draw = streamGenerator(3, 'scores');
  const scores = Array.from({ length: 3 }, () => Array.from(draw.random(10) as Float64Array));
  const others = scores.map((runs) => runs.map((run) => Math.round(10 * (run + draw.random())) / 20));
  const pairs = [
    [1, 5],
    [0, 9],
    [40, 17],
    [310, 260],
    [3000, 2900],
  ] as const;
  const counts = [
    [0, 20],
    [199, 200],
    [2495, 2500],
  ] as const;
  const probabilities = [0, 0.025, 0.31, 0.975, 1];
  const theirs = runPython<Findings>(program, { scores, others, pairs, counts, probabilities });
  pairs.forEach(([onlyFirst, onlySecond], k) => {
    expect(mcNemar({ onlyFirst, onlySecond })).toBeCloseTo(theirs.mcNemar[k]!, 9);
  });
  counts.forEach(([successes, trials], k) => {
    const { low, high } = proportion(successes, trials);
    expect(low).toBeCloseTo(theirs.wilson[k]![0], 9);
    expect(high).toBeCloseTo(theirs.wilson[k]![1], 9);
  });
  expect(interquartileMean(scores)).toBeCloseTo(theirs.interquartileMean, 9);
  expect(probabilityOfImprovement(scores, others)).toBeCloseTo(theirs.improvement, 9);
  const sorted = scores.flat().sort((a, b) => a - b);
  probabilities.forEach((q, k) => {
    expect(quantile(sorted, q)).toBeCloseTo(theirs.quantiles[k]!, 9);
  });
  const { low, high } = bootstrap([scores[0]!], mean, {
    generator: streamGenerator(1, 'bootstrap'),
    resamples: 20_000,
  });
  expect(low).toBeCloseTo(theirs.bootstrap[0], 2);
  expect(high).toBeCloseTo(theirs.bootstrap[1], 2);
  const drawing = () => ({ generator: streamGenerator(1, 'bootstrap'), resamples: 20_000 });
  const near = (own: { low: number; high: number }, [least, most]: readonly [number, number]) => {
    expect(own.low).toBeCloseTo(least, 1.7);
    expect(own.high).toBeCloseTo(most, 1.7);
  };
  near(pairedDifference(scores[0]!, others[0]!, drawing()), theirs.pairedDifference);
  near(bootstrap(scores, interquartileMean, drawing()), theirs.iqmInterval);
  const improved = (strata: readonly (readonly number[])[]) =>
    probabilityOfImprovement(strata.slice(0, 3), strata.slice(3));
  near(bootstrap([...scores, ...others], improved, drawing()), theirs.improvementInterval);
  expect(performanceProfile(scores, probabilities)).toEqual(theirs.profile);
});
