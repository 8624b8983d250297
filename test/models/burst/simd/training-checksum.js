/**
 * A fixed training run whose weights are the same on every machine. Plain JavaScript without imports, so that it runs under
 * any Node and in a page, on the built modules that it is given.
 */

/** FNV-1a, 32 bits each, of the bits of J and of the readout weights, as hexadecimal numbers. */
export function trainingChecksum({ createPopulation, publishedNeuron }, kernel) {
  const random = generator(7);
  const size = { neurons: 121, excitatory: 97, inputs: 5, contexts: 2, outputs: 3 };
  const matrix = (units, scale) =>
    Float64Array.from({ length: units * size.neurons }, () => scale * random());
  const population = createPopulation(
    size,
    {
      input: matrix(size.inputs, 20),
      teaching: matrix(size.outputs, 40),
      apicalContext: matrix(size.contexts, 30),
      basalContext: matrix(size.contexts, 5),
      proximal: null,
      basal: matrix(size.neurons, 0.5),
    },
    publishedNeuron,
    { learningRate: 40, escapeWidth: 0.1 },
    kernel,
  );
  for (let episode = 0; episode < 2; episode++) present(population, random);
  return `${hash(population.weights.proximal)} ${hash(population.readout.weights)}`;
}

/** 250 steps with changing input, context and teacher; the readout learns by the delta rule. */
function present(population, random) {
  const { inputs, contexts, outputs } = population.size;
  const target = new Float64Array(outputs);
  population.reset({ plastic: true });
  for (let t = 0; t < 250; t++) {
    if (t % 50 === 0) population.setInput(unit(inputs, t / 50));
    if (t % 125 === 0) population.setContext(unit(contexts, t / 125));
    for (let o = 0; o < outputs; o++) target[o] = random();
    population.setTeaching(target, 1);
    population.stepToFeature(1, 'burst-spikes', 10);
    const changes = population.readout.read(population.feature);
    for (let o = 0; o < outputs; o++) changes[o] = 0.05 * (target[o] - changes[o]);
    population.readout.add(population.feature, changes);
  }
  population.settle();
}

function unit(length, active) {
  return Float64Array.from({ length }, (_, k) => (k === active ? 1 : 0));
}

/** Sums of four uniform numbers in [−½, ½]: near enough to normal. A linear congruential generator modulo 2^32. */
function generator(seed) {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  return () => uniform() + uniform() + (uniform() + uniform());
}

function hash(values) {
  let result = 0x811c9dc5;
  for (const byte of new Uint8Array(values.slice().buffer)) {
    result = Math.imul(result ^ byte, 0x01000193) >>> 0;
  }
  return result.toString(16).padStart(8, '0');
}
