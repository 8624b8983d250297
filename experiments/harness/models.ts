import type { RawConfig } from '../../src/config/config-file.ts';

/** The four models of tables: burst neurons, and controls. */
export const models = {
  burst: { model: 'burst' },
  linear: { model: 'linear' },
  'random-relu': { model: 'random-relu' },
  /** Ten passes over all labels after every round are enough. */
  perceptron: { model: 'perceptron', passes: 10 },
} as const satisfies Readonly<Record<string, RawConfig>>;

/** Kinds of agents of one model: a manager with workers, and one learner without subtasks. */
export const kinds = {
  hierarchical: (network: RawConfig) => ({ manager: { network }, workers: { network } }),
  flat: (network: RawConfig) => ({ kind: 'flat', network }),
} as const satisfies Readonly<Record<string, (network: RawConfig) => RawConfig>>;
