import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes a minute or so, by its place under `test/`: it starts first, so that at the end no processor waits for it. */
const LONG = [
  'cli/sweep/slurm',
  'packed/installed',
  'newcomer',
  'readme',
  'cli/threads',
  'cli/data-label',
  'cli/record/record',
  'cli/new-task',
  'cli/sweep/disturbed',
  'cli/processes',
  'cli/commands',
  'envs/gridworld/babyai/parity',
  'envs/gridworld/minigrid/parity',
  'crash/crash',
].map((name) => `/test/${name}.test.ts`);

/** Has long files start first, then the other slow ones, and the many short ones at the end. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      const place = LONG.findIndex((name) => moduleId.endsWith(name));
      if (place >= 0) return place;
      return LONG.length + ['slow', 'mocking', 'fast'].indexOf(project.name);
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
