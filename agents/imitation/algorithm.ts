import type { z } from 'zod';
import type { School } from './school.ts';
import type { ImitationConfig, ImitationDefaults } from './settings.ts';

/** What one training episode was like. */
export interface EpisodeReport {
  /** The part of the training that it belongs to, e.g. `demonstration` or `practice`. */
  readonly phase: string;
  /** Environment steps. */
  readonly steps: number;
  /** Labels given by the expert in this episode; a demonstration shown again adds none. */
  readonly labels: number;
  /** Which milestones were reached, in their order. */
  readonly achieved: readonly boolean[];
  /** Practice: the round, from 0, and who picked the subtasks that were carried out. */
  readonly round?: number;
  /** Practice: who picked the subtasks that were carried out. */
  readonly manager?: 'expert' | 'network';
}

/** An algorithm of imitation: an order in which an agent is shown lessons and practises. */
export interface Algorithm<Config extends ImitationConfig = ImitationConfig> {
  /** The value of `imitation.algorithm`. */
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  /** Fields of its settings beside those that every algorithm has. */
  settings(defaults: ImitationDefaults): z.ZodRawShape;
  /** Whether the agent practises, so that an expert has to label what it gets into. Absent: demonstrations are enough. */
  readonly practises?: boolean;
  /** Settings, such as `imitation.rounds=200`, under which only a budget of labels ends the training. Absent: none. */
  readonly lasting?: readonly string[];
  /** Number of training episodes. */
  episodes(config: Config): number;
  /**
   * Runs the `index`-th training episode; index < `episodes(config)`.
   * @throws DivergenceError when weights are no longer finite
   */
  run(school: School, config: Config, index: number): EpisodeReport;
}
