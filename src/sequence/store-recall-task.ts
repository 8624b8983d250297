import { z } from 'zod';
import { settingsDigest } from '../config/config.ts';
import { duration } from '../config/units.ts';
import { DivergenceError, UsageError } from '../errors.ts';
import { type Checkpoint, createCheckpoint, expectMetadata } from '../files/checkpoint.ts';
import { spreadKernel } from '../models/burst/kernel-setting.ts';
import type { NetworkParameters } from '../models/burst/network.ts';
import { networkSchema } from '../models/burst/schema.ts';
import { readoutSchema } from '../models/readout/schema.ts';
import { computedBy, type NamedModel, restoreModels, saveModels } from '../models/saved-state.ts';
import { SpikeRecorder } from '../models/spike-recorder.ts';
import type { Figure, Report } from '../report/report.ts';
import type { EvaluationOverrides, Session, Trainable } from '../run/trainable.ts';
import { summariseMean } from '../statistics/means.ts';
import { formatEstimate } from '../statistics/proportions.ts';
import { StoreRecall } from './store-recall.ts';

const checkpointType = { kind: 'store-recall', version: 2 };
/** Fewest steps: a shorter trajectory is next to nothing, and one of fewer than 4 steps has no error. */
const FEWEST_STEPS = 10;

const settingsSchema = z
  .strictObject({
    task: z.literal('store-recall').default('store-recall').describe('what is learned'),
    seed: z.int().min(0).default(1).describe('decides every random number of the run'),
    duration: duration({ default: '1 s', min: '10 ms', max: '1 h' }).describe('length of the trajectory'),
    clockBins: z.int().min(1).max(100_000).default(50).describe('input units, one on after the other'),
    outputs: z.int().min(1).max(1000).default(3).describe('dimensions of the trajectory'),
    iterations: z.int().min(1).max(10_000_000).default(100).describe('presentations with the teacher on'),
    recallEvery: z.int().min(1).default(10).describe('iterations between two test recalls'),
    network: networkSchema({
      neurons: 1000,
      excitatory: 800,
      inputSigma: 12,
      teachingSigma: 20,
      learningRate: 10,
      trace: 'recurrent-bursts',
      gain: 1,
    }).prefault({}),
    readout: z
      .strictObject({
        rule: readoutSchema({ kind: 'delta', rate: 0.01, biasRate: 0, annealing: 0 }),
        learnsFrom: z
          .enum(['presentation', 'recall'])
          .default('presentation')
          .describe('during the presentations, as published, or once at the end from a recall'),
      })
      .prefault({}),
  })
  .refine((config) => stepsOf(config) >= FEWEST_STEPS, {
    path: ['duration'],
    error: `at least ${FEWEST_STEPS} times \`network.neuron.timeStep\``,
  })
  .refine(({ network }) => network.timing.mode === 'continuous', {
    path: ['network', 'timing', 'mode'],
    error: 'continuous',
  })
  .refine((config) => config.clockBins <= stepsOf(config), {
    path: ['clockBins'],
    error: 'at most as many as there are time steps in `duration`',
  })
  .refine(({ network }) => network.plasticity.learningRate === 0 || network.teachingSigma > 0, {
    path: ['network', 'teachingSigma'],
    error: 'more than 0 where plasticity.learningRate is: the teacher acts through the teaching weights',
  });

/** Settings of a run of store & recall. The defaults recall best; `experiments/store-recall` has the published ones. */
export const storeRecallSchema = z.codec(z.unknown(), settingsSchema, {
  decode: (given) => spreadKernel(given, [['network']]) as z.input<typeof settingsSchema>,
  encode: (settings) => settings,
});

function stepsOf({ duration, network }: { duration: number; network: NetworkParameters }): number {
  return Math.round(duration / network.neuron.timeStep);
}

/** Checked settings of a run of store & recall. */
export type StoreRecallConfig = z.infer<typeof storeRecallSchema>;

/** Store & recall, to be trained by name. */
export const storeRecallTask: Trainable<StoreRecallConfig> = {
  name: 'store-recall',
  description:
    'A network stores a trajectory as bursts that its recurrence learns to predict, and recalls it from a clock alone.',
  unit: 'iterations',
  checkpointEvery: 20,
  schema: storeRecallSchema,
  checkpointType,
  reportSchema: z.looseObject({ error: z.number().min(0), targetVariance: z.number().min(0) }),
  summarise: summariseSeeds,
  begin: (config) => new StoreRecallSession(config),
};

/** Mean error over seeds with Student's interval. */
function summariseSeeds(seeds: readonly number[], reports: readonly Report['data'][]): Report {
  const errors = reports.map(({ error }) => error as number);
  const error = summariseMean(errors);
  const variance = summariseMean(reports.map(({ targetVariance }) => targetVariance as number));
  const worst = Math.max(...errors);
  const worstSeed = seeds[errors.indexOf(worst)]!;
  return {
    title: `store-recall, ${seeds.length} seeds: recall without a teacher; 95 % interval of the mean (Student)`,
    table: {
      head: ['mean error', 'worst seed', 'variance of the target'],
      rows: [
        [formatEstimate(error, 4), `${worst.toFixed(4)} (seed ${worstSeed})`, variance.value.toFixed(4)],
      ],
    },
    data: { seeds, error, worst: { seed: worstSeed, value: worst }, targetVariance: variance, runs: reports },
  };
}

