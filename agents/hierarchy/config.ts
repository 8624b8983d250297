import { z } from 'zod';
import { type CommonConfig, commonFields, type LearnerConfig, learnerSchema } from '../learner-config.ts';
import { type PlannerConfig, plannerSchema, type WaveConfig, waveSchema } from '../planning/config.ts';

const decisionsSchema = z
  .strictObject({
    when: z
      .enum(['steps', 'arrivals', 'terminations'])
      .default('steps')
      .describe(
        'decide at every step; on coming to another place, or when the ways out of this one change; or when a worker ends its turn: workers then learn their progress too',
      ),
    threshold: z
      .number()
      .positive()
      .max(1)
      .default(0.75)
      .describe('terminations: progress, by its own readout, from which on a worker is done'),
    patience: z
      .number()
      .nonnegative()
      .max(1e6)
      .default(0)
      .describe(
        'terminations: a turn ends, and another subtask is chosen, after so many times the longest time that the expert takes; 0: never',
      ),
    mask: z.boolean().default(false).describe('never choose a subtask that is not possible here'),
    returnInhibition: z
      .number()
      .nonnegative()
      .max(1e6)
      .default(0)
      .describe('taken off a readout for every earlier visit to the place that the subtask leads to'),
  })
  .prefault({});

/** Settings of how a manager decides between subtasks. */
export type DecisionsConfig = z.infer<typeof decisionsSchema>;

/** Settings of a manager. */
export interface ManagerConfig extends LearnerConfig {
  /** Efference copy of its own choice: none, as further input (`basal`), or as its context (`apical`). */
  readonly memory: 'none' | 'basal' | 'apical';
  /** Whether it sees, one unit a subtask, whose turns have ended in this episode. */
  readonly history: 'none' | 'ended';
  /** When it decides, and between what. */
  readonly decisions: DecisionsConfig;
  /** Absent: none. */
  readonly planner?: PlannerConfig | undefined;
}

/** Settings of the workers. */
export interface WorkersConfig extends LearnerConfig {
  /** One network gated by the subtask as context, or one network for each subtask. */
  readonly networks: 'gated' | 'separate';
  /** Whether a worker begins its turn in the state in which it is, or from rest. */
  readonly turns: 'continue' | 'from-rest';
}

/** Settings of a manager with workers. */
export interface HierarchyConfig extends CommonConfig {
  /** Tells it from flat agents. */
  readonly kind: 'hierarchical';
  /** Absent: none. */
  readonly guide?: WaveConfig | undefined;
  /** What chooses subtasks. */
  readonly manager: ManagerConfig;
  /** What carries subtasks out. */
  readonly workers: WorkersConfig;
}

/** A manager that picks subtasks, and workers that carry them out. */
export const hierarchySchema = () =>
  z.strictObject({
    kind: z.literal('hierarchical').describe('a manager chooses subtasks, workers carry them out'),
    guide: waveSchema
      .optional()
      .describe('tells manager and workers the ways to things, where they see places; none if not given'),
    manager: learnerSchema('manager', {
      memory: z
        .enum(['none', 'basal', 'apical'])
        .default('none')
        .describe('efference copy of its own choice: none, as sensory input, or as context'),
      history: z
        .enum(['none', 'ended'])
        .default('none')
        .describe('memory of the subtasks whose turns have ended in this episode, as sensory input'),
      decisions: decisionsSchema,
      planner: plannerSchema
        .optional()
        .describe('plans ways between places; the manager sees its burst traces; none if not given'),
    }),
    workers: learnerSchema('workers', {
      networks: z
        .enum(['gated', 'separate'])
        .default('gated')
        .describe('one network gated by context, or one network a subtask'),
      turns: z
        .enum(['continue', 'from-rest'])
        .default('continue')
        .describe(
          'where managers decide once a turn: workers begin it in the state in which they are, or from rest, also where the same subtask is chosen again',
        ),
    }),
    ...commonFields,
  }) satisfies z.ZodType<HierarchyConfig>;
