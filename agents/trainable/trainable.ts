import type { z } from 'zod';
import type { Trainable } from '../../src/run/trainable.ts';
import type { AnyAdapter } from '../../src/task/environment-adapter.ts';
import { reportSchema } from '../evaluation/report-schema.ts';
import { summariseSeeds } from '../evaluation/summary.ts';
import { contenderSettings } from './contender.ts';
import { type ImitationRunConfig, imitationRunSchema } from './schema.ts';
import { checkpointType, ImitationSession } from './session.ts';

/** Imitation learning in the environment of an adapter, as something that can be trained by name. */
export function imitationTrainable(adapter: AnyAdapter): Trainable<ImitationRunConfig, ImitationSession> {
  let schema: z.ZodType<ImitationRunConfig> | undefined;
  return {
    name: adapter.name,
    description: adapter.description,
    environment: adapter.name,
    unit: 'episodes',
    checkpointEvery: 50,
    /** Made when it is needed: it lists every model and algorithm that is known by then. */
    get schema() {
      return (schema ??= imitationRunSchema(adapter));
    },
    checkpointType,
    reportSchema,
    summarise: (seeds, reports) => summariseSeeds(adapter, seeds, reports),
    contender: contenderSettings,
    begin: (config) => new ImitationSession(adapter, config),
  };
}
