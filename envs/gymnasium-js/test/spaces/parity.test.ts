import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  batchSpace,
  concatenate,
  createEmptyArray,
  flatdim,
  flatten,
  flattenSpace,
  InvalidSpace,
  iterate,
  npRandom,
  type Space,
  unflatten,
} from '../../src/index.ts';
import { createArray, type Dtype, holds, promote } from '../../src/spaces/dtype.ts';
import { python, runPython } from '../python.ts';
import { perturbed, randomFilter } from './filters.ts';
import { anySpace, plain, pythonSpaces } from './python-spaces.ts';

const spaces = fc.sample(anySpace, { seed: 20_250_101, numRuns: 200 });
const seeds = fc.sample(fc.nat({ max: 2 ** 31 }), { seed: 7, numRuns: spaces.length });
const cases = spaces.map((space, i) => ({ space: space.toJSON(), seed: seeds[i]! }));

/** Compares what Python computes of every space `s`, freshly seeded, and its `extra` with what `compute` does. */
function compare(
  program: string,
  compute: (space: Space, index: number) => unknown,
  extras: readonly unknown[] = [],
): void {
  const expected = runPython<unknown[]>(
    `${pythonSpaces}
def compute(s, extra):
${program.replace(/^/gm, '    ')}
results = []
for case in cases:
    s = space(case["space"])
    seeds = s.seed(case["seed"])
    try:
        results.append(compute(s, case.get("extra")))
    except (ValueError, NotImplementedError):
        results.append("error")
print(json.dumps(results))`,
    cases.map((known, i) => ({ ...known, extra: extras[i] })),
  );
  spaces.forEach((space, i) => {
    space.seed(cases[i]!.seed);
    let result: unknown = 'error';
    try {
      result = compute(space, i);
    } catch (error) {
      if (!(error instanceof InvalidSpace)) throw error;
    }
    // As JSON, where 0 and −0 are one.
    expect(JSON.parse(JSON.stringify({ space, result })), String(space)).toEqual(
      JSON.parse(JSON.stringify({ space, result: expected[i] })),
    );
  });
}

describe.skipIf(python === null)('parity with the installed Gymnasium', () => {
  it('seeds and samples spaces of every kind', () => {
    compare(
      `return [plain(s.seed(3)), [plain(s.sample()) for _ in range(4)], s.is_np_flattenable]`,
      (space) => {
        const used = space.seed(3);
        const samples = Array.from({ length: 4 }, () => space.sample());
        expect(
          samples.every((sample) => space.contains(sample)),
          String(space),
        ).toBe(true);
        return [plain(used), plain(samples), space.isNpFlattenable];
      },
    );
  });

  it('flattens values and spaces, and back', () => {
    compare(
      `flat = utils.flatten(s, s.sample())
flat_space = utils.flatten_space(s)
dim = utils.flatdim(s) if s.is_np_flattenable else None
return [describe(flat_space), plain(flat), dim]`,
      (space) => {
        const value = space.sample();
        const flat = flatten(space, value);
        const flatSpace = flattenSpace(space);
        expect(flatSpace.contains(flat), `${flatSpace}`).toBe(true);
        expect(plain(unflatten(space, flat)), String(space)).toEqual(plain(value));
        return [flatSpace, plain(flat), space.isNpFlattenable ? flatdim(space) : null];
      },
    );
  });

  it('makes batches and takes them apart', () => {
    compare(
      `batch = vector_utils.batch_space(s, 3)
samples = [batch.sample(), batch.sample()]
rows = list(vector_utils.iterate(batch, samples[0]))
items = [s.sample() for _ in range(3)]
joined = vector_utils.concatenate(s, items, vector_utils.create_empty_array(s, 3))
return [plain(samples), plain(rows), plain(joined)]`,
      (space) => {
        const batch = batchSpace(space, 3);
        const samples = [batch.sample(), batch.sample()];
        const rows = iterate(batch, samples[0]);
        expect(
          rows.every((row) => space.contains(row)),
          String(space),
        ).toBe(true);
        const items = Array.from({ length: 3 }, () => space.sample());
        const joined = concatenate(space, items, createEmptyArray(space, 3));
        expect(batch.contains(joined), String(batch)).toBe(true);
        return [plain(samples), plain(rows), plain(joined)];
      },
    );
  });

  it.each(['mask', 'probability'] as const)('samples with a %s', (kind) => {
    const random = npRandom(11)[0];
    const filters = spaces.map((space) => randomFilter(space, kind, random));
    compare(
      `filter = filter_of(s, extra, np.${kind === 'mask' ? 'int8' : 'float64'})
return [plain(s.sample(${kind}=filter)) for _ in range(3)]`,
      (space, i) => {
        const filter = filters[i];
        const sample = () => (kind === 'mask' ? space.sample(filter) : space.sample(null, filter));
        return plain([sample(), sample(), sample()]);
      },
      filters,
    );
  });

  it('tells which changed values still belong to a space', () => {
    const random = npRandom(12)[0];
    const values = spaces.map((space) => {
      space.seed(1);
      return Array.from({ length: 8 }, () => perturbed(space.sample(), random));
    });
    const verdicts: boolean[] = [];
    compare(
      'return [contains(s, value) for value in extra]',
      (space, i) => {
        const contained = values[i]!.map((value) => space.contains(value));
        verdicts.push(...contained);
        return contained;
      },
      values.map(plain),
    );
    const share = verdicts.filter(Boolean).length / verdicts.length;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.9);
  });

  it('promotes element types', () => {
    const names = [
      'float32',
      'float64',
      'bool',
      'int8',
      'uint8',
      'int16',
      'uint16',
      'int32',
      'uint32',
      'int64',
      'uint64',
    ] as const;
    const pairs = names.flatMap((a) => names.map((b) => [a, b] as const));
    const expected = runPython<[string, boolean][]>(
      `import numpy as np
print(json.dumps([[str(np.result_type(a, b)), bool(np.can_cast(a, b))] for a, b in cases]))`,
      pairs,
    );
    // A bool array is one of uint8 here, and casts as one.
    const casts = (a: Dtype, b: Dtype, cast: boolean) =>
      holds(b, createArray(a, 1)) === cast || a === 'bool' || b === 'bool';
    pairs.forEach(([a, b], i) => {
      expect([promote(a, b), casts(a, b, expected[i]![1])], `${a}, ${b}`).toEqual([expected[i]![0], true]);
    });
  });
});
