import { afterEach, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { createPopulation } from '../../../src/models/burst/create-population.ts';
import { publishedNeuron } from '../../../src/models/burst/parameters.ts';
import type { Kernel } from '../../../src/models/burst/population.ts';
import { createWeights } from '../../../src/models/burst/weights.ts';
import { WasmSymmetricMatrix } from '../../../src/wasm/matrix.ts';

function create(neurons: number, kernel: Kernel) {
  const size = { neurons, excitatory: neurons, inputs: 1, contexts: 0, outputs: 1 };
  return createPopulation(
    size,
    createWeights(size),
    publishedNeuron,
    { learningRate: 1, escapeWidth: 1 },
    kernel,
  );
}

/** @returns the message of the error of the project that `work` ends with */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  return expect.fail('expected an error');
}

const told = (message: string) => /received (\d+), which take (\d+) bytes; (.*)/.exec(message)!.slice(1);

describe('what needs more than 4 GiB is refused before it is begun', () => {
  afterEach(() => vi.restoreAllMocks());

  test.each([
    ['simd', 33_000, 4, /^choose fewer neurons/],
    ['event64', 25_000, 8, /kernel simd/],
    ['event64', 33_000, 8, /^choose fewer neurons/],
    ['dense64', 131_000, 8, /^choose fewer neurons/],
  ] as const)('a population of %s with %i neurons', (kernel, neurons, width, remedy) => {
    const [received, bytes, advice] = told(refusal(() => create(neurons, kernel)));
    expect(received).toBe(String(neurons));
    expect(Number(bytes)).toBeGreaterThanOrEqual(width * neurons ** 2);
    expect(Number(bytes)).toBeLessThan(1.1 * width * neurons ** 2);
    expect(advice).toMatch(remedy);
  });

  test('a regression', () => {
    const [neurons, bytes, advice] = told(refusal(() => new WasmSymmetricMatrix(17_001, 8, 2)));
    expect(neurons).toBe('17000');
    expect(Number(bytes)).toBeGreaterThanOrEqual(16 * 17_001 ** 2);
    expect(advice).toMatch(/delta rule/);
  });
});

describe('a machine that has no room', () => {
  afterEach(() => vi.restoreAllMocks());
  const { WebAssembly: wasm } = globalThis as unknown as {
    WebAssembly: { Memory: { prototype: { grow(): number } }; Instance: new () => object };
  };

  test('for a memory that grows is named, with what was needed', () => {
    vi.spyOn(wasm.Memory.prototype, 'grow').mockImplementation(() => {
      throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
    });
    expect(refusal(() => create(100, 'simd'))).toMatch(
      /^neurons: expected what fits into the memory that is left, received 100, which take \d+ bytes; choose fewer/,
    );
  });

  test.each(['simd', 'event64'] as const)('for another instance is named, with what to do (%s)', (kernel) => {
    vi.spyOn(wasm, 'Instance').mockImplementation(
      class {
        constructor() {
          throw new RangeError('WebAssembly.Instance(): Out of memory');
        }
      },
    );
    expect(refusal(() => create(100, kernel))).toMatch(/Out of memory; raise the limit .*dense64$/);
    expect(() => create(10, 'dense64')).not.toThrow();
  });
});
