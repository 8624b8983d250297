import type { RawConfig } from '../../src/config/config-file.ts';

/** A model that learns Button & Food, as manager and as workers. */
export interface Learning {
  /** Name in tables. */
  readonly name: string;
  /** Settings of manager and workers. */
  readonly agent: { readonly manager: RawConfig; readonly workers: RawConfig };
}

/** Manager and workers of one model. */
export function learning(name: string, network: RawConfig, others: RawConfig = {}): Learning {
  const settings = { network, ...others };
  return { name, agent: { manager: settings, workers: settings } };
}

/** Networks of the tables: the recipe's burst network, and controls. */
export const networks = {
  /** Reads bursts alone, as in the paper. */
  burstsAlone: { directPath: 0 },
  linear: { model: 'linear' },
  randomRelu: { model: 'random-relu' },
  /** Ten passes over all labels after every round are enough. */
  perceptron: { model: 'perceptron', passes: 10 },
} as const;

/** λ that serves bursts best where nothing else is read. */
export const burstsReadout = { readout: { kind: 'ridge', ridge: 1e-3 } } as const;