class StoreRecallSession implements Session {
  readonly total: number;
  completed = 0;
  readonly #config: StoreRecallConfig;
  readonly #memory: StoreRecall;

  constructor(config: StoreRecallConfig) {
    this.#config = config;
    this.#memory = new StoreRecall({ ...config, durationMs: config.duration }, config.seed);
    this.total = config.iterations;
  }

  get models(): readonly NamedModel[] {
    return [{ name: 'network', model: this.#memory.model }];
  }

  /** Fingerprint of all settings but the kernel, so that another kernel may evaluate the learned weights. */
  get #settings(): string {
    const { kernel: _, ...network } = this.#config.network;
    return settingsDigest({ ...this.#config, network });
  }

  advance() {
    const { recallEvery } = this.#config;
    this.#memory.present(this.completed);
    this.completed++;
    const last = this.completed === this.total;
    if (last) this.#memory.finish();
    if (!last && this.completed % recallEvery !== 0) return undefined;
    const { error } = this.#memory.recall();
    if (!Number.isFinite(error)) {
      const step = this.completed * this.#memory.sequence.target.length;
      throw new DivergenceError('store-recall', step, `a recall error of ${error}`);
    }
    return { error };
  }

  checkpoint(): Checkpoint {
    const metadata = {
      seed: this.#config.seed,
      settings: this.#settings,
      completed: this.completed,
      computedBy: computedBy(this.models),
    };
    return createCheckpoint({ ...checkpointType, metadata, tensors: saveModels(this.models) });
  }

  restore(checkpoint: Checkpoint): void {
    const { seed, iterations } = this.#config;
    const progressSchema = z.strictObject({
      seed: z.literal(seed),
      settings: z.string(),
      completed: z.int().min(0).max(iterations),
      computedBy: z.record(z.string(), z.string()),
    });
    const { completed } = expectMetadata(checkpoint, progressSchema);
    restoreModels(this.models, checkpoint, this.#settings);
    this.completed = completed;
  }

  /** The error of a recall. */
  examine(): number {
    return this.#memory.recall().error;
  }

  async evaluate(overrides: EvaluationOverrides = {}): Promise<Report> {
    const given = Object.entries(overrides).find(([, value]) => value !== undefined);
    const option = given?.[0] === 'perturbations' ? 'perturb' : given?.[0];
    if (given) throw new UsageError(`--${option}: store-recall has no layouts to draw; leave it out`);
    const { seed, iterations } = this.#config;
    const error = this.examine();
    const variance = this.#memory.targetVariance();
    return {
      title: `store-recall: recall without a teacher after ${this.completed} of ${iterations} presentations`,
      table: {
        head: ['seed', 'error', 'variance of the target', 'unexplained'],
        rows: [
          [String(seed), error.toFixed(4), variance.toFixed(4), `${((100 * error) / variance).toFixed(1)} %`],
        ],
      },
      data: { seed, iterations: this.completed, error, targetVariance: variance },
    };
  }

  async draw(metrics: readonly Readonly<Record<string, unknown>>[]): Promise<Figure[]> {
    const { spikeRaster } = await import('../figures/spike-raster.ts');
    const { traces } = await import('../figures/traces.ts');
    const { timeStep } = this.#config.network.neuron;
    const recorder = new SpikeRecorder(this.#memory.model.activity);
    const { outputs, error } = this.#memory.recall((t) => recorder.record(t * timeStep));
    const { spikes, burstSpikes } = recorder;
    const rows = (vectors: readonly Float64Array[]) =>
      Array.from({ length: this.#config.outputs }, (_, o) => vectors.map((vector) => vector[o]!));
    const errors = metrics.filter((line) => line['error'] !== undefined);
    const figures: Figure[] = [
      {
        name: 'recall',
        svg: traces({
          title: 'Store & recall: target and recall without a teacher',
          subtitle: `error ${error.toFixed(4)} after ${this.completed} presentations`,
          target: rows(this.#memory.sequence.target.slice(1, -2)),
          recall: rows(outputs),
          startMs: timeStep,
          stepDurationMs: timeStep,
        }),
      },
      {
        name: 'raster',
        svg: spikeRaster({
          title: 'Store & recall: spikes and bursts during recall',
          populations: [{ name: 'network', size: spikes.length, spikes, burstSpikes }],
          durationMs: this.#config.duration,
        }),
      },
    ];
    if (errors.length > 1) figures.push(await this.#drawLearningCurve(errors));
    return figures;
  }

  async #drawLearningCurve(errors: readonly Readonly<Record<string, unknown>>[]): Promise<Figure> {
    const { learningCurve } = await import('../figures/learning-curve.ts');
    const points = errors.map((line) => ({ x: line['completed'] as number, value: line['error'] as number }));
    const variance = this.#memory.targetVariance();
    const svg = learningCurve({
      title: 'Store & recall: learning curve',
      xLabel: 'presentations',
      yLabel: 'recall error',
      yDomain: [0, Math.max(variance, ...points.map(({ value }) => value)) * 1.05],
      series: [{ name: 'recall without a teacher', points }],
      references: [{ name: 'variance of the target: nothing recalled', value: variance }],
    });
    return { name: 'learning-curve', svg };
  }
}
