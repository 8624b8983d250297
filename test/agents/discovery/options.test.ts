import { npRandom } from 'gymnasium-js';
import { describe, expect, test } from 'vitest';
import { chooseCount } from '../../../agents/discovery/choose-count.ts';
import { ReadActions } from '../../../agents/discovery/emission.ts';
import {
  expectation,
  type FitOptions,
  fitOptions,
  type OptionsModel,
  segment,
} from '../../../agents/discovery/expectation-maximisation.ts';
import { episodesFrom, rowsOf, type Sequences } from '../../../agents/discovery/sequences.ts';
import { Transitions } from '../../../agents/discovery/transitions.ts';
import { WeightedRidge } from '../../../agents/discovery/weighted-ridge.ts';

const random = (seed: number) => npRandom(seed)[0];

function randomRows(columns: number, count: number, seed: number) {
  const generator = random(seed);
  return {
    columns,
    values: Float32Array.from({ length: columns * count }, () => generator.standardNormal()),
  };
}

/** Random demonstrations of two episodes, and a random model of options, which fit nothing. */
function randomCase(discrete: boolean): { sequences: Sequences; model: OptionsModel } {
  const [K, G, F, O] = [3, 2, 2, 2];
  const lengths = [4, 3];
  const actions = randomRows(O, 7, 3);
  if (discrete) for (let i = 0; i < 14; i++) actions.values[i] = Number(i % 2 === Math.floor(i / 2) % 2);
  const sequences = {
    lengths,
    features: randomRows(F, 7, 1),
    conditions: randomRows(G, 7, 2),
    actions,
    discrete,
  };
  const weights = (rows: number, columns: number, seed: number) =>
    Float64Array.from(randomRows(columns, rows, seed).values);
  const model = {
    emission: {
      readouts: Array.from({ length: K }, (_, k) => weights(O, F + 1, 10 + k)),
      correlation: Float64Array.of(0.5, 0.2),
      variance: Float64Array.of(0.4, 0.9),
    },
    transitions: {
      initial: Float64Array.of(0.5, 0.2, 0.3),
      terminations: weights(K, G + 1, 20),
      manager: weights(K, G + 1, 21).map(Math.abs),
    },
  };
  return { sequences, model };
}

/** Every path of options through so many rows. */
const paths = (options: number, rows: number): number[][] =>
  rows === 0
    ? [[]]
    : paths(options, rows - 1).flatMap((path) => Array.from({ length: options }, (_, k) => [...path, k]));

describe.each([['continuous'], ['discrete']])('a chain of options with %s actions', (kind) => {
  const { sequences, model } = randomCase(kind === 'discrete');
  const read = new ReadActions(sequences, model.emission);
  const transitions = new Transitions(sequences, model.transitions);
  /** log p(actions, path) of an episode by its definition. */
  const joint = (first: number, path: readonly number[]) =>
    path.reduce((sum, now, t) => {
      const before = t === 0 ? -1 : path[t - 1]!;
      const prior = t === 0 ? transitions.initial[now]! : transitions.probability(first + t, before, now);
      return sum + Math.log(prior) + read.logLikelihood(first + t, before, now);
    }, 0);

  test('has the likelihood, the posteriors and the best path of all its paths', () => {
    const posterior = expectation(sequences, model);
    const chosen = segment(sequences, model);
    let first = 0;
    sequences.lengths.forEach((length, episode) => {
      const all = paths(3, length).map((path) => ({ path, weight: Math.exp(joint(first, path)) }));
      const total = all.reduce((sum, { weight }) => sum + weight, 0);
      expect(posterior.episodes[episode]).toBeCloseTo(Math.log(total), 10);
      const share = (holds: (path: readonly number[]) => boolean) =>
        all.reduce((sum, { path, weight }) => sum + (holds(path) ? weight : 0), 0) / total;
      for (let t = 0; t < length; t++) {
        for (let j = 0; j < 3; j++) {
          expect(posterior.probabilities[(first + t) * 3 + j]).toBeCloseTo(
            share((path) => path[t] === j),
            10,
          );
          for (let i = 0; t > 0 && i < 3; i++)
            expect(posterior.transitions[((first + t) * 3 + i) * 3 + j]).toBeCloseTo(
              share((path) => path[t - 1] === i && path[t] === j),
              10,
            );
        }
      }
      const best = all.reduce((a, b) => (b.weight > a.weight ? b : a)).path;
      expect([...chosen.subarray(first, first + length)]).toEqual(best);
      first += length;
    });
  });

  test('has transition probabilities that sum to 1', () => {
    for (let row = 0; row < 7; row++)
      for (let i = 0; i < 3; i++)
        expect([0, 1, 2].reduce((sum, j) => sum + transitions.probability(row, i, j), 0)).toBeCloseTo(1, 12);
  });
});

