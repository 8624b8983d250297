import type { NetworkParameters } from '../../src/models/burst/network.ts';
import { publishedNetwork } from '../../src/models/burst/network.ts';
import type { BurstTrace } from '../../src/models/burst/state.ts';

/** A realistic use of networks, as plain data that `workloads.py` can read too. */
export interface Workload {
  /** Name in tables. */
  readonly name: string;
  /**
   * `sequence`: one network, inputs given in advance. `closed-loop`: a manager, a worker and the agent that they move.
   * `decisions`: 20 ms from rest each.
   */
  readonly kind: 'sequence' | 'closed-loop' | 'decisions';
  /** Input of a sequence: one unit after the other, or a population code of moving coordinates. */
  readonly input: 'clock' | 'population-code';
  /** N */
  readonly neurons: number;
  /** I */
  readonly inputs: number;
  /** C */
  readonly contexts: number;
  /** O */
  readonly outputs: number;
  /** Steps of an episode. */
  readonly steps: number;
  /** σ_in */
  readonly inputSigma: number;
  /** σ_target */
  readonly teachingSigma: number;
  /** σ_ctx of the apical context */
  readonly contextSigma: number;
  /** η of the recurrence and of the readout's delta rule. */
  readonly learningRate: number;
  /** η_out of the delta rule */
  readonly readoutRate: number;
  /** Burst trace that the readout reads. */
  readonly trace: BurstTrace;
  /** File with the J and J_out to begin with, see `learned-weights.ts`; else J is 0 and J_out is drawn. */
  readonly learned?: string;
  /** Phases that are compared with peers, with aims for the time of the fastest one, divided by that of `simd`. */
  readonly peers?: { readonly [phase in Phase]?: { readonly goal?: number } };
  /** Aims for the speed-up over dense NumPy, by phase and kernel. */
  readonly goals?: { readonly [phase in Phase]?: { readonly simd?: number; readonly event64?: number } };
}

/** What a network does while it is measured. */
export type Phase = 'training' | 'inference';

/** The published store & recall. */
const storeRecall = (neurons: number): Workload => ({
  name: `store & recall, N = ${neurons}`,
  kind: 'sequence',
  input: 'clock',
  neurons,
  inputs: 5,
  contexts: 0,
  outputs: 3,
  steps: 1000,
  inputSigma: 12,
  teachingSigma: 20,
  contextSigma: 0,
  learningRate: 10,
  readoutRate: 0.01,
  trace: 'recurrent-bursts',
  ...(neurons === 500 && {
    goals: { training: { simd: 100, event64: 15 }, inference: { simd: 150, event64: 25 } },
  }),
});

const manager: Workload = {
  ...storeRecall(500),
  name: 'manager, N = 500',
  input: 'population-code',
  inputs: 80,
  outputs: 2,
  steps: 120,
  inputSigma: 20,
  teachingSigma: 100,
  learningRate: 0.5,
  readoutRate: 0.03,
  goals: { training: { simd: 60 }, inference: { simd: 40 } },
};

const worker: Workload = {
  ...manager,
  name: 'worker, N = 500',
  contexts: 2,
  teachingSigma: 0,
  contextSigma: 50,
  learningRate: 0,
  trace: 'target-bursts',
  goals: {},
};

/** What peers are compared on: they can compute a network whose recurrence learns. */
const compared: Readonly<Record<number, Pick<Workload, 'peers'>>> = {
  500: { peers: { training: { goal: 25 }, inference: { goal: 20 } } },
  4000: { peers: { inference: { goal: 12 } } },
};

/** All workloads, in the order of the tables. */
export const workloads: readonly Workload[] = [
  ...[125, 250, 500, 1000, 2000, 4000].map((neurons) => ({ ...storeRecall(neurons), ...compared[neurons] })),
  { ...manager, peers: { training: {}, inference: {} } },
  worker,
  { ...worker, name: 'closed loop, 2 × N = 500', kind: 'closed-loop', steps: 500, trace: 'burst-spikes' },
  {
    ...worker,
    name: 'decisions, N = 500',
    kind: 'decisions',
    inputs: 60,
    contexts: 1,
    outputs: 4,
    steps: 1000,
    trace: 'burst-spikes',
  },
];

/** The phases of a workload that can be measured. */
export function phasesOf({ kind }: Workload): readonly Phase[] {
  return kind === 'sequence' ? ['training', 'inference'] : ['inference'];
}

/** The network of a workload. */
export function networkOf(workload: Workload): NetworkParameters {
  const { neurons, inputSigma, teachingSigma, contextSigma, learningRate, trace, kind } = workload;
  return {
    ...publishedNetwork,
    neurons,
    excitatory: Math.floor(0.8 * neurons),
    inputSigma,
    teachingSigma,
    apicalContext: { ...publishedNetwork.apicalContext, sigma: contextSigma },
    feature: { trace, gain: 1 },
    timing: kind === 'decisions' ? { mode: 'decision', duration: 20, averaging: 10 } : { mode: 'continuous' },
    plasticity: { ...publishedNetwork.plasticity, learningRate },
  };
}
