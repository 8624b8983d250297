import type { RawConfig } from '../../src/config/config-file.ts';
import { models } from '../harness/models.ts';

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
  linear: models.linear,
  randomRelu: models['random-relu'],
  perceptron: models.perceptron,
} as const;

/** λ that serves bursts best where nothing else is read. */
export const burstsReadout = { readout: { kind: 'ridge', ridge: 1e-3 } } as const;

/** The models that learn the task side by side. */
export const contenders: readonly Learning[] = [
  learning('burst', {}),
  learning('bursts alone', networks.burstsAlone, burstsReadout),
  learning('linear', networks.linear),
  learning('random-relu', networks.randomRelu),
  learning('perceptron', networks.perceptron),
];
