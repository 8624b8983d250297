import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundaryScore } from '../../../agents/decomposition/segmentation/boundaries.ts';
import { compareSegmentations } from '../../../agents/decomposition/segmentation/compare.ts';
import {
  adjustedRandIndex,
  cohensKappa,
  contingencyOf,
  frameAccuracy,
  normalisedMutualInformation,
} from '../../../agents/decomposition/segmentation/contingency.ts';
import {
  assignment,
  optimalMatching,
  relabelled,
} from '../../../agents/decomposition/segmentation/matching.ts';
import {
  editScore,
  overSegmentation,
  segmentalF1,
  underSegmentation,
} from '../../../agents/decomposition/segmentation/segmental.ts';
import { boundariesOf, segmentsOf } from '../../../agents/decomposition/segmentation/segments.ts';

/** Labels as digits, an episode a word. */
const episodes = (text: string) => text.split(' ').map((word) => [...word].map(Number));

const ari = (a: string, b: string) => adjustedRandIndex(contingencyOf(episodes(a), episodes(b)));
const nmi = (a: string, b: string) => normalisedMutualInformation(contingencyOf(episodes(a), episodes(b)));

describe('segments', () => {
  test('are the longest runs of equal labels', () => {
    expect(segmentsOf([2, 2, 0, 2])).toEqual([
      { label: 2, start: 0, end: 2 },
      { label: 0, start: 2, end: 3 },
      { label: 2, start: 3, end: 4 },
    ]);
    expect(boundariesOf([2, 2, 0, 2])).toEqual([2, 3]);
    expect(segmentsOf([])).toEqual([]);
  });
});

describe('by hand', () => {
  test('frame accuracy pools the steps of all episodes', () => {
    expect(frameAccuracy(episodes('0011 1'), episodes('0111 0'))).toBe(3 / 5);
  });

  test('the edit score counts segments, not steps', () => {
    // 0 1 against 0 1 0 1: two insertions, of four.
    expect(editScore(episodes('00001111'), episodes('00101111'))).toBe(1 - 2 / 4);
    expect(editScore(episodes('000111'), episodes('011111'))).toBe(1);
    expect(editScore(episodes('0 01'), episodes('1 01'))).toBe((0 + 1) / 2);
  });

  test('F1@k takes each segment once', () => {
    // Segments of the reference: 0 at 0–3, 1 at 4–7. Predicted: 0 at 0–1, 1 at 2, 0 at 3, 1 at 4–7.
    const [reference, predicted] = [episodes('00001111'), episodes('00101111')];
    // Intersections over unions: 2/4, 1 at 2 has none, 1/4, 4/4.
    expect(segmentalF1(reference, predicted, 0.5)).toBe((2 * 2) / (2 + 4));
    expect(segmentalF1(reference, predicted, 0.51)).toBe((2 * 1) / (2 + 4));
    expect(segmentalF1(reference, predicted, 0.1)).toBe((2 * 2) / (2 + 4));
  });

  test('boundaries are matched one to one, as many as possible', () => {
    const at = (...boundaries: number[]) => {
      let label = 0;
      return [Array.from({ length: 20 }, (_, step) => (boundaries.includes(step) ? ++label : label))];
    };
    expect(boundaryScore(at(5, 10), at(6), 1)).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3 });
    expect(boundaryScore(at(5), at(4, 6), 1)).toEqual({ precision: 0.5, recall: 1, f1: 2 / 3 });
    // 4 goes with 5 and 6 with 7, though 6 is as near to 5.
    expect(boundaryScore(at(5, 7), at(4, 6), 1).f1).toBe(1);
    expect(boundaryScore(at(5), at(7), 1).f1).toBe(0);
    expect(boundaryScore(at(), at(), 0)).toEqual({ precision: 1, recall: 1, f1: 1 });
    expect(boundaryScore(at(), at(3), 0)).toEqual({ precision: 0, recall: 0, f1: 0 });
  });

  test('adjusted Rand index and mutual information', () => {
    // Contingency [[2, 1], [0, 3]]: 4 of 15 pairs together, 6 in rows, 7 in columns.
    expect(ari('000111', '001111')).toBeCloseTo((4 - 42 / 15) / (6.5 - 42 / 15), 15);
    expect(nmi('0011', '0101')).toBe(0);
    expect(ari('0000', '0000')).toBe(1);
    expect(nmi('0000', '1111')).toBe(1);
    expect(nmi('0000', '0101')).toBe(0);
    expect(ari('01234', '01234')).toBe(1);
    expect(ari('0', '0')).toBe(1);
    // The prediction tells all of the reference, log 2, and has an entropy of 1.5 log 2 itself.
    expect(nmi('0011', '0012')).toBeCloseTo(2 / (1 + 1.5), 15);
  });

  test('Cohen’s κ: labels count by name', () => {
    const counts = [Float64Array.of(20, 5), Float64Array.of(10, 15)];
    // 35 of 50 agree, 25 of them by chance.
    expect(cohensKappa({ rows: [0, 1], columns: [0, 1], counts, total: 50 })).toBeCloseTo(0.4, 15);
    const kappa = (a: string, b: string) => cohensKappa(contingencyOf(episodes(a), episodes(b)));
    // One step of four agrees; 1 is said in 2 of 4 and in 3 of 4 steps.
    expect(kappa('0011', '1112')).toBeCloseTo((1 / 4 - 3 / 8) / (1 - 3 / 8), 15);
    expect([kappa('0000', '0000'), kappa('0000', '1111'), kappa('01', '10')]).toEqual([1, 0, -1]);
  });

  test('over- and under-segmentation', () => {
    // The first segment of the reference is cut into 3 and 1 steps, the second into 1 and 3.
    expect(overSegmentation(episodes('00001111'), episodes('00011222'))).toBe(2 / 8);
    expect(underSegmentation(episodes('00001111'), episodes('00011222'))).toBe(1 / 8);
    expect(overSegmentation(episodes('00001111'), episodes('00000000'))).toBe(0);
    expect(underSegmentation(episodes('00001111'), episodes('00000000'))).toBe(4 / 8);
  });

  test('the optimal matching lets most steps agree, which a greedy one may miss', () => {
    // Coincidences: 0 with 5 thrice, 0 with 6 twice, 1 with 5 twice, 1 with 6 never.
    const [reference, predicted] = [episodes('0000011'), episodes('5556655')];
    expect(optimalMatching(reference, predicted)).toEqual(
      new Map([
        [5, 1],
        [6, 0],
      ]),
    );
    const surplus = optimalMatching(episodes('0001'), episodes('7789'));
    expect(relabelled(episodes('7789'), surplus).map((labels) => [...labels])).toEqual([[0, 0, -9, 1]]);
  });
});

