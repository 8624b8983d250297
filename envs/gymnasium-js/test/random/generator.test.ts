import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Generator, InvalidArgument, npRandom, PCG64, SeedSequence } from '../../src/index.ts';

describe('the state of a generator', () => {
  it('survives JSON at any place in the stream, the kept half of a word and the spawned children included', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 128n }),
        fc.nat({ max: 9 }),
        fc.nat({ max: 2 }),
        (seed, draws, children) => {
          const random = npRandom(seed)[0];
          for (let i = 0; i < draws; i++) random.integers(7);
          random.spawn(children);
          const restored = Generator.fromState(JSON.parse(JSON.stringify(random.getState())));
          const next = (from: Generator) => [
            from.integers(7),
            from.random(),
            from.integers(7),
            from.spawn(1)[0]!.random(),
          ];
          expect(next(restored)).toEqual(next(random));
        },
      ),
      { seed: 1 },
    );
  });

  it('is not shared with a clone or a child', () => {
    const random = npRandom(1)[0];
    const clone = random.clone();
    const [child] = random.spawn(1);
    child!.random();
    expect(clone.random(3)).toEqual(random.random(3));
    expect(child!.random()).not.toBe(random.random());
  });

  it('is refused when it is none of PCG64', () => {
    const random = npRandom(1)[0];
    const state = random.getState();
    expect(() => random.setState({ ...state, increment: '2' })).toThrow(/odd increment/);
    expect(() => random.setState({ ...state, bitGenerator: 'MT19937' as 'PCG64' })).toThrow(InvalidArgument);
    expect(random.getState()).toEqual(state);
  });
});

describe('seeds', () => {
  it('come from the system when none is given', () => {
    const [[a, first], [b, second]] = [npRandom(), npRandom()];
    expect(first).not.toBe(second);
    expect(a.random()).not.toBe(b.random());
    expect(npRandom(first)[0].random()).toBe(npRandom(first)[0].random());
  });

  it.each([-1, 0.5, 2 ** 53, Number.NaN, -1n])('refuse %s', (seed) => {
    expect(() => npRandom(seed)).toThrow(/non-negative integer/);
    expect(() => new SeedSequence([1, seed])).toThrow(/non-negative integers/);
  });

  it('keep their place in JSON', () => {
    const sequence = new SeedSequence([1, 2n ** 70n], { spawnKey: [3] });
    sequence.spawn(2);
    const twin = SeedSequence.fromJSON(JSON.parse(JSON.stringify(sequence)));
    expect([...twin.spawn(1)[0]!.pool]).toEqual([...sequence.spawn(1)[0]!.pool]);
  });
});

describe('arrays', () => {
  it('hold what single calls give', () => {
    const [one, many] = [npRandom(3)[0], npRandom(3)[0]];
    const draw = (count: number, next: () => number) => Float64Array.from({ length: count }, next);
    expect(many.random(5)).toEqual(draw(5, () => one.random()));
    expect(many.uniform(-1, 3, 5)).toEqual(draw(5, () => one.uniform(-1, 3)));
    expect(many.normal(2, 3, 500)).toEqual(draw(500, () => one.normal(2, 3)));
    expect(many.standardNormal(9)).toEqual(draw(9, () => one.standardNormal()));
    expect(many.exponential(2, 500)).toEqual(draw(500, () => one.exponential(2)));
    expect(many.standardExponential(9)).toEqual(draw(9, () => one.standardExponential()));
    expect(many.fillNormal(new Float32Array(4), 1, 2)).toEqual(
      Float32Array.from(draw(4, () => one.normal(1, 2))),
    );
    expect(many.integers(0, 9, { size: 5 })).toEqual([...draw(5, () => one.integers(9))]);
    expect(many.fillIntegers(new Int8Array(5), 0, 9)).toEqual(Int8Array.from(draw(5, () => one.integers(9))));
  });
});

