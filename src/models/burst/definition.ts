import type { ModelDefinition, ModelProblem, ModelRole, ModelUse } from '../definition.ts';
import { createReadoutLearner, defaultReadoutRule } from '../readout/rules.ts';
import { BurstModel } from './model.ts';
import { createNetwork } from './network.ts';
import { type BurstConfig, networkSchema } from './schema.ts';

/** Context that excites only, strong enough to place bursts by itself (Capone et al. 2022, worker: σ_ctx,apical = 50). */
const gate = { sigma: 50, distribution: 'half-normal' } as const;

/** The neurons that the context of a role reaches. */
const targets: Readonly<Record<ModelRole, 'all' | 'assemblies'>> = {
  manager: 'all',
  workers: 'assemblies',
  flat: 'all',
};

/** The burst network of Capone et al. 2022, the default. */
export const burst: ModelDefinition<BurstConfig> = {
  name: 'burst',
  description: 'Burst neurons with three compartments, gated by apical context (Capone and others, 2022).',
  usesReadout: true,
  schema: (role) => networkSchema({ apicalContext: { ...gate, targets: targets[role] } }),
  problems,
  create(config, units, readout, generator) {
    const network = createNetwork(config, units, generator, config.kernel);
    return new BurstModel(
      network,
      createReadoutLearner(readout ?? defaultReadoutRule, network.readout, undefined, config.neurons),
      config.kernel,
    );
  },
};

function problems(config: BurstConfig, { stepDurationMs, teaching, contexts }: ModelUse): ModelProblem[] {
  const { timing, neuron, plasticity, apicalContext, excitatory, teachingSigma } = config;
  const found: ModelProblem[] = [];
  const check = (fits: boolean, path: string, expected: string, received: unknown) => {
    if (!fits) found.push({ path: path.split('.'), expected, received });
  };
  const steps = stepDurationMs / neuron.timeStep;
  check(
    timing.mode === 'decision' || (steps > 0.5 && Math.abs(steps - Math.round(steps)) < 1e-9),
    'neuron.timeStep',
    `a time that divides the ${stepDurationMs} ms of an environment step`,
    `${neuron.timeStep} ms`,
  );
  check(
    apicalContext.targets !== 'assemblies' || excitatory >= contexts,
    'excitatory',
    'at least one excitatory neuron for each of the subtasks, whose context reaches no other',
    excitatory,
  );
  const { learningRate } = plasticity;
  check(
    learningRate === 0 || teaching,
    'plasticity.learningRate',
    '0, or imitation.teaching: recurrent plasticity learns from a teacher',
    learningRate,
  );
  check(
    learningRate === 0 || timing.mode === 'continuous' || timing.carryState === true,
    'plasticity.learningRate',
    '0, or timing.mode continuous, or timing.carryState: a network that starts every decision from rest learns no recurrence',
    learningRate,
  );
  check(
    learningRate === 0 || teachingSigma > 0,
    'teachingSigma',
    'more than 0 where plasticity.learningRate is: a teacher acts through the teaching weights',
    teachingSigma,
  );
  return found;
}
