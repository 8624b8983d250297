import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Entropy,
  Generator,
  type IntegerDtype,
  npRandom,
  PCG64,
  SeedSequence,
} from '../../src/index.ts';
import { python, runPython } from '../python.ts';

/** A call of both generators: Python's name, arguments and keywords, and what to do here. */
interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly keywords?: Record<string, unknown>;
  readonly run: (random: Generator) => unknown;
}

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const positive = fc.double({ min: 0, max: 1e3, noNaN: true });
const size = fc.integer({ min: 0, max: 40 });

const limits: Record<IntegerDtype, readonly [number, number]> = {
  bool: [0, 1],
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint16: [0, 2 ** 16 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [-(2 ** 52), 2 ** 52 - 1],
  uint64: [0, 2 ** 53 - 2],
};

const integers: fc.Arbitrary<Call> = fc
  .constantFrom(...(Object.keys(limits) as IntegerDtype[]))
  .chain((dtype) => {
    const [least, greatest] = limits[dtype];
    // Small ranges, ranges that end at the type's limits, and all of the type.
    const bound = fc.oneof(
      fc.integer({ min: Math.max(least, -50), max: Math.min(greatest, 50) }),
      fc.maxSafeInteger().map((x) => least + (Math.abs(x) % (greatest - least + 1))),
      fc.constantFrom(least, greatest),
    );
    return fc.tuple(fc.constant(dtype), bound, bound, fc.option(size, { nil: undefined }));
  })
  .map(([dtype, a, b, count]) => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    const options = { dtype, endpoint: true };
    return {
      name: 'integers',
      args: [low, high],
      keywords: { dtype, endpoint: true, ...(count !== undefined && { size: count }) },
      run: (random) =>
        count === undefined
          ? random.integers(low, high, options)
          : random.integers(low, high, { ...options, size: count }),
    };
  });

const wideIntegers: fc.Arbitrary<Call> = fc
  .tuple(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  )
  .map(([a, b]) => {
    const [low, high] = a < b ? [a, b] : [b, a];
    return {
      name: 'integers',
      args: [String(low), String(high)],
      keywords: { endpoint: true },
      run: (random) => random.integers(low, high, { endpoint: true }),
    };
  });

const boundArrays: fc.Arbitrary<Call> = fc
  .tuple(
    fc.constantFrom('int64', 'int32', 'int8', 'uint8', 'bool'),
    fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1 }),
  )
  .map(([dtype, high]) => ({
    name: 'integers',
    args: [0, high],
    keywords: { dtype },
    run: (random) => random.integers(0, high, { dtype: dtype as IntegerDtype }),
  }));

const continuous: fc.Arbitrary<Call> = fc.oneof(
  fc.constant<Call>({ name: 'random', args: [], run: (random) => random.random() }),
  size.map<Call>((n) => ({ name: 'random', args: [n], run: (random) => random.random(n) })),
  fc.tuple(finite, positive).map<Call>(([low, range]) => ({
    name: 'uniform',
    args: [low, low + range],
    run: (random) => random.uniform(low, low + range),
  })),
  fc.tuple(finite, positive, size).map<Call>(([low, range, n]) => ({
    name: 'uniform',
    args: [low, low + range, n],
    run: (random) => random.fillUniform(new Float64Array(n), low, low + range),
  })),
  fc.constant<Call>({ name: 'standard_normal', args: [], run: (random) => random.standardNormal() }),
  fc.tuple(finite, positive, size).map<Call>(([mean, deviation, n]) => ({
    name: 'normal',
    args: [mean, deviation, 10 * n],
    run: (random) => random.fillNormal(new Float64Array(10 * n), mean, deviation),
  })),
  fc.tuple(positive, size).map<Call>(([mean, n]) => ({
    name: 'exponential',
    args: [mean, 10 * n],
    run: (random) => random.exponential(mean, 10 * n),
  })),
  fc.constant<Call>({
    name: 'standard_exponential',
    args: [],
    run: (random) => random.standardExponential(),
  }),
  fc.double({ min: 1e-6, max: 1, noNaN: true }).map<Call>((p) => ({
    name: 'geometric',
    args: [p],
    run: (random) => random.geometric(p),
  })),
);

const choices: fc.Arbitrary<Call> = fc
  .record({
    population: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constantFrom(10_001, 20_000, 2 ** 33)),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    weights: fc.option(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 60, maxLength: 60 })),
    replace: fc.boolean(),
    shuffle: fc.boolean(),
  })
  .map(({ population, share, weights, replace, shuffle }) => {
    const values = population <= 60 ? weights?.slice(0, population) : undefined;
    const sum = values?.reduce((a, b) => a + b, 0) ?? 0;
    const p = sum > 0 ? values!.map((value) => value / sum) : undefined;
    const possible = p?.filter((value) => value > 0).length ?? population;
    const count = Math.floor(share * (population > 60 ? 600 : possible));
    const options = { size: count, replace, shuffle, ...(p && { p }) };
    return {
      name: 'choice',
      args: [population],
      keywords: options,
      run: (random) => random.choice(population, options),
    };
  });

