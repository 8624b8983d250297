import { unionWithDefault } from '../config/union-with-default.ts';
import { models } from './catalogue.ts';
import type { ModelConfig, ModelRole } from './definition.ts';

/** Settings of a model of any kind that is known by now; `model` says which, `burst` if not given. */
export const modelSchema = (role: ModelRole) =>
  unionWithDefault<ModelConfig>(
    'model',
    { model: 'burst' },
    models.entries.map((definition) => definition.schema(role)),
  );
