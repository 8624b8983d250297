import { z } from 'zod';
import { unionWithDefault } from '../../config/union-with-default.ts';
import { duration } from '../../config/units.ts';
import { directPathSchema } from '../readout/schema.ts';
import { defaultKernel } from './create-population.ts';
import type { ContextProjection, NetworkParameters, Timing } from './network.ts';
import type { NeuronParameters, PlasticityParameters } from './parameters.ts';
import type { Kernel } from './population.ts';
import type { BurstTrace } from './state.ts';

/** The kernel of a network; the default is the fastest one that this machine can run. */
export const kernelSchema = z
  .enum(['simd', 'event64', 'dense64'])
  .refine((kernel) => kernel !== 'simd' || defaultKernel() === 'simd', {
    error: 'event64 or dense64, for this machine cannot run SIMD WebAssembly',
  })
  .default(defaultKernel) satisfies z.ZodType<Kernel>;

/** Where a constant stands: the equations of README.md, which are those of the paper's implementation. */
const equations = (numbers: string) => ({
  source: `Capone et al. 2022; src/models/burst/README.md, eq. ${numbers}`,
});

const sigma = z.number().nonnegative().max(1e6);
const share = z.number().min(0).lt(1);
const rate = z.number().nonnegative().max(1e4);
const voltage = (value: number, description: string, numbers: string) =>
  z
    .number()
    .min(-1e6)
    .max(1e6)
    .default(value)
    .meta({ description, ...equations(numbers) });
const timeConstant = (value: string, description: string, numbers: string) =>
  duration({ default: value, min: '0.01 ms', max: '1 h' }).meta({ description, ...equations(numbers) });
const threshold = (value: number, description: string, numbers: string) =>
  z
    .number()
    .nonnegative()
    .max(1)
    .default(value)
    .meta({ description, ...equations(numbers) });

/** The constants of README.md, Neuron; `NeuronParameters` says what each means. */
export const neuronSchema = z
  .strictObject({
    timeStep: duration({ default: '1 ms', min: '0.01 ms', max: '10 ms' }).meta({
      description: 'dt, duration of a network step',
      ...equations('1 to 11'),
    }),
    tauMembrane: timeConstant(
      '20 ms',
      'tau_m of the three compartments and of the eligibility trace',
      '1, 2, 4, 10',
    ),
    tauSynapse: timeConstant('2 ms', 'tau_s of the transmitted spikes', '9'),
    tauBurst: timeConstant('20 ms', 'tau_star of the traces of bursts and of somatic activity', '6, 7'),
    tauAdaptation: timeConstant('200 ms', 'tau_W of the adaptation', '6'),
    restingInput: z
      .number()
      .min(-1e6)
      .max(0)
      .default(-1)
      .meta({
        description: 'h, constant current of every compartment; at most 0, so that neurons can rest',
        ...equations('1 to 3'),
      }),
    apicalInput: voltage(-5, 'h_ref, further constant current of the apical compartments', '1, 2'),
    somaReset: voltage(-20, 'V_reset of the soma; under a burst window a third of it', '4'),
    apicalReset: voltage(-160, 'V_reset of the apical compartments', '1, 2'),
    adaptationStrength: voltage(100, 'b_W, current that the adaptation takes from the soma', '3'),
    burstAmplification: voltage(20, 'current that a burst window adds to the soma', '3'),
    somaWindowThreshold: threshold(0.025, 'θ_soma, above which the soma counts as active lately', '6'),
    burstThreshold: threshold(0.0125, 'θ_burst, above which a burst is under way', '8'),
    proximalCompartment: z
      .enum(['memoryless', 'leaking'])
      .default('memoryless')
      .describe(
        'V^p forgets at every step, as in the released implementation, or leaks, as the paper writes',
      ),
    transmission: z
      .enum(['spikes', 'burst-spikes'])
      .default('spikes')
      .describe('recurrent synapses transmit every spike, or those within bursts only'),
  })
  .refine((neuron) => neuron.timeStep < neuron.tauMembrane, {
    path: ['timeStep'],
    error: 'a time step below tauMembrane',
  })
  .prefault({}) satisfies z.ZodType<NeuronParameters>;

/** Settings of the recurrent plasticity. */
export const plasticitySchema = (learningRate = 0) =>
  z
    .strictObject({
      learningRate: rate
        .default(learningRate)
        .meta({ description: 'η of the recurrent plasticity; 0 switches it off', ...equations('11') }),
      escapeWidth: z
        .number()
        .positive()
        .max(1e3)
        .default(0.1)
        .meta({ description: 'δu of the spike probability', ...equations('11') }),
    })
    .prefault({}) satisfies z.ZodType<PlasticityParameters>;

