import { z } from 'zod';
import { unionWithDefault } from '../src/config/union-with-default.ts';
import { type FlatConfig, flatSchema } from './flat/config.ts';
import { type HierarchyConfig, hierarchySchema } from './hierarchy/config.ts';
import { withReadout } from './learner-config.ts';

export type { LearnerConfig } from './learner-config.ts';

/** Settings of an agent: `kind` says of which kind. */
export type AgentConfig = HierarchyConfig | FlatConfig;

/** Settings of an agent of any kind; a hierarchy if they do not say. */
export const agentSchema = () =>
  z
    .codec(
      z.unknown(),
      unionWithDefault<AgentConfig>('kind', { kind: 'hierarchical' }, [hierarchySchema(), flatSchema()]),
      {
        decode: (given) => (isFlat(given) ? withReadout(given) : given),
        encode: (settings) => settings,
      },
    )
    .prefault({});

function isFlat(given: unknown): boolean {
  return (given as { readonly kind?: unknown } | null | undefined)?.kind === 'flat';
}
