import type { Generator } from 'gymnasium-js';
import { modelOf } from './catalogue.ts';
import type { ModelConfig } from './definition.ts';
import type { Model, ModelUnits } from './model.ts';
import type { ReadoutRule } from './readout/rules.ts';

/**
 * Draws an untrained model of the kind that its settings name.
 * @param readout the rule of its readout; ignored by models with a rule of their own
 */
export function createModel(
  config: ModelConfig,
  units: ModelUnits,
  readout: ReadoutRule | null,
  generator: Generator,
): Model {
  const definition = modelOf(config);
  return definition.create(config, units, definition.usesReadout ? readout : null, generator);
}
