import { ConfigError } from '../../src/errors.ts';
import type { AnyAdapter } from '../../src/task/environment-adapter.ts';
import { resolved } from '../../src/task/resolved.ts';
import { withSubtasks } from '../../src/task/without-expert.ts';
import { divided } from '../decomposition/division/divided.ts';
import { divisionOf } from '../decomposition/division/division.ts';
import type { ImitationRunConfig } from './schema.ts';

/**
 * The adapter, with the subtasks that settings name or divide the task into where these are not its own.
 *
 * @throws ConfigError when settings do both, or divide what a dataset labels
 */
export function withOtherSubtasks(
  adapter: AnyAdapter,
  { imitation, options }: ImitationRunConfig,
): AnyAdapter {
  const { subtasks, division, dataset } = imitation;
  if (division === undefined)
    return subtasks === undefined ? adapter : withSubtasks(resolved(adapter, options), subtasks);
  const given = subtasks === undefined ? dataset && 'dataset' : 'subtasks';
  if (given) {
    throw new ConfigError('settings', [
      {
        path: `imitation.${given}`,
        expected: 'nothing beside imitation.division, which divides what the expert does',
        received: JSON.stringify(imitation[given as 'subtasks' | 'dataset']),
        remedy: 'leave one of them out, or label the dataset anew: burstwise data label',
      },
    ]);
  }
  const own = resolved(adapter, options);
  return divided(own, divisionOf(division, own.subtasks.names));
}
