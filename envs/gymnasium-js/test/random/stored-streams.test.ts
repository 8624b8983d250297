import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { npRandom, PCG64, SeedSequence } from '../../src/index.ts';

interface Case {
  seed: string;
  pool: number[];
  state: number[];
  raw: string[];
  st: string;
  inc: string;
  random: string[];
  ints: number[];
  neg: number[];
  mix: (number | string)[];
  shuf_list: number[];
  shuf_arr: number[];
  perm: number[];
  choice: number[];
  choicep: number[];
  norep: number[];
  norep2: number[];
  int8: number[];
  arrints: number[];
  end: number;
  spawn: number[][];
  spawn2: number[];
}

const fixture: { cases: Case[]; list: number[] } = JSON.parse(
  readFileSync(new URL('../fixtures/numpy-generator.json', import.meta.url), 'utf8'),
);

/** Python's float.hex() of a normal number. */
function fromHex(text: string): number {
  const [, sign, whole, fraction, exponent] = /^(-?)0x([01])\.([0-9a-f]{13})p([+-]\d+)$/.exec(text)!;
  const mantissa = Number(whole) + Number.parseInt(fraction!, 16) * 2 ** -52;
  return (sign ? -1 : 1) * mantissa * 2 ** Number(exponent);
}

const generatorOf = (seed: string) => npRandom(BigInt(seed))[0];
const times = <T>(count: number, draw: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => draw(i));

describe.each(fixture.cases)('stored NumPy streams of seed $seed', (known) => {
  const sequence = new SeedSequence(BigInt(known.seed));

  it('hashes the seed into the same pool, states and children', () => {
    expect([...sequence.pool]).toEqual(known.pool);
    expect([...sequence.generateState(10)]).toEqual(known.state);
    const parent = new SeedSequence(BigInt(known.seed));
    const children = parent.spawn(3);
    expect(children.map((child) => [...child.generateState(4)])).toEqual(known.spawn);
    expect([...children[1]!.spawn(3)[1]!.generateState(4)]).toEqual(known.spawn2);
    expect(parent.childrenSpawned).toBe(3);
  });

  it('starts and steps PCG64 alike', () => {
    const bits = new PCG64(sequence);
    expect(bits.getState()).toMatchObject({ state: known.st, increment: known.inc, kept: null });
    expect(times(50, () => String(bits.next64()))).toEqual(known.raw);
  });

  it('gives the same doubles, one by one and as an array', () => {
    const expected = known.random.map(fromHex);
    const one = generatorOf(known.seed);
    expect(times(200, () => one.random())).toEqual(expected);
    expect([...generatorOf(known.seed).random(200)]).toEqual(expected);
  });

  it('gives the same integers, shuffles and choices in one long sequence of calls', () => {
    const random = generatorOf(known.seed);
    const highs = [
      1,
      2,
      3,
      5,
      7,
      10,
      16,
      100,
      255,
      1000,
      65536,
      1e6,
      2 ** 31,
      2 ** 32 - 1,
      2 ** 32,
      2 ** 32 + 1,
    ];
    highs.push(2 ** 33 + 5, 2 ** 45, 2 ** 53 - 1);
    expect(times(400, (i) => random.integers(0, highs[i % highs.length]))).toEqual(known.ints);
    expect(times(50, () => random.integers(-50, 37))).toEqual(known.neg);
    const mixed = times(100, () => [random.integers(0, 6), random.random(), random.uniform(-2.5, 7)]);
    expect(mixed.flat()).toEqual(
      known.mix.map((value) => (typeof value === 'string' ? fromHex(value) : value)),
    );
    const list = times(37, (i) => i);
    random.shuffle(list);
    expect(list).toEqual(known.shuf_list);
    const array = Int32Array.from(times(37, (i) => i));
    random.shuffle(array);
    expect([...array]).toEqual(known.shuf_arr);
    expect(random.permutation(53)).toEqual(known.perm);
    const choices = [...times(20, () => random.choice(9)), ...times(5, () => random.choice([3, 1, 4, 1, 5]))];
    expect(choices).toEqual(known.choice);
    const p = [0.1, 0.2, 0.05, 0.3, 0.35];
    expect(times(50, () => random.choice(5, { p }))).toEqual(known.choicep);
    expect(random.choice(40, { size: 12, replace: false })).toEqual(known.norep);
    expect(random.choice(20_000, { size: 1000, replace: false })).toEqual(known.norep2);
    expect(random.integers(0, 2, { size: 31, dtype: 'int8' })).toEqual(known.int8);
    expect(random.integers(0, [3, 4, 5, 6, 7, 100])).toEqual(known.arrints);
    expect(random.integers(1_000_000)).toBe(known.end);
  });
});

it('hashes a list of integers', () => {
  expect([...new SeedSequence([1, 2 ** 40, 3, 4n, 5, 6]).generateState(4)]).toEqual(fixture.list);
});