/** Settings of a context projection. @param defaults defaults of single fields, by the role of the network */
export const contextSchema = (defaults: Partial<ContextProjection> = {}) =>
  z
    .strictObject({
      sigma: sigma
        .default(defaults.sigma ?? 0)
        .describe('standard deviation of the context weights; 0: no projection'),
      distribution: z
        .enum(['normal', 'half-normal'])
        .default(defaults.distribution ?? 'normal')
        .describe('N(0, sigma²), as published, or its absolute value, so that context only excites'),
      targets: z
        .enum(['all', 'assemblies'])
        .default(defaults.targets ?? 'all')
        .describe('every unit reaches every neuron, or each an assembly of excitatory neurons of its own'),
      sparsity: share.default(defaults.sparsity ?? 0).describe('share of the weights that are 0'),
    })
    .prefault({}) satisfies z.ZodType<ContextProjection>;

/** Settings of the network time between two readings. */
export const timingSchema = unionWithDefault<Timing>('mode', { mode: 'continuous' }, [
  z.strictObject({
    mode: z.literal('continuous').describe('the network continues for as long as an environment step lasts'),
  }),
  z
    .strictObject({
      mode: z.literal('decision').describe('every reading is a decision of its own'),
      duration: duration({ default: '20 ms', min: '0.01 ms', max: '1 min' }).describe(
        'network time of a decision',
      ),
      averaging: duration({ default: '10 ms', min: '0.01 ms', max: '1 min' }).describe(
        'last part of a decision, over which the feature is averaged',
      ),
      carryState: z
        .boolean()
        .default(false)
        .describe(
          'a decision starts from the state in which the last one of the episode ended, which can remember; false: from rest',
        ),
    })
    .refine(({ averaging, duration: whole }) => averaging <= whole, {
      path: ['averaging'],
      error: 'at most `duration`',
    }),
]);

/** Defaults that depend on the role of a network. */
export interface NetworkDefaults {
  /** N */
  readonly neurons?: number;
  /** N_E */
  readonly excitatory?: number;
  /** Context onto the distal apical compartment. */
  readonly apicalContext?: Partial<ContextProjection>;
  /** σ_in */
  readonly inputSigma?: number;
  /** σ_target */
  readonly teachingSigma?: number;
  /** η */
  readonly learningRate?: number;
  /** The trace that the readout reads. */
  readonly trace?: BurstTrace;
  /** Factor of the trace. */
  readonly gain?: number;
}

/** Settings of a burst network. */
export interface BurstConfig extends NetworkParameters {
  /** Name of the model. */
  readonly model: 'burst';
  /** The kernel of the network. */
  readonly kernel: Kernel;
}

/** Everything about a network; `NetworkParameters` says what each field means. */
export const networkSchema = (defaults: NetworkDefaults = {}) =>
  z
    .strictObject({
      model: z
        .literal('burst')
        .default('burst')
        .describe('burst neurons with three compartments (Capone et al. 2022)'),
      kernel: kernelSchema.describe('how the network is computed, see `Kernel`'),
      neurons: z
        .int()
        .min(1)
        .max(100_000)
        .default(defaults.neurons ?? 500)
        .describe('N, number of neurons'),
      excitatory: z
        .int()
        .min(0)
        .max(100_000)
        .default(defaults.excitatory ?? 400)
        .describe('N_E, the first neurons; only these are taught, and gated by assemblies'),
      inputSigma: sigma
        .default(defaults.inputSigma ?? 20)
        .meta({ description: 'σ_in, standard deviation of the input weights', ...equations('3') }),
      teachingSigma: sigma.default(defaults.teachingSigma ?? 0).meta({
        description: 'σ_target, standard deviation of the teaching weights; 0: no teacher acts',
        ...equations('2'),
      }),
      teachingSparsity: share.default(0).describe('share of the teaching weights that are 0'),
      apicalContext: contextSchema(defaults.apicalContext).describe(
        'context at the distal apical compartment',
      ),
      basalContext: contextSchema().describe('context at the soma, a control'),
      readoutSigma: sigma.default(0.1).describe('standard deviation of the initial readout weights'),
      feature: z
        .strictObject({
          trace: z
            .enum(['target-bursts', 'recurrent-bursts', 'burst-spikes'])
            .default(defaults.trace ?? 'burst-spikes')
            .describe('b, b^rec, or the somatic spikes within bursts, low-passed with tauBurst'),
          gain: z
            .number()
            .positive()
            .max(1e6)
            .default(defaults.gain ?? 40)
            .describe('factor of the trace'),
        })
        .prefault({})
        .describe('the feature of the readout'),
      directPath: directPathSchema,
      timing: timingSchema.describe('how network time passes between two readings'),
      neuron: neuronSchema.describe('constants of the neurons'),
      plasticity: plasticitySchema(defaults.learningRate).describe(
        'burst-dependent plasticity of the recurrent weights',
      ),
    })
    .refine((network) => network.excitatory <= network.neurons, {
      path: ['excitatory'],
      error: 'at most as many excitatory neurons as `neurons`',
    })
    .refine(({ timing, neuron }) => timing.mode !== 'decision' || timing.averaging >= neuron.timeStep, {
      path: ['timing', 'averaging'],
      error: 'at least one `neuron.timeStep`',
    }) satisfies z.ZodType<BurstConfig>;
