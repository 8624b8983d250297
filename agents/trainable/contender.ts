import { models } from '../../src/models/catalogue.ts';
import type { ContenderSettings } from '../../src/run/trainable.ts';
import { algorithms } from '../imitation/catalogue.ts';

const FLAT = 'flat-';

/**
 * Settings of a way of learning that is compared with others.
 *
 * @param called name of an algorithm, e.g. `dagger`, or `flat-dagger` for an agent without subtasks; settings of it may follow,
 * e.g. `dagger:corrections=first-failure`
 * @param model name of the model of every learner; settings of it may follow, e.g. `perceptron:passes=10`
 * @throws UsageError where there is no such algorithm or model
 */
export function contenderSettings(called: string, model: string): ContenderSettings {
  const flat = called.startsWith(FLAT);
  const [algorithm = '', ...changes] = called.slice(flat ? FLAT.length : 0).split(':');
  const [network = '', ...changesOfNetwork] = model.split(':');
  const { lasting = [], name } = algorithms.find(algorithm).entry;
  const places = flat ? ['agent.network'] : ['agent.manager.network', 'agent.workers.network'];
  return {
    byDefault: lasting,
    own: [
      `imitation.algorithm=${name}`,
      ...changes.map((change) => `imitation.${change}`),
      ...(flat ? ['agent.kind=flat'] : []),
      ...places.flatMap((place) => [
        `${place}.model=${models.find(network).entry.name}`,
        ...changesOfNetwork.map((change) => `${place}.${change}`),
      ]),
    ],
  };
}
