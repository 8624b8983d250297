import { describe, expect, it } from 'vitest';
import { labelProblem } from '../../../agents/imitation/dataset-labels.ts';
import { adapters } from '../../../envs/index.ts';
import { columnGroup, numberColumn } from '../../../src/data/column.ts';
import type { Dataset } from '../../../src/data/dataset.ts';
import { Task } from '../../../src/task/task.ts';

/** A dataset that another program wrote, of one episode of one step. */
function foreign(envSpec: string | null, isLabelled = true): Dataset {
  const rows = (data: bigint[]) => numberColumn('int64', [data.length], BigInt64Array.from(data));
  const labels = { subtask: rows([2n, 2n]), expert_action: rows([1n, 1n]), action_taken: rows([1n, 1n]) };
  const infos = columnGroup(isLabelled ? { demonstration: columnGroup(labels) } : {});
  return {
    id: 'group/theirs-v0',
    metadata: { own: null, envSpec },
    length: 1,
    episode: () => ({ infos }),
  } as unknown as Dataset;
}

describe('labels of a dataset without names of subtasks', () => {
  const doorKey = adapters.find(({ name }) => name === 'door-key')!;
  const task = new Task(doorKey, doorKey.options.parse({}));

  it.each([
    ['a level of the task', '{"id": "MiniGrid-DoorKey-5x5-v0"}'],
    ['with the module that Python imports', '{"id": "minigrid:MiniGrid-DoorKey-8x8-v0"}'],
    ['within wrappers', '{"id": "MiniGrid-DoorKey-8x8-v0", "additional_wrappers": [{}]}'],
  ])('are those of its own task: %s', (_, spec) => {
    expect(labelProblem(foreign(spec), task)).toBeNull();
  });

  it.each([
    ['of another environment', '{"id": "MiniGrid-Unlock-v0"}', 'MiniGrid-Unlock-v0'],
    ['of one that is not named', null, 'none'],
  ])('are not those %s', (_, spec, received) => {
    expect(labelProblem(foreign(spec), task)).toMatchObject({ path: 'env_spec', received });
  });

  it('have to be there', () => {
    expect(labelProblem(foreign('{"id": "MiniGrid-DoorKey-8x8-v0"}', false), task)).toMatchObject({
      path: 'episode 0',
      expected: 'labels of an expert (infos/demonstration)',
    });
  });
});
