import { z } from 'zod';

/** Settings of waves of bursts beside a manager. */
export interface WaveConfig {
  /** The planner. */
  readonly kind: 'burst-wave';
  /** Whether couplings are imprinted from transitions of lessons, or given. */
  readonly couplings: 'learned' | 'wired';
  /** Number of neurons of each group. */
  readonly members: number;
}

/** Settings of a planner beside a manager; `none` says that a recipe's is not wanted. */
export type PlannerConfig = WaveConfig | { readonly kind: 'none' };

/** Schema of the settings of waves. */
export const waveSchema = z.strictObject({
  kind: z.literal('burst-wave').describe('a wave of bursts spreads from the goal through open doors'),
  couplings: z
    .enum(['learned', 'wired'])
    .default('learned')
    .describe('imprinted from the transitions that lessons show, or given'),
  members: z.int().min(1).max(64).default(4).describe('neurons of each group'),
}) satisfies z.ZodType<WaveConfig>;

/** A planner of burst waves; there is none unless it is asked for. */
export const plannerSchema = z.discriminatedUnion('kind', [
  waveSchema,
  z.strictObject({ kind: z.literal('none').describe('no planner') }),
]) satisfies z.ZodType<PlannerConfig>;
