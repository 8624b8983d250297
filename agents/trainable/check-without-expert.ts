import { ConfigError } from '../../src/errors.ts';
import { type AnyAlgorithm, algorithms } from '../imitation/catalogue.ts';
import type { ImitationConfig } from '../imitation/settings.ts';

/**
 * Refuses settings that ask for an expert where there is none.
 * @param task its name
 * @throws ConfigError with what to set
 */
export function checkWithoutExpert(
  task: string,
  { name, practises = false }: AnyAlgorithm,
  { dataset, subtasks }: ImitationConfig,
): void {
  const whose = subtasks === undefined ? '' : ' that knows these subtasks';
  if (practises) {
    const others = algorithms.entries.filter((other) => other.practises !== true);
    throw new ConfigError('settings', [
      {
        path: 'imitation.algorithm',
        expected: `an algorithm that needs no expert (${task} has none${whose}): ${others.map((other) => other.name).join(', ')}`,
        received: name,
        remedy: '--set imitation.algorithm=cloning',
      },
    ]);
  }
  if (dataset !== undefined) return;
  throw new ConfigError('settings', [
    {
      path: 'imitation.dataset',
      expected: `recorded demonstrations (${task} has no expert${whose} to demonstrate)`,
      received: 'none',
      remedy: 'train --demonstrations <id>; `burstwise record --human` records yours',
    },
  ]);
}
