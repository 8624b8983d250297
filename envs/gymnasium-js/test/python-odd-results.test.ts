import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidArgument } from '../src/index.ts';
import { makePython, makePythonVec, PythonException, PythonServer } from '../src/python/index.ts';
import { python } from './python.ts';

const id = 'odd_results:test/OddResults-v0';

describe.skipIf(python === null)('results of unusual shapes from Python', () => {
  let server: PythonServer;
  beforeAll(() => {
    const env = { PYTHONPATH: fileURLToPath(new URL('./fixtures/python', import.meta.url)) };
    server = new PythonServer({ python: python!, env });
  });
  afterAll(() => server.close());

  function step(result: string): unknown {
    const env = makePython(id, {}, { server });
    env.reset({ options: { result } });
    return env.step(0);
  }
  const zeros = Float64Array.of(0, 0);

  it.each<[string, unknown[]]>([
    ['plain', [zeros, 1.5, false, false, {}]],
    ['one', [zeros, 1.5, true, false, {}]],
    ['one of two dimensions', [zeros, 1.5, false, false, {}]],
    ['zero dimensions', [zeros, 1.5, false, false, {}]],
    ['an integer', [zeros, 2, false, false, {}]],
    ['an observation with an idle mask', [Float64Array.of(1, 2), 1.5, false, false, {}]],
    [
      'masked infos',
      [zeros, 1.5, false, false, { some: [1, null], none: BigInt64Array.of(3n, 4n), all: null }],
    ],
  ])('%s: accepted', (result, expected) => {
    expect(step(result)).toEqual(expected);
  });

  it.each([
    ['two rewards', /TypeError: reward: expected a number or an array of one, received .* of shape \(2,\)/],
    ['no reward', /TypeError: reward: expected a number or an array of one/],
    ['a masked reward', /TypeError: reward: expected a number/],
    ['two flags', /TypeError: terminated: expected a number/],
    [
      'a masked observation',
      /expected a value of Box.*received an array with 1 of 2 elements masked; return array\.filled/,
    ],
  ])('%s: refused by name', (result, message) => {
    expect(() => step(result)).toThrow(PythonException);
    expect(() => step(result)).toThrow(message);
  });

  it('vectors: a column of rewards is accepted, another number of them refused', () => {
    const column = makePythonVec<Int32Array, Int32Array>(id, 2, { server });
    column.reset();
    expect(column.step(new Int32Array(2))[1]).toEqual(Float64Array.of(1.5, 1.5));
    expect(() => column.step(new Int32Array(1))).toThrow(InvalidArgument);
    expect(() => column.step(new Int32Array(3))).toThrow(InvalidArgument);
    const three = makePythonVec<Int32Array, Int32Array>(id, 2, { server, kwargs: { rewards: 3 } });
    three.reset();
    expect(() => three.step(new Int32Array(2))).toThrow(
      /rewards: expected 2 numbers, received .* of shape \(3,\)/s,
    );
  });
});
