import type { Perturbation } from '../../agents/perturbation/perturbation.ts';
import type { RawConfig } from '../../src/config/config-file.ts';
import type { Disturbance } from './disturbance.ts';
import type { Store } from './recall.ts';

/** A row of the tables on recall. */
export interface RecallCondition {
  readonly name: string;
  readonly store: Store;
  readonly disturbance: Disturbance;
  readonly clock?: { readonly bins: number; readonly steps: number };
}

const none: Disturbance = { kind: 'none' };
const rule = {
  kind: 'rule',
  trace: 'recurrentBurstTrace',
  learningRate: 10,
  teachingSparsity: 0,
  neuron: {},
} as const satisfies Store;
const context = { kind: 'context', trace: 'burstSpikeTrace', neuron: {} } as const satisfies Store;

/** Names of what is compared under every disturbance. */
export const stores: Readonly<Record<string, Store>> = {
  'paper’s rule': rule,
  'no learned recurrence': context,
  'no learned recurrence, all spikes': { ...context, trace: 'somaWindowTrace' },
  linear: { kind: 'linear' },
  'random ReLU': { kind: 'random-relu' },
};

/** Disturbances by name. Lesions and noise on membranes concern networks only: a clock has no neurons. */
export const disturbances: Readonly<Record<string, Disturbance>> = {
  undisturbed: none,
  'noise on the input': { kind: 'input', sigma: 0.05 },
  'noise on membranes': { kind: 'membranes', sigma: 10 },
  '10 % of neurons silent': { kind: 'lesion', share: 0.1 },
  '30 % of neurons silent': { kind: 'lesion', share: 0.3 },
  'clock silent from 500 ms on': { kind: 'cut', fromMs: 500 },
};

const ablated = (name: string, store: Store): RecallCondition => ({ name, store, disturbance: none });

/** One part of the paper's network taken away or changed at a time. */
export const recallAblations: readonly RecallCondition[] = [
  ablated('nothing changed', rule),
  ablated('η = 0', { ...rule, learningRate: 0 }),
  ablated('no amplification', { ...rule, neuron: { burstAmplification: 0 } }),
  ablated('no burst window (θ_burst = 1)', { ...rule, neuron: { burstThreshold: 1 } }),
  ablated('leaking proximal compartment', { ...rule, neuron: { proximalCompartment: 'leaking' } }),
  ablated('bursts follow the teacher alone while it learns', { ...rule, forced: true }),
  ablated('burst spikes read', { ...rule, trace: 'burstSpikeTrace' }),
  ablated('all spikes read', { ...rule, trace: 'somaWindowTrace' }),
  ...[0.5, 0.75, 0.9, 0.95].map((teachingSparsity) =>
    ablated(`${100 * teachingSparsity} % zeros in J_target`, { ...rule, teachingSparsity }),
  ),
  ablated('no learned recurrence, burst spikes read', context),
  ablated('no learned recurrence, all spikes read', { ...context, trace: 'somaWindowTrace' }),
  ablated('no learned recurrence, no amplification', { ...context, neuron: { burstAmplification: 0 } }),
  ablated('linear, low-passed clock', { kind: 'linear' }),
  ablated('random ReLU, low-passed clock', { kind: 'random-relu' }),
];

/** Everything that is compared, under every disturbance that concerns it. */
export const disturbed: readonly RecallCondition[] = Object.entries(stores).flatMap(([name, store]) =>
  Object.entries(disturbances)
    .filter(([, { kind }]) => 'trace' in store || !['membranes', 'lesion'].includes(kind))
    .map(([done, disturbance]) => ({ name: `${name}, ${done}`, store, disturbance })),
);

/** Clocks that tell the time less and less. */
export const clocks: Readonly<Record<string, { readonly bins: number; readonly steps: number }>> = {
  '5 units, 1000 ms': { bins: 5, steps: 1000 },
  '1 unit, 1000 ms': { bins: 1, steps: 1000 },
  '1 unit, 3000 ms': { bins: 1, steps: 3000 },
};

