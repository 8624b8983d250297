import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type ProfileOverrides, readProfile } from '../../../src/run/slurm/profile.ts';
import { planSubmission } from '../../../src/run/slurm/submit.ts';
import type { ClusterWork, WorkItem } from '../../../src/run/slurm/work.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';

/** What would be submitted of items on a cluster with arrays of five tasks. */
function planned(
  items: readonly Partial<WorkItem>[],
  queued: readonly (readonly [id: string, state: string, name?: string])[] = [],
  overrides: ProfileOverrides = {},
  submitted = Number.POSITIVE_INFINITY,
) {
  const work: ClusterWork = {
    id: '0123abcd',
    jobsPath: join(temporaryFolder(), 'jobs'),
    items: async () => [],
    close() {},
    retry() {},
    taskCommand: () => [],
    feederCommand: () => [],
  };
  const { arrays, later } = planSubmission(work, readProfile(work.jobsPath, undefined, overrides), {
    items: items.map((item) => ({ state: 'waiting', job: null, shortage: null, ...item })),
    queue: queued.map(([id, state, name = 'burstwise-0123abcd-1']) => ({ id, name, state, reason: '' })),
    limits: { arraySize: 5, submitted },
  });
  return [...arrays.map(({ tasks, memory }) => (memory === undefined ? tasks : [tasks, memory])), later];
}

const waiting = (count: number) => Array.from({ length: count }, () => ({}));

it('what waits is submitted in arrays below the limit of the cluster', () => {
  expect(planned(waiting(13))).toEqual([5, 5, 3, 0]);
  expect(planned(waiting(13), [], { pack: 4 })).toEqual([4, 0]);
  expect(
    planned([{ state: 'done' }, { state: 'running' }, { state: 'failed' }, { state: 'skipped' }]),
  ).toEqual([0]);
});

it('what the queue has no room for is submitted later, and a place stays for the feeder', () => {
  expect(planned(waiting(13), [], {}, 7)).toEqual([5, 1, 7]);
  expect(planned(waiting(3), [['4', 'RUNNING', 'other']], {}, 4)).toEqual([2, 1]);
  expect(planned(waiting(3), [['4', 'RUNNING', 'other']], {}, 1)).toEqual([3]);
});

it('what jobs in the queue will take is not submitted again', () => {
  const pack = { pack: 3 };
  expect(planned(waiting(9), [['7_0', 'PENDING']], pack)).toEqual([2, 0]);
  expect(planned(waiting(9), [['7_0', 'PENDING', 'burstwise-0123abcd-feeder']], pack)).toEqual([3, 0]);
  expect(planned(waiting(9), [['7_0', 'PENDING', 'burstwise-ffffffff-1']], pack)).toEqual([3, 0]);
  // A task that runs takes as many as it has not had yet; one that is ending takes none.
  const begun = [{ state: 'done', job: '7_0' }, { state: 'running', job: '7_0' }, ...waiting(4)] as const;
  expect(planned(begun, [['7_0', 'RUNNING']], pack)).toEqual([1, 0]);
  expect(planned(begun.slice(0, 3), [['7_0', 'RUNNING']], pack)).toEqual([0]);
  expect(planned(begun.slice(0, 3), [['7_0', 'COMPLETING']], pack)).toEqual([1, 0]);
});

it('what had too little memory gets more', () => {
  const short = { shortage: 2048 };
  expect(planned([short, ...waiting(6), short])).toEqual([[2, 4096], 5, 1, 0]);
  expect(planned([short], [], { oomFactor: 3 })).toEqual([[1, 6144], 0]);
});
