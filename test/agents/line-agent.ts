import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import { parseConfig } from '../../src/config/config.ts';
import type { Model } from '../../src/models/model.ts';
import { lineAdapter } from './line-task.ts';

export const lineTask = imitationTrainable(lineAdapter);

const network = { neurons: 60, excitatory: 60, inputSigma: 30 };

/** Settings under which the line is learned in a fraction of a second; `manager`, `workers`, `imitation` add to them. */
export function lineConfig(
  changes: {
    manager?: object;
    workers?: object;
    repeatInhibition?: number;
    imitation?: object;
    [field: string]: unknown;
  } = {},
) {
  const { manager = {}, workers = {}, repeatInhibition = 0, imitation = {}, ...rest } = changes;
  const settings = {
    kernel: 'event64',
    agent: { manager: { network, ...manager }, workers: { network, ...workers }, repeatInhibition },
    imitation: {
      demonstrations: 4,
      labelInterval: '15 ms',
      ...('algorithm' in imitation ? {} : { rounds: 2, episodesPerRound: 3 }),
      ...imitation,
    },
    evaluation: { episodes: 20 },
    ...rest,
  };
  return parseConfig(lineTask.schema, settings, 'test');
}

/** The networks' settings, with changes. */
export const networkOf = (changes: object) => ({ network: { ...network, ...changes } });

/** A learned array of a model. */
export function learnedOf(model: Model, name: string): Float64Array {
  const found = model.arrays().learned.find((array) => array.name === name);
  if (!(found?.data instanceof Float64Array)) throw new Error(`no array ${name} in float64`);
  return found.data;
}
