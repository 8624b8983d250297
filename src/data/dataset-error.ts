import { describeProblems, type Problem, UsageError } from '../errors.ts';

/** A dataset, or a file that should be one, that is damaged, incomplete, or does not fit what it is used for. */
export class DatasetError extends UsageError {
  /** File or dataset that the problem is in. */
  readonly source: string;
  /** What is wrong with it. */
  readonly problem: Problem;

  constructor(source: string, problem: Problem, options?: ErrorOptions) {
    super(describeProblems(source, [problem]), options);
    this.source = source;
    this.problem = problem;
  }
}
