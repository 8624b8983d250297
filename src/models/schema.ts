import { unionWithDefault } from '../config/union-with-default.ts';
import { models } from './catalogue.ts';
import type { ModelConfig, ModelRole } from './definition.ts';

/** Settings of any model that the catalogue has at the time of the call; `model` names it, `burst` by default. */
export const modelSchema = (role: ModelRole) =>
  unionWithDefault<ModelConfig>(
    'model',
    { model: 'burst' },
    models.entries.map((definition) => definition.schema(role)),
  );
