import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventPopulation } from '../../../src/models/burst/event-population.ts';
import { EventRecurrence } from '../../../src/models/burst/event-recurrence.ts';
import type { BurstLoops } from '../../../src/models/burst/loops.ts';
import { publishedNeuron } from '../../../src/models/burst/parameters.ts';
import { PlainLoops } from '../../../src/models/burst/plain-loops.ts';
import { WasmLoops } from '../../../src/models/burst/wasm-loops.ts';
import { createWeights, type PopulationSize } from '../../../src/models/burst/weights.ts';
import { generatorOf } from './random-population.ts';

test('event64 arrives at the same bits with the loops of the kernel as with those in TypeScript', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      fc.constantFrom('memoryless', 'leaking'),
      fc.constantFrom('spikes', 'burst-spikes'),
      fc.nat(10_000),
      (neurons, basal, proximalCompartment, transmission, seed) => {
        const size = { neurons, excitatory: neurons, inputs: 5, contexts: 2, outputs: 3 };
        const neuron = { ...publishedNeuron, proximalCompartment, transmission } as const;
        const kernel = new WasmLoops(neurons, 5, 60 * neurons + 2 * neurons ** 2, 80);
        const [stated, found] = [new PlainLoops(neurons), kernel].map((loops) =>
          train(loops, size, basal, neuron, seed),
        );
        expect(found).toEqual(stated);
      },
    ),
    { seed: 3, numRuns: 40 },
  );
});

/** Two plastic episodes and one that is not; returns everything that is left of them. */
function train(
  loops: BurstLoops,
  size: PopulationSize,
  basal: boolean,
  neuron: typeof publishedNeuron,
  seed: number,
): unknown {
  const generator = generatorOf(seed);
  const { neurons, inputs, contexts, outputs } = size;
  const proximal = generator.normal(0, 3, neurons ** 2);
  const weights = {
    ...createWeights(size),
    input: generator.normal(0, 25, inputs * neurons),
    teaching: generator.normal(0, 50, outputs * neurons),
    apicalContext: generator.normal(0, 30, contexts * neurons),
    basal: basal ? generator.normal(0, 5, neurons ** 2) : null,
  };
  const recurrence = new EventRecurrence({ ...weights, proximal }, loops, neuron);
  const plasticity = { learningRate: 40, escapeWidth: 0.1 };
  const population = new EventPopulation(size, weights, neuron, plasticity, loops, recurrence);
  const outcomes: unknown[] = [];
  for (const plastic of [true, true, false]) {
    population.reset({ plastic });
    for (let t = 0; t < 90; t++) {
      if (t % 7 === 0) population.setInput(generator.normal(0, 1, inputs));
      if (t % 30 === 0) population.setContext(generator.normal(0, 1, contexts));
      if (t % 3 === 0) population.setTeaching(generator.normal(0, 1, outputs), (t % 4) / 2);
      population.stepToFeature(1, 'burst-spikes', 10);
      const changes = population.readout.read(population.feature).map((y) => 0.1 * (1 - y));
      population.readout.add(population.feature, changes);
      population.readout.weights[t % (outputs * neurons)]! += generator.normal();
    }
    population.settle();
    outcomes.push(Object.values(population.state).map((values) => Array.from(values as Float64Array)));
  }
  return [outcomes, Array.from(recurrence.proximal), Array.from(population.readout.weights)];
}
