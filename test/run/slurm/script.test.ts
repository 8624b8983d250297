import { describe, expect, it } from 'vitest';
import { readProfile } from '../../../src/run/slurm/profile.ts';
import { arrayScript, feederScript } from '../../../src/run/slurm/script.ts';
import type { ClusterWork } from '../../../src/run/slurm/work.ts';

/** The options `--output` of array and feeder for work in a folder. */
function outputs(jobsPath: string): readonly (string | undefined)[] {
  const work: ClusterWork = {
    id: '0123abcd',
    jobsPath,
    items: async () => [],
    close() {},
    retry() {},
    taskCommand: () => ['node', 'task'],
    feederCommand: () => ['node', 'feed'],
  };
  const profile = readProfile(jobsPath, undefined, {});
  const scripts = [
    arrayScript(work, profile, { number: 1, tasks: 2, memory: undefined }),
    feederScript(work, profile, ['7']),
  ];
  return scripts.map((script) => /^#SBATCH --output=(.*)$/m.exec(script)?.[1]);
}

describe('logs', () => {
  it.each([
    ['/runs/sweep', ['/runs/sweep/1/task-%a.log', '/runs/sweep/feeder.log']],
    ['/my runs/50%j', ["'/my runs/50%%j/1/task-%a.log'", "'/my runs/50%%j/feeder.log'"]],
    ["/it's #1", ["'/it'\\''s #1/1/task-%a.log'", "'/it'\\''s #1/feeder.log'"]],
  ])('of jobs in %s stand in it', (path, expected) => {
    expect(outputs(path)).toEqual(expected);
  });

  it.each(['/runs/a\\b', '/runs/a\nb'])('are refused in %j', (path) => {
    expect(() => outputs(path)).toThrow('expected a folder that Slurm can write logs into, received "\\');
  });
});