describe('arguments', () => {
  const random = npRandom(1)[0];

  it.each<[string, () => unknown, RegExp]>([
    ['an empty interval', () => random.integers(3, 3), /from 3 to 2 \(both included\) is empty/],
    ['a fraction', () => random.integers(0, 2.5), /expected integers/],
    ['a bound outside the type', () => random.integers(0, 300, { dtype: 'uint8' }), /range of uint8/],
    ['a range beyond 2^53', () => random.integers(-(2 ** 53) + 1, 2 ** 53 - 1), /pass bigints/],
    ['bigints out of range', () => random.integers(0n, 2n ** 70n), /expected .* received 0/],
    ['bigints of a narrow type', () => random.integers(0n, 5n, { dtype: 'int8' }), /number bounds for int8/],
    ['bounds of two lengths', () => random.integers([1, 2], [3, 4, 5]), /expected 2 bounds, received 3/],
    ['crossed bounds', () => random.uniform(2, 1), /low ≤ high/],
    ['an endless interval', () => random.uniform(0, Infinity), /finite bounds/],
    [
      'a negative deviation',
      () => random.normal(0, -1),
      /deviation: expected a number ≥ 0, received the number -1/,
    ],
    ['a negative mean', () => random.exponential(-1), /mean: expected a number ≥ 0/],
    ['an impossible chance', () => random.geometric(0), /0 < p ≤ 1/],
    ['nothing to choose from', () => random.choice([]), /at least one element/],
    [
      'too many without replacement',
      () => random.choice(3, { size: 4, replace: false }),
      /cannot take 4 of 3/,
    ],
    [
      'probabilities for another number',
      () => random.choice(3, { p: [0.5, 0.5] }),
      /expected 3 probabilities, received 2/,
    ],
    ['probabilities that do not sum to 1', () => random.choice(2, { p: [0.5, 0.6] }), /sum of 1\.1/],
    ['a negative probability', () => random.choice(2, { p: [1.5, -0.5] }), /p\[1\]/],
    [
      'too few possible elements',
      () => random.choice(3, { size: 2, replace: false, p: [1, 0, 0] }),
      /fewer than 2 elements/,
    ],
  ])('of %s are refused', (_, call, message) => {
    const before = random.getState();
    expect(call).toThrow(InvalidArgument);
    expect(call).toThrow(message);
    expect(random.getState()).toEqual(before);
  });
});

it('chooses and permutes elements of arrays', () => {
  const random = npRandom(8)[0];
  const words = ['a', 'b', 'c', 'd'];
  expect(words).toContain(random.choice(words));
  expect(random.choice(words, { size: 4, replace: false }).sort()).toEqual(words);
  expect(random.permutation(words).sort()).toEqual(words);
  expect(words).toEqual(['a', 'b', 'c', 'd']);
});

it('gives distributions of the right moments', () => {
  const random = npRandom(2)[0];
  const moments = (values: Float64Array) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return [mean, values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length];
  };
  // 100 000 draws: standard errors of the means are below 0.01.
  const [normalMean, normalVariance] = moments(random.normal(1, 2, 100_000));
  expect(Math.abs(normalMean! - 1)).toBeLessThan(0.05);
  expect(Math.abs(normalVariance! - 4)).toBeLessThan(0.2);
  const [exponentialMean, exponentialVariance] = moments(random.exponential(2, 100_000));
  expect(Math.abs(exponentialMean! - 2)).toBeLessThan(0.05);
  expect(Math.abs(exponentialVariance! - 4)).toBeLessThan(0.4);
});

it('draws raw words of 64 bits', () => {
  const bits = new PCG64(new SeedSequence(0));
  const words = Array.from({ length: 100 }, () => bits.next64());
  expect(words.every((word) => word >= 0n && word < 2n ** 64n)).toBe(true);
  expect(words.some((word) => word >= 2n ** 63n)).toBe(true);
});
