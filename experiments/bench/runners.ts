import { Generator, PCG64, SeedSequence } from 'gymnasium-js';
import { Clock } from '../../src/encoding/clock.ts';
import { PopulationCode } from '../../src/encoding/population-code.ts';
import { type BurstNetwork, createNetwork } from '../../src/models/burst/network.ts';
import type { Kernel } from '../../src/models/burst/population.ts';
import { createReadoutLearner } from '../../src/models/readout/rules.ts';
import { loadLearned } from './learned-weights.ts';
import { networkOf, type Workload } from './workloads.ts';

/** Runs an episode, or a part of one from its beginning. */
export type Runner = (training: boolean, steps: number) => void;

/** A workload on one of our kernels. @param onNetwork is given each of its networks */
export function createRunner(
  workload: Workload,
  kernel: Kernel,
  onNetwork: (network: BurstNetwork) => void = () => {},
): Runner {
  const generator = new Generator(new PCG64(new SeedSequence(1)));
  const create = (contexts: number) => {
    const units = { inputs: workload.inputs, contexts, outputs: workload.outputs };
    const network = createNetwork(networkOf(workload), units, generator, kernel);
    if (workload.learned !== undefined) loadLearned(network, workload.learned);
    onNetwork(network);
    return network;
  };
  switch (workload.kind) {
    case 'sequence':
      return sequence(workload, create(workload.contexts));
    case 'closed-loop':
      return closedLoop(create(1), create(workload.contexts));
    case 'decisions':
      return decisions(workload, create(workload.contexts), generator);
  }
}

/** The readout is read, or learns, before every step, as in `sequence.ts`. */
function sequence(workload: Workload, network: BurstNetwork): Runner {
  const { steps, outputs, contexts, readoutRate } = workload;
  const rule = { kind: 'delta', rate: readoutRate, biasRate: 0, annealing: 0 } as const;
  const learner = createReadoutLearner(rule, network.readout);
  const inputs = inputsOf(workload);
  const targets = Array.from({ length: steps }, (_, t) =>
    Float64Array.from({ length: outputs }, (_, o) => Math.cos((2 * Math.PI * (o + 1) * t) / steps + o)),
  );
  const context = Float64Array.from({ length: contexts }, (_, k) => (k === 0 ? 1 : 0));
  return (training, count) => {
    network.reset(training);
    for (let t = 0; t < count; t++) {
      const k = t % steps;
      if (training) learner.learn(network.feature, targets[k]!);
      else network.read();
      network.perceive(
        {
          input: t > 0 && inputs[k] === inputs[k - 1] ? null : inputs[k]!,
          context: t === 0 && contexts > 0 ? context : null,
          teaching: training ? targets[k]! : null,
        },
        1,
      );
    }
    network.population.settle();
  };
}

/** One vector a step; the same object while it does not change. */
function inputsOf({ input, inputs, steps }: Workload): Float64Array[] {
  if (input === 'clock') {
    const clock = new Clock(inputs, steps);
    const vectors = Array.from({ length: inputs }, () => new Float64Array(inputs));
    return Array.from({ length: steps }, (_, t) => {
      const vector = vectors[Math.floor((t * inputs) / steps)]!;
      clock.encode(vector, t);
      return vector;
    });
  }
  const code = new PopulationCode(Array.from({ length: inputs / 20 }, (_, k) => `coordinate ${k}`));
  return Array.from({ length: steps }, (_, t) => {
    const vector = new Float64Array(inputs);
    code.encode(
      vector,
      Array.from({ length: inputs / 20 }, (_, k) => Math.cos(2 * Math.PI * (t / steps + k / 4))),
    );
    return vector;
  });
}

function closedLoop(manager: BurstNetwork, worker: BurstNetwork): Runner {
  const code = new PopulationCode(['foodX', 'foodY', 'buttonX', 'buttonY']);
  const seen = new Float64Array(code.size);
  const contexts = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
  const alone = Float64Array.of(1);
  const clip = (value: number) => Math.max(-1, Math.min(1, value));
  return (_training, count) => {
    manager.reset();
    worker.reset();
    let [x, y, choice] = [0, 0, -1];
    for (let t = 0; t < count; t++) {
      code.encode(seen, [-0.4 - x, 0.5 - y, 0.6 - x, 0.3 - y]);
      manager.perceive({ input: seen, context: t === 0 ? alone : null }, 1);
      const [first, second] = manager.read();
      const chosen = second! > first! ? 1 : 0;
      worker.perceive({ input: seen, context: chosen === choice ? null : contexts[chosen]! }, 1);
      choice = chosen;
      const [velocityX, velocityY] = worker.read();
      x = clip(x + 0.01 * velocityX!);
      y = clip(y + 0.01 * velocityY!);
    }
  };
}

function decisions({ inputs }: Workload, network: BurstNetwork, generator: Generator): Runner {
  const seen = Array.from({ length: 50 }, () =>
    Float64Array.from({ length: inputs }, () => (generator.random() < 0.3 ? 1 : 0)),
  );
  const context = Float64Array.of(1);
  return (_training, count) => {
    for (let k = 0; k < count / 20; k++) {
      network.perceive({ input: seen[k % seen.length]!, context }, 1);
      network.read();
    }
  };
}
