import { describe, expect, test, vi } from 'vitest';
import { models } from '../../src/models/catalogue.ts';
import type { ModelDefinition } from '../../src/models/definition.ts';
import { PlainVectors } from '../../src/numeric/plain-vectors.ts';
import { createVectors } from '../../src/wasm/create-vectors.ts';
import { WasmVectors } from '../../src/wasm/vectors.ts';
import { generatorOf } from './burst/random-population.ts';
import { answers, observationsOf, saved, teachEpisode } from './conformance.ts';

vi.mock('../../src/wasm/module.ts', async (original) => ({
  ...(await original<typeof import('../../src/wasm/module.ts')>()),
  wasmSupported: () => supported,
}));

let supported = true;
const definitions: readonly ModelDefinition[] = models.entries;
const units = { inputs: 37, contexts: 3, outputs: 5 };

const cases = [
  ['linear', {}],
  ['random-relu', { neurons: 90 }],
  ['perceptron', { hidden: [30, 21], passes: 2 }],
] as const;

/** What a model has learned, computed with WebAssembly or without. */
function lessons(name: string, settings: object, wasm: boolean) {
  supported = wasm;
  const vectors = createVectors({ size: 1, units: 1, values: 1, arrays: 1 });
  expect(vectors).toBeInstanceOf(wasm ? WasmVectors : PlainVectors);
  const definition = definitions.find((model) => model.name === name)!;
  const config = definition.schema('manager').parse({ model: name, ...settings });
  const model = definition.create(config, units, null, generatorOf(4));
  const observations = observationsOf(3, 70, units);
  for (let lesson = 0; lesson < 2; lesson++) {
    teachEpisode(model, observations);
    model.apply();
  }
  return { arrays: saved(model), outputs: answers(model, observations) };
}

describe.each(cases)('%s', (name, settings) => {
  test.each(['gate', 'input'])('with context %s learns the same bits without WebAssembly', (context) => {
    const [plain, wasm] = [false, true].map((inWasm) => lessons(name, { ...settings, context }, inWasm));
    expect(plain).toEqual(wasm);
  });
});
