import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { python, runPython } from '../python.ts';
import { anySpace, plain, pythonSpaces } from './python-spaces.ts';

const spaces = fc.sample(anySpace, { seed: 20_250_101, numRuns: 400 });
const seeds = fc.sample(fc.nat({ max: 2 ** 31 }), { seed: 7, numRuns: spaces.length });
const cases = spaces.map((space, i) => ({ space: space.toJSON(), seed: seeds[i]! }));

describe.skipIf(python === null)('parity with the installed Gymnasium', () => {
  it('seeds and samples spaces of every kind alike', () => {
    const expected = runPython<{ seeds: unknown; samples: unknown[] }[]>(
      `${pythonSpaces}
results = []
for case in cases:
    s = space(case["space"])
    seeds = s.seed(case["seed"])
    results.append({"seeds": plain(seeds), "samples": [plain(s.sample()) for _ in range(4)]})
print(json.dumps(results))`,
      cases,
    );
    spaces.forEach((space, i) => {
      const seeds = space.seed(cases[i]!.seed);
      const samples = Array.from({ length: 4 }, () => space.sample());
      expect({ space: String(space), seeds: plain(seeds), samples: plain(samples) }).toEqual({
        space: String(space),
        ...expected[i],
      });
      expect(
        samples.every((sample) => space.contains(sample)),
        String(space),
      ).toBe(true);
    });
  });
});