test('a weight of a row counts as so many rows', () => {
  const rows = randomRows(3, 6, 5);
  const targets = Array.from({ length: 6 }, (_, row) => [row, -row * row]);
  const [weighted, repeated] = [new WeightedRidge(3, 2), new WeightedRidge(3, 2)];
  for (let row = 0; row < 6; row++) {
    const weight = 1 + (row % 3);
    weighted.add(
      rows,
      row,
      weight,
      targets[row]!.map((value) => weight * value),
    );
    for (let time = 0; time < weight; time++) repeated.add(rows, row, 1, targets[row]!);
  }
  const [a, b] = [weighted.solve(0.1), repeated.solve(0.1)];
  expect(Math.max(...a.map((value, i) => Math.abs(value - b[i]!)))).toBeLessThan(1e-9);
  expect(weighted.weight).toBe(repeated.weight);
});

const settings: FitOptions = {
  ridge: 1e-3,
  restarts: 4,
  shortRounds: 5,
  rounds: 30,
  termination: true,
  correlation: true,
};

/**
 * Points that move to the first of two places, and then to the second: the action is the offset of the place in charge, with
 * noise; the place changes within 0.1 of it.
 */
function twoPlaces(episodes: number, noise: number, seed: number) {
  const generator = random(seed);
  const uniform = () => 2 * generator.random() - 1;
  const [features, actions, lengths, labels]: [number[], number[], number[], number[][]] = [[], [], [], []];
  for (let episode = 0; episode < episodes; episode++) {
    const places = [
      [uniform(), uniform()],
      [uniform(), uniform()],
    ] as const;
    const at = [uniform(), uniform()];
    const own: number[] = [];
    let due = 0;
    while (due < 2 && own.length < 200) {
      const offsets = places.map((place) => place.map((x, i) => x - at[i]!));
      features.push(...offsets.flat());
      own.push(due);
      const step = offsets[due]!.map((x) => x + noise * generator.standardNormal());
      actions.push(...step);
      for (let i = 0; i < 2; i++) at[i]! += 0.2 * step[i]!;
      if (Math.hypot(places[due]![0]! - at[0]!, places[due]![1]! - at[1]!) < 0.1) due++;
    }
    lengths.push(own.length);
    labels.push(own);
  }
  const rows = { columns: 4, values: Float32Array.from(features) };
  const sequences: Sequences = {
    lengths,
    features: rows,
    conditions: rows,
    actions: { columns: 2, values: Float32Array.from(actions) },
    discrete: false,
  };
  return { sequences, labels: labels.flat() };
}

describe('expectation–maximisation', () => {
  test('finds two options where there are two, and their number, and where they change', () => {
    const { sequences, labels } = twoPlaces(60, 0.05, 1);
    const { count } = chooseCount(sequences, 4, settings, random(2));
    expect(count).toBe(2);
    const { model } = fitOptions(sequences, 2, settings, random(3));
    const found = segment(sequences, model);
    const agreement = labels.filter((label, row) => label === found[row]).length / labels.length;
    expect(Math.max(agreement, 1 - agreement)).toBeGreaterThan(0.97);
  });

  test('is the same for the same generator', () => {
    const { sequences } = twoPlaces(10, 0.05, 4);
    const [a, b] = [
      fitOptions(sequences, 2, settings, random(1)),
      fitOptions(sequences, 2, settings, random(1)),
    ];
    expect(a).toEqual(b);
  });

  test('splits sequences into episodes that share memory', () => {
    const { sequences } = twoPlaces(5, 0.05, 4);
    const part = episodesFrom(sequences, 1, 3);
    expect(part.lengths).toEqual(sequences.lengths.slice(1, 3));
    expect(part.features.values).toHaveLength(4 * rowsOf(part));
    expect(part.features.values[0]).toBe(sequences.features.values[4 * sequences.lengths[0]!]);
  });

  test('needs enough episodes to choose a number', () => {
    const { sequences } = twoPlaces(7, 0.05, 4);
    expect(() => chooseCount(sequences, 3, settings, random(1))).toThrow(/at least 8/);
  });
});
