import type { Generator } from 'gymnasium-js';
import type { z } from 'zod';
import type { Model, ModelUnits } from './model.ts';
import type { ReadoutRule } from './readout/rules.ts';

/** The role of a model in an agent; defaults may depend on it. */
export type ModelRole = 'manager' | 'workers' | 'flat';

/** The use that a model's settings must suit. */
export interface ModelUse {
  /** Manager, worker or flat agent. */
  readonly role: ModelRole;
  /** Duration of an environment step, ms. */
  readonly stepDurationMs: number;
  /** Whether a teacher drives the model during demonstrations. */
  readonly teaching: boolean;
  /** C: number of context units. */
  readonly contexts: number;
}

/** A setting of a model that does not suit its use. */
export interface ModelProblem {
  /** The field below the model's settings, e.g. `['neuron', 'timeStep']`. */
  readonly path: readonly string[];
  /** The expected value, as a noun phrase. */
  readonly expected: string;
  /** The value that does not fit. */
  readonly received: unknown;
}

/** Settings of a model: `model` names its definition. */
export interface ModelConfig {
  /** Its name in the catalogue. */
  readonly model: string;
}

/** A model by name: its settings, and how it is made from them. */
export interface ModelDefinition<Config extends ModelConfig = ModelConfig> {
  /** The value of `network.model`, e.g. `burst`. */
  readonly name: Config['model'];
  /** One sentence. */
  readonly description: string;
  /** Whether a readout rule of the agent's settings (`readout`) teaches it; else it has a rule of its own. */
  readonly usesReadout: boolean;
  /** A strict object with `model: z.literal(name)` and a default for every other field. */
  schema(role: ModelRole): z.ZodType<Config>;
  /** What does not suit; nothing if absent. */
  problems?(config: Config, use: ModelUse): readonly ModelProblem[];
  /**
   * Draws an untrained model: the same for the same settings, units and state of the generator.
   * @param readout how its readout learns; null where `usesReadout` is false
   */
  create(config: Config, units: ModelUnits, readout: ReadoutRule | null, generator: Generator): Model;
}
