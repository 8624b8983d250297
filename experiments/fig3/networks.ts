import {
  type BurstNetwork,
  createNetwork,
  type NetworkParameters,
  publishedNetwork,
} from '../../src/models/burst/network.ts';
import { DeltaRule } from '../../src/models/readout/rules.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import { type Sequence, trainPresentation } from '../../src/sequence/sequence.ts';
import { copyLearnedWeights } from '../harness/learned-weights.ts';
import { FixedStudent } from './fixed-student.ts';
import type { Rates, Student } from './student.ts';

const INPUTS = 80;
const OUTPUTS = 2;

const managerRates: Rates = { recurrence: 0.2, readout: 0.01, bias: 0.0002 };
const workerRates: Rates = { recurrence: 0.5, readout: 0.05, bias: 0 };
/** σ_target of networks whose recurrence learns. */
const taught = { ...publishedNetwork, teachingSigma: 100 };

/**
 * The manager: its readout sees the bursts that the recurrence predicts.
 * @param rates if not those of the later release
 */
export function createManager(seed: number, rates: Rates = managerRates): Student {
  return new RecurrentStudent(taught, 1, seed, 'managerWeights', rates);
}

/** A worker of the published sessions or of a control. */
export interface WorkerSetting {
  /** Compartment that the subtask's context reaches. */
  readonly site: 'apical' | 'basal';
  /**
   * Whether its recurrence learns, from η = 0.5 on, with b^rec as the feature of its readout. Otherwise its context alone places
   * its bursts, and it reads b.
   */
  readonly learns: boolean;
}

const projection = { sigma: 50, distribution: 'normal', targets: 'assemblies', sparsity: 0 } as const;

/** The worker: half of its excitatory neurons see the context of one subtask, the others that of the other one. */
export function createWorker({ site, learns }: WorkerSetting, seed: number): Student {
  const context = site === 'basal' ? { basalContext: projection } : { apicalContext: projection };
  if (learns) return new RecurrentStudent({ ...taught, ...context }, 2, seed, 'workerWeights', workerRates);
  const feature = { trace: 'target-bursts', gain: 1 } as const;
  const units = { inputs: INPUTS, contexts: 2, outputs: OUTPUTS };
  const generator = streamGenerator(seed, 'workerWeights');
  const network = createNetwork({ ...publishedNetwork, ...context, feature }, units, generator);
  return new FixedStudent(network, workerRates);
}

/** A network whose recurrence and readout learn together, step by step. */
class RecurrentStudent implements Student {
  readonly #draw: (factor: number) => BurstNetwork;
  readonly #rates: Rates;
  #network: BurstNetwork;
  #factor = 1;

  constructor(parameters: NetworkParameters, contexts: number, seed: number, stream: string, rates: Rates) {
    this.#rates = rates;
    this.#draw = (factor) => {
      const plasticity = { ...parameters.plasticity, learningRate: factor * rates.recurrence };
      const units = { inputs: INPUTS, contexts, outputs: OUTPUTS };
      return createNetwork({ ...parameters, plasticity }, units, streamGenerator(seed, stream));
    };
    this.#network = this.#draw(1);
  }

  present(demonstrations: readonly Sequence[], factor: number): void {
    if (factor !== this.#factor) this.#setFactor(factor);
    const { readout, bias } = this.#rates;
    const rule = { kind: 'delta', rate: factor * readout, biasRate: bias, annealing: 0 } as const;
    const learner = new DeltaRule(this.#network.readout, rule);
    for (const demonstration of demonstrations) trainPresentation(this.#network, learner, demonstration);
  }

  #setFactor(factor: number): void {
    const next = this.#draw(factor);
    copyLearnedWeights(this.#network, next);
    this.#network = next;
    this.#factor = factor;
  }

  begin(): void {
    this.#network.reset();
  }

  read(): Float64Array {
    return this.#network.read();
  }

  step(input: Float64Array, context: Float64Array): void {
    this.#network.perceive({ input, context }, 1);
  }
}
