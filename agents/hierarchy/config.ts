import { z } from 'zod';
import { duration } from '../../src/config/units.ts';
import { networkSchema } from '../../src/models/burst/schema.ts';
import { readoutRuleSchema } from '../../src/models/readout/schema.ts';

const ridge = { kind: 'ridge', ridge: 1e-3 } as const;
/** Context that excites only, strong enough to place bursts by itself (Capone et al. 2022, worker: σ_ctx,apical = 50). */
const gate = { sigma: 50, distribution: 'half-normal' } as const;

const inputsSchema = z
  .enum(['raw', 'standardised'])
  .default('raw')
  .describe(
    'units as the encoder gives them, or centred and scaled so that inputSigma is the spread of the current',
  );

const decisionsSchema = z
  .strictObject({
    when: z
      .enum(['steps', 'arrivals'])
      .default('steps')
      .describe('decide at every step, or on coming to another place'),
    mask: z.boolean().default(false).describe('never choose what is not possible here'),
    returnInhibition: z
      .number()
      .nonnegative()
      .max(1e6)
      .default(0)
      .describe('taken off a readout for every earlier visit to the place that the subtask leads to'),
  })
  .prefault({});

export const managerSchema = z
  .strictObject({
    network: networkSchema({ apicalContext: { ...gate, targets: 'all' } }),
    memory: z
      .enum(['none', 'basal', 'apical'])
      .default('none')
      .describe('efference copy of its own choice: none, as sensory input, or as apical context'),
    inputs: inputsSchema,
    decisions: decisionsSchema,
    readout: readoutRuleSchema.prefault(ridge),
  })
  .prefault({});

export const workersSchema = z
  .strictObject({
    networks: z
      .enum(['gated', 'separate'])
      .default('gated')
      .describe('one network gated by apical context, or one network a subtask'),
    inputs: inputsSchema,
    network: networkSchema({ apicalContext: { ...gate, targets: 'assemblies' } }),
    readout: readoutRuleSchema.prefault(ridge),
  })
  .prefault({});

export const agentSchema = z.strictObject({ manager: managerSchema, workers: workersSchema }).prefault({});

export type AgentConfig = z.infer<typeof agentSchema>;

/**
 * Imitation: demonstrations first, then DAgger rounds in which the expert labels what the agent visits.
 * @param layouts names of layout distributions that the task has
 * @param trainingLayout the one to train on unless told otherwise
 * @param stepMs network time of an environment step, of which default durations are multiples
 */
export const imitationSchema = (layouts: readonly string[], trainingLayout: string, stepMs: number) =>
  z
    .strictObject({
      layout: z
        .enum(layouts)
        .default(trainingLayout)
        .describe('layout distribution to train on; own: as options.env says'),
      demonstrations: z.int().min(0).max(1_000_000).default(40).describe('episodes shown by the expert'),
      dataset: z
        .string()
        .optional()
        .describe('recorded demonstrations, [namespace/]name-vN, to show in place of the expert’s own'),
      datasetSha256: z.string().optional().describe('checksum of the dataset’s data: others are refused'),
      datasetRoot: z
        .string()
        .optional()
        .describe('folder of all datasets; default: MINARI_DATASETS_PATH, else ~/.minari/datasets'),
      passes: z.int().min(1).max(1000).default(1).describe('times the demonstrations are shown'),
      rounds: z.int().min(0).max(10_000).default(16).describe('DAgger rounds'),
      episodesPerRound: z.int().min(1).max(100_000).default(20),
      episodeDuration: duration({
        default: `${wholeSteps(300, stepMs)} ms`,
        min: '1 ms',
        max: '1 h',
      }).describe('longest episode of a DAgger round, in network time'),
      labelInterval: duration({
        default: `${wholeSteps(8, stepMs)} ms`,
        min: '0.01 ms',
        max: '1 h',
      }).describe('network time between two labels'),
      teaching: z
        .boolean()
        .default(false)
        .describe('the demonstrated choice and action drive the distal compartments during demonstrations'),
      shuffleSubtasks: z
        .boolean()
        .default(false)
        .describe('control: in every episode the names of the subtasks are dealt out at random'),
    })
    .prefault({});

/** The shortest time of whole steps that is no shorter than a given one, all in ms. */
function wholeSteps(time: number, stepMs: number): number {
  return stepMs * Math.ceil(time / stepMs);
}

export type ImitationConfig = z.infer<ReturnType<typeof imitationSchema>>;
