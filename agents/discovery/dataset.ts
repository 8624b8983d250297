import { parseConfig } from '../../src/config/config.ts';
import { valuesOf } from '../../src/data/column.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { hasLayoutOf } from '../../src/data/space-layout.ts';
import { spaceDecoder } from '../../src/encoding/space-decoder.ts';
import { spaceEncoder } from '../../src/encoding/space-encoder.ts';
import { taskOf } from '../../src/episodes/dataset-task.ts';
import { UsageError } from '../../src/errors.ts';
import type { DiscoveredLabels, DiscoveryRequest } from '../../src/run/modules.ts';
import { learnerSchema } from '../learner-config.ts';
import { imitationRunSchema } from '../trainable/schema.ts';
import type { HeldOut } from './choose-count.ts';
import {
  type Discovery,
  type DiscoveryView,
  discover,
  discoveryDefaults,
  isDiscrete,
  viewOf,
} from './discover.ts';

/**
 * Finds subtasks in all episodes of a dataset; their labels, if there are any, are not looked at.
 *
 * @param onProgress hears how numbers of subtasks compare
 * @throws UsageError when there are too few episodes to choose a number, or settings do not suit the dataset
 */
export function discoverInDataset(
  dataset: Dataset,
  { count, seed, features, settings }: DiscoveryRequest,
  onProgress: (text: string) => void = () => {},
): DiscoveredLabels {
  const { observationSpace, actionSpace } = dataset;
  const episodes = [...dataset.episodes()].map(({ observations, actions }) => ({
    observations: valuesOf(observationSpace, observations),
    actions: valuesOf(actionSpace, actions),
  }));
  const asked = { ...discoveryDefaults, count, seed, features };
  const tell = (heldOut: HeldOut) => onProgress(inWords(heldOut));
  const found = ((): Discovery => {
    try {
      return discover(episodes, viewOfDataset(dataset, settings), asked, tell);
    } catch (error) {
      if (error instanceof RangeError)
        throw new UsageError(`${dataset.id}: ${error.message}`, { cause: error });
      throw error;
    }
  })();
  return {
    subtasks: Array.from({ length: found.count }, (_, k) => `part ${k + 1}`),
    labels: found.labels,
    about: { count: found.count, seed, features, logLikelihood: found.logLikelihood, heldOut: found.heldOut },
  };
}

function inWords({ options, logLikelihood, gain, error }: HeldOut): string {
  const added = gain === null ? '' : `, ${gain.toFixed(2)} ± ${error!.toFixed(2)} more`;
  return `${options} subtasks: held-out log likelihood of an episode ${logLikelihood.toFixed(2)}${added}`;
}

/** The encoders of the dataset's task where its observations are those of the task, else encoders of its spaces. */
function viewOfDataset(dataset: Dataset, settings: readonly string[]): DiscoveryView<unknown, unknown> {
  const task = taskOf(dataset, settings);
  const env = task?.environment();
  env?.close();
  const network = parseConfig(learnerSchema('flat', {}), {}, 'network').network;
  if (task !== null && hasLayoutOf(dataset.observationSpace, env!.observationSpace)) {
    const run = parseConfig(imitationRunSchema(task.adapter), { agent: { kind: 'flat' } }, 'network');
    return viewOf(task, run.agent.kind === 'flat' ? run.agent.network : network);
  }
  if (settings.length > 0)
    throw new UsageError(
      `${dataset.id}: --set: expected settings under which its task shows ${dataset.observationSpace}, received others`,
    );
  const encoder = spaceEncoder(dataset.observationSpace);
  return {
    input: encoder,
    conditions: encoder,
    decoder: spaceDecoder(dataset.actionSpace),
    stepDurationMs: 1,
    discrete: isDiscrete(dataset.actionSpace),
    network,
  };
}