describe('refused', () => {
  test('labels of other episodes', () => {
    expect(() => frameAccuracy([[0]], [[0], [1]])).toThrow(/predicted: expected 1 episodes, received 2/);
    expect(() => editScore([[0, 1]], [[0]])).toThrow(/predicted\[0\]: expected 2 labels, received 1/);
    expect(() => frameAccuracy([[]], [[]])).toThrow(/at least one labelled step/);
    expect(() => segmentalF1([[0]], [[0]], 0)).toThrow(/threshold/);
    expect(() => boundaryScore([[0]], [[0]], -1)).toThrow(/tolerance/);
  });
});

const pairs = fc
  .array(fc.array(fc.tuple(fc.nat(3), fc.nat(4)), { minLength: 1, maxLength: 30 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map(
    (both) =>
      [both.map((steps) => steps.map(([a]) => a)), both.map((steps) => steps.map(([, b]) => b))] as const,
  );

const options = { matching: 'none', tolerances: [0, 2] } as const;

describe('for any labels', () => {
  test('a segmentation agrees with itself in every measure', () => {
    fc.assert(
      fc.property(pairs, ([labels]) => {
        const scores = compareSegmentations(labels, labels, options);
        const { frameAccuracy, editScore, f1, boundaries } = scores;
        expect([
          frameAccuracy,
          editScore,
          ...f1.map((at) => at.f1),
          ...boundaries.map((at) => at.f1),
        ]).toEqual(new Array(7).fill(1));
        expect(scores.adjustedRandIndex).toBeCloseTo(1, 12);
        expect(scores.normalisedMutualInformation).toBeCloseTo(1, 12);
        expect([scores.overSegmentation, scores.underSegmentation]).toEqual([0, 0]);
      }),
    );
  });

  test('measures are symmetric, but for precision and recall and for over- and under-segmentation, which swap', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const [there, back] = [compareSegmentations(a, b, options), compareSegmentations(b, a, options)];
        expect(there.frameAccuracy).toBe(back.frameAccuracy);
        expect(there.editScore).toBe(back.editScore);
        expect(there.boundaries.map(({ f1 }) => f1)).toEqual(back.boundaries.map(({ f1 }) => f1));
        expect(there.boundaries.map(({ precision }) => precision)).toEqual(
          back.boundaries.map(({ recall }) => recall),
        );
        expect(there.adjustedRandIndex).toBeCloseTo(back.adjustedRandIndex, 12);
        expect(there.normalisedMutualInformation).toBeCloseTo(back.normalisedMutualInformation, 12);
        expect(there.overSegmentation).toBe(back.underSegmentation);
      }),
    );
  });

  test('new names for predicted labels change nothing under the optimal matching', () => {
    const matched = { ...options, matching: 'optimal' } as const;
    const names = fc.shuffledSubarray([10, 11, 12, 13, 14], { minLength: 5 });
    fc.assert(
      fc.property(pairs, names, ([a, b], renamed) => {
        const others = b.map((labels) => labels.map((label) => renamed[label]!));
        const [before, after] = [
          compareSegmentations(a, b, matched),
          compareSegmentations(a, others, matched),
        ];
        expect(after.frameAccuracy).toBe(before.frameAccuracy);
        expect(after.boundaries).toEqual(before.boundaries);
        expect(after.adjustedRandIndex).toBeCloseTo(before.adjustedRandIndex, 12);
        expect(after.normalisedMutualInformation).toBeCloseTo(before.normalisedMutualInformation, 12);
        expect(after.frameAccuracy).toBeGreaterThanOrEqual(frameAccuracy(a, b));
      }),
    );
  });

  test('the assignment is as good as the best of all permutations', () => {
    const permutations = (n: number): number[][] =>
      n === 0
        ? [[]]
        : permutations(n - 1).flatMap((rest) =>
            Array.from({ length: n }, (_, i) => [...rest.slice(0, i), n - 1, ...rest.slice(i)]),
          );
    const matrices = fc
      .integer({ min: 1, max: 5 })
      .chain((n) =>
        fc.array(fc.array(fc.nat(20), { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
      );
    fc.assert(
      fc.property(matrices, (rows) => {
        const gain = rows.map((row) => Float64Array.from(row));
        const worth = (rowOf: ArrayLike<number>) =>
          rows.reduce((sum, _, column) => sum + rows[rowOf[column]!]![column]!, 0);
        const best = Math.max(...permutations(rows.length).map(worth));
        const chosen = assignment(gain);
        expect(new Set(chosen).size).toBe(rows.length);
        expect(worth(chosen)).toBe(best);
      }),
    );
  });
});