/** What is compared with every clock. */
export const clockStores: Readonly<Record<string, Store>> = {
  ...stores,
  'learned weights of other neurons': { ...rule, dealtOut: true },
};

/** Everything that is compared, with every clock. */
export const clocked: readonly RecallCondition[] = Object.entries(clockStores).flatMap(([name, store]) =>
  Object.entries(clocks).map(([told, clock]) => {
    return { name: `${name}, clock of ${told}`, store, disturbance: none, clock };
  }),
);

/** A row of the tables on control. */
export interface ControlCondition {
  readonly name: string;
  readonly config: RawConfig;
  readonly perturbations: readonly Perturbation[];
}

/** Settings of manager and workers, whose readouts see nothing but neurons. */
function agentOf(
  network: RawConfig,
  own: { readonly manager?: RawConfig; readonly workers?: RawConfig } = {},
) {
  const readout = { kind: 'ridge', ridge: 1e-3 };
  const learner = (role: 'manager' | 'workers') => ({
    network: { directPath: 0, ...network, ...own[role] },
    readout,
  });
  return { manager: learner('manager'), workers: learner('workers') };
}

const control = (
  name: string,
  agent: RawConfig,
  perturbations: readonly Perturbation[] = [],
): ControlCondition => ({ name, config: { agent }, perturbations });

const whole = { from: 0, to: null } as const;
const learners = ['manager', 'workers'] as const;
const silent = (share: number): readonly Perturbation[] =>
  learners.map((learner) => ({ kind: 'silence', learner, neurons: { share, seed: 0 }, ...whole }));
const noisy = (compartment: 'soma' | 'distal'): readonly Perturbation[] =>
  learners.map((learner) => ({ kind: 'noise', learner, neurons: 'all', compartment, sigma: 20, ...whole }));

const withoutModel = (model: string) => ({
  manager: { network: { model } },
  workers: { network: { model } },
});
const coincidences = { trace: 'target-bursts' };

/** Button & Food, with one part changed at a time. */
export const controlAblations: readonly ControlCondition[] = [
  control('bursts alone', agentOf({})),
  control('the recipe: bursts and a path past them', {}),
  control('no amplification', agentOf({ neuron: { burstAmplification: 0 } })),
  control('no burst window (θ_burst = 1)', agentOf({ neuron: { burstThreshold: 1 } })),
  control(
    'every worker neuron receives every context',
    agentOf({}, { workers: { apicalContext: { targets: 'all' } } }),
  ),
  control('coincidences read (b)', agentOf({ feature: coincidences })),
  control(
    'coincidences read (b), no burst window',
    agentOf({ feature: coincidences, neuron: { burstThreshold: 1 } }),
  ),
  control('75 % zeros in the context', agentOf({ apicalContext: { sparsity: 0.75 } })),
  {
    name: 'the paper’s rule in the recurrence (η = 0.5)',
    config: {
      agent: agentOf({ teachingSigma: 100, plasticity: { learningRate: 0.5 } }),
      imitation: { teaching: true },
    },
    perturbations: [],
  },
  control('10 % of neurons silent', agentOf({}), silent(0.1)),
  control('30 % of neurons silent', agentOf({}), silent(0.3)),
  control('noise on somata', agentOf({}), noisy('soma')),
  control('noise on distal compartments', agentOf({}), noisy('distal')),
  control('linear', withoutModel('linear')),
  control('random ReLU', withoutModel('random-relu')),
];

/** The same task without a flag that tells whether the button was pressed: only a state can tell the two parts apart. */
export const flaglessControls: readonly ControlCondition[] = controlAblations
  .filter(({ name }) => ['bursts alone', 'no amplification', 'linear', 'random ReLU'].includes(name))
  .map(({ name, config, perturbations }) => ({
    name: `no flag: ${name}`,
    config: withoutFlag(config),
    perturbations,
  }));

function withoutFlag(config: RawConfig): RawConfig {
  const agent = config['agent'] as { readonly manager: RawConfig; readonly workers: RawConfig };
  return {
    options: { encoding: { pressedFlag: false } },
    agent: { ...agent, manager: { ...agent.manager, memory: 'none' } },
  };
}
