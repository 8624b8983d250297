import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { npRandom } from 'gymnasium-js';
import { expect, test } from 'vitest';
import { boundaryScore } from '../../../agents/decomposition/segmentation/boundaries.ts';
import {
  adjustedRandIndex,
  cohensKappa,
  contingencyOf,
  normalisedMutualInformation,
} from '../../../agents/decomposition/segmentation/contingency.ts';
import { optimalMatching, relabelled } from '../../../agents/decomposition/segmentation/matching.ts';
import {
  editScore,
  overSegmentation,
  segmentalF1,
} from '../../../agents/decomposition/segmentation/segmental.ts';
import { python, runPython } from '../../../envs/gymnasium-js/test/python.ts';

const program = readFileSync(fileURLToPath(new URL('segmentation.py', import.meta.url)), 'utf8');

/** Random pairs of labellings in segments of random length; the prediction is noisy in some, unrelated in others. */
function randomPairs(count: number): (readonly [number[], number[]])[] {
  const [generator] = npRandom(20261128);
  const below = (n: number) => Math.floor(generator.random() * n);
  const labels = (length: number, kinds: number, change: number) => {
    let label = below(kinds);
    return Array.from({ length }, () => (label = generator.random() < change ? below(kinds) : label));
  };
  return Array.from({ length: count }, () => {
    const length = 1 + below(80);
    const reference = labels(length, 1 + below(5), 0.1);
    const unrelated = labels(length, 1 + below(6), 0.2);
    const noise = generator.random();
    const predicted = reference.map((label, step) => (generator.random() < noise ? unrelated[step]! : label));
    return [reference, predicted] as const;
  });
}

interface Answer {
  readonly edit: number;
  readonly f1: readonly number[];
  readonly boundary: number;
  readonly over: number;
  readonly nmi: number;
  readonly ari: number;
  readonly matched: number;
  readonly kappa: number;
}

test.skipIf(python === null)(
  'a second implementation in Python, scikit-learn and SciPy agree on 1000 pairs of random labels',
  () => {
    const cases = randomPairs(1000);
    const answers = runPython<Answer[]>(program, cases);
    cases.forEach(([a, b], index) => {
      const [reference, predicted] = [[a], [b]];
      const contingency = contingencyOf(reference, predicted);
      const [named] = relabelled(predicted, optimalMatching(reference, predicted));
      const ours: Answer = {
        edit: editScore(reference, predicted),
        f1: [0.1, 0.25, 0.5].map((threshold) => segmentalF1(reference, predicted, threshold)),
        boundary: boundaryScore(reference, predicted, 2).f1,
        over: overSegmentation(reference, predicted),
        nmi: normalisedMutualInformation(contingency),
        ari: adjustedRandIndex(contingency),
        matched: a.filter((label, step) => label === named![step]).length,
        kappa: cohensKappa(contingency),
      };
      const flat = ({ f1, ...others }: Answer) => [...f1, ...Object.values(others)];
      const theirs = flat(answers[index]!);
      const differences = flat(ours).map((value, k) => Math.abs(value - theirs[k]!));
      expect(Math.max(...differences), JSON.stringify([a, b, differences])).toBeLessThan(1e-9);
    });
  },
);