const orders: fc.Arbitrary<Call> = fc.integer({ min: 1, max: 300 }).map((n) => ({
  name: 'permutation',
  args: [n],
  run: (random) => random.permutation(n),
}));

// `state` compares the states, and goes on with a generator made of the saved one; `spawn` goes on with a child.
const special: fc.Arbitrary<Call> = fc.constantFrom('state', 'spawn').map((name) => ({
  name,
  args: [],
  run: () => undefined,
}));

const script = fc.record({
  seed: fc.oneof(
    fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
    fc.nat().map(BigInt),
    fc.bigInt({ min: 0n, max: 2n ** 300n }),
  ),
  calls: fc.array(fc.oneof(integers, wideIntegers, boundArrays, continuous, choices, orders, special), {
    minLength: 5,
    maxLength: 40,
    size: 'max',
  }),
});

const program = `
import numpy as np

def plain(x):
    if isinstance(x, np.ndarray):
        return [plain(v) for v in x]
    x = x.item() if isinstance(x, np.generic) else x
    return int(x) if isinstance(x, bool) else str(x) if isinstance(x, int) and abs(x) > 2**53 else x

def number(x):
    return int(x) if isinstance(x, str) else x

results = []
for case in cases:
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(int(case["seed"]))))
    result = []
    for call in case["calls"]:
        if call["name"] == "spawn":
            rng = rng.spawn(2)[1]
            value = None
        elif call["name"] == "state":
            state = rng.bit_generator.state
            kept = state["uinteger"] if state["has_uint32"] else None
            value = [str(state["state"]["state"]), str(state["state"]["inc"]), kept]
        else:
            keywords = call.get("keywords", {})
            if "dtype" in keywords:
                keywords["dtype"] = np.dtype(keywords["dtype"]).type
            value = plain(getattr(rng, call["name"])(*map(number, call["args"]), **keywords))
        result.append(value)
    results.append(result)
print(json.dumps(results))`;

function plain(value: unknown): unknown {
  if (typeof value === 'bigint')
    return value > 2n ** 53n || value < -(2n ** 53n) ? String(value) : Number(value);
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
}

describe.skipIf(python === null)('parity with the installed NumPy', () => {
  it('gives the same values for random seeds and calls, saved and restored in between', () => {
    const scripts = fc.sample(script, { seed: 20_250_101, numRuns: 300 });
    const cases = scripts.map(({ seed, calls }) => ({ seed: String(seed), calls }));
    const expected = runPython<unknown[][]>(program, cases);
    scripts.forEach(({ seed, calls }, i) => {
      let random = npRandom(seed)[0];
      calls.forEach((call, j) => {
        let value: unknown = null;
        if (call.name === 'spawn') {
          random = random.spawn(2)[1]!;
        } else if (call.name === 'state') {
          const saved = JSON.parse(JSON.stringify(random.getState()));
          value = [saved.state, saved.increment, saved.kept];
          random.random(3);
          random = Generator.fromState(saved);
        } else {
          value = plain(call.run(random));
        }
        const where = `seed ${seed}, call ${j}: ${call.name}(${call.args}) ${JSON.stringify(call.keywords)}`;
        expect(value, where).toEqual(expected[i]![j]);
      });
    });
  });

  it('gives the same tails of the normal and the exponential distribution', () => {
    const [normals, exponentials] = runPython<number[][]>(
      `import numpy as np
rng = np.random.default_rng(cases)
normals, exponentials = rng.standard_normal(400_000), rng.standard_exponential(100_000)
print(json.dumps([normals[abs(normals) > 3.5].tolist(), exponentials[exponentials > 7].tolist()]))`,
      99,
    );
    const random = npRandom(99)[0];
    const tail = random.standardNormal(400_000).filter((x) => Math.abs(x) > 3.5);
    const late = random.standardExponential(100_000).filter((x) => x > 7);
    expect(tail.some((x) => Math.abs(x) > 3.7)).toBe(true);
    expect([...tail]).toEqual(normals);
    expect([...late]).toEqual(exponentials);
  });

  it('hashes lists of entropy and spawn keys alike', () => {
    const word = fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 100n }));
    const cases = fc.sample(
      fc.record({ entropy: fc.oneof(word, fc.array(word)), spawnKey: fc.array(fc.nat(), { maxLength: 4 }) }),
      { seed: 3, numRuns: 200 },
    );
    const expected = runPython<[number[], string]>(
      `import numpy as np
def words(x):
    return [int(v) for v in x] if isinstance(x, list) else int(x)
def hashed(entropy, spawn_key):
    sequence = np.random.SeedSequence(words(entropy), spawn_key=spawn_key)
    return [sequence.generate_state(9).tolist(), str(np.random.PCG64(sequence).state["state"]["state"])]
print(json.dumps([hashed(*case) for case in cases]))`,
      cases.map(({ entropy, spawnKey }) => [
        Array.isArray(entropy) ? entropy.map(String) : String(entropy),
        spawnKey,
      ]),
    );
    const hashed = cases.map(({ entropy, spawnKey }) => {
      const sequence = new SeedSequence(entropy as Entropy, { spawnKey });
      return [[...sequence.generateState(9)], new PCG64(sequence).getState().state];
    });
    expect(hashed).toEqual(expected);
  });
});
