import { z } from 'zod';
import { Catalogue } from '../config/catalogue.ts';
import { define } from '../config/definition.ts';
import { checkDefinition, method, words } from '../config/definition-fields.ts';
import { burst } from './burst/definition.ts';
import type { ModelConfig, ModelDefinition } from './definition.ts';
import { linear } from './linear/definition.ts';
import { perceptron } from './perceptron/definition.ts';
import { randomRelu } from './random-relu/definition.ts';

/** The definition of a model of any settings. */
// biome-ignore lint/suspicious/noExplicitAny: models of different settings; each checks its own
export type AnyModelDefinition = ModelDefinition<any>;

/** What is built in; a new model is a folder and an entry here. */
const builtIn: readonly AnyModelDefinition[] = [burst, linear, randomRelu, perceptron];

/** Every model that a learner can be made of, by name. */
export const models = new Catalogue<AnyModelDefinition>('model', 'a model');
for (const definition of builtIn) models.add(definition.name, () => definition);

/** The definition that settings name. @throws UsageError where there is none */
export function modelOf({ model }: ModelConfig): AnyModelDefinition {
  return models.find(model).entry;
}

const fields = {
  name: words,
  description: words,
  usesReadout: z.boolean(),
  schema: method,
  problems: method.optional(),
  create: method,
};

/**
 * A model of your own. A module that exports it makes it a value of `network.model`: see `--use`.
 *
 * @returns the definition itself, marked as one
 * @throws ConfigError naming the fields that are missing or of another type
 */
export function defineModel<Config extends ModelConfig>(
  definition: ModelDefinition<Config>,
): ModelDefinition<Config> {
  checkDefinition('defineModel', fields, definition);
  return define('model', definition);
}
