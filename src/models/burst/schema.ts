import { z } from 'zod';
import { duration } from '../../config/units.ts';
import { defaultKernel } from './create-population.ts';
import type { ContextProjection, NetworkParameters, Timing } from './network.ts';
import type { NeuronParameters, PlasticityParameters } from './parameters.ts';
import type { Kernel } from './population.ts';
import type { BurstTrace } from './state.ts';

/** How the networks are computed: if not given, in the fastest way that this machine can. */
export const kernelSchema = z
  .enum(['simd', 'event64', 'dense64'])
  .refine((kernel) => kernel !== 'simd' || defaultKernel() === 'simd', {
    error: 'event64 or dense64, for this machine cannot run SIMD WebAssembly',
  })
  .default(defaultKernel) satisfies z.ZodType<Kernel>;

const sigma = z.number().nonnegative().max(1e6);
const share = z.number().min(0).lt(1);
const rate = z.number().nonnegative().max(1e4);
const voltage = z.number().min(-1e6).max(1e6);
const timeConstant = (value: string) => duration({ default: value, min: '0.01 ms', max: '1 h' });

/** The constants of README.md, Neuron; `NeuronParameters` says what each means. */
export const neuronSchema = z
  .strictObject({
    timeStep: duration({ default: '1 ms', min: '0.01 ms', max: '10 ms' }),
    tauMembrane: timeConstant('20 ms'),
    tauSynapse: timeConstant('2 ms'),
    tauBurst: timeConstant('20 ms'),
    tauAdaptation: timeConstant('200 ms'),
    restingInput: voltage.max(0).default(-1),
    apicalInput: voltage.default(-5),
    somaReset: voltage.default(-20),
    apicalReset: voltage.default(-160),
    adaptationStrength: voltage.default(100),
    burstAmplification: voltage.default(20),
    somaWindowThreshold: z.number().nonnegative().max(1).default(0.025),
    burstThreshold: z.number().nonnegative().max(1).default(0.0125),
    proximalCompartment: z.enum(['memoryless', 'leaking']).default('memoryless'),
    transmission: z.enum(['spikes', 'burst-spikes']).default('spikes'),
  })
  .refine((neuron) => neuron.timeStep < neuron.tauMembrane, {
    path: ['timeStep'],
    error: 'a time step below tauMembrane',
  })
  .prefault({}) satisfies z.ZodType<NeuronParameters>;

export const plasticitySchema = (learningRate = 0) =>
  z
    .strictObject({
      learningRate: rate.default(learningRate).describe('η of the recurrent plasticity; 0 switches it off'),
      escapeWidth: z.number().positive().max(1e3).default(0.1).describe('δu of the spike probability'),
    })
    .prefault({}) satisfies z.ZodType<PlasticityParameters>;

/** @param defaults of single fields, so that setting one field leaves the others as the role of the network wants them */
export const contextSchema = (defaults: Partial<ContextProjection> = {}) =>
  z
    .strictObject({
      sigma: sigma
        .default(defaults.sigma ?? 0)
        .describe('standard deviation of the context weights; 0: no projection'),
      distribution: z.enum(['normal', 'half-normal']).default(defaults.distribution ?? 'normal'),
      targets: z.enum(['all', 'assemblies']).default(defaults.targets ?? 'all'),
      sparsity: share.default(defaults.sparsity ?? 0).describe('share of the weights that are 0'),
    })
    .prefault({}) satisfies z.ZodType<ContextProjection>;

export const timingSchema = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('continuous') }),
    z
      .strictObject({
        mode: z.literal('decision'),
        duration: duration({ default: '20 ms', min: '0.01 ms', max: '1 min' }),
        averaging: duration({ default: '10 ms', min: '0.01 ms', max: '1 min' }),
      })
      .refine(({ averaging, duration: whole }) => averaging <= whole, {
        path: ['averaging'],
        error: 'at most `duration`',
      }),
  ])
  .prefault({ mode: 'continuous' }) satisfies z.ZodType<Timing>;

/** Defaults that depend on the role of a network. */
export interface NetworkDefaults {
  readonly neurons?: number;
  readonly excitatory?: number;
  readonly apicalContext?: Partial<ContextProjection>;
  readonly inputSigma?: number;
  readonly teachingSigma?: number;
  readonly learningRate?: number;
  readonly trace?: BurstTrace;
  readonly gain?: number;
}

/** Everything about a network; `NetworkParameters` says what each field means. */
export const networkSchema = (defaults: NetworkDefaults = {}) =>
  z
    .strictObject({
      neurons: z
        .int()
        .min(1)
        .max(100_000)
        .default(defaults.neurons ?? 500),
      excitatory: z
        .int()
        .min(0)
        .max(100_000)
        .default(defaults.excitatory ?? 400),
      inputSigma: sigma.default(defaults.inputSigma ?? 20),
      teachingSigma: sigma.default(defaults.teachingSigma ?? 0),
      teachingSparsity: share.default(0),
      apicalContext: contextSchema(defaults.apicalContext),
      basalContext: contextSchema(),
      readoutSigma: sigma.default(0.1),
      feature: z
        .strictObject({
          trace: z
            .enum(['target-bursts', 'recurrent-bursts', 'burst-spikes'])
            .default(defaults.trace ?? 'burst-spikes'),
          gain: z
            .number()
            .positive()
            .max(1e6)
            .default(defaults.gain ?? 40),
        })
        .prefault({}),
      timing: timingSchema,
      neuron: neuronSchema,
      plasticity: plasticitySchema(defaults.learningRate),
    })
    .refine((network) => network.excitatory <= network.neurons, {
      path: ['excitatory'],
      error: 'at most as many excitatory neurons as `neurons`',
    })
    .refine(({ timing, neuron }) => timing.mode !== 'decision' || timing.averaging >= neuron.timeStep, {
      path: ['timing', 'averaging'],
      error: 'at least one `neuron.timeStep`',
    })
    .prefault({}) satisfies z.ZodType<NetworkParameters>;
