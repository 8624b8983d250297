import { type Problem, UsageError } from '../errors.ts';

/** A dataset, or a file that should be one, that is damaged, incomplete, or does not fit what it is used for. */
export class DatasetError extends UsageError {
  /** File or dataset that the problem is in. */
  readonly source: string;
  readonly problem: Problem;

  constructor(source: string, problem: Problem, options?: ErrorOptions) {
    const { path, expected, received, remedy } = problem;
    const where = path === '' ? '' : `${path}: `;
    const what = `${where}expected ${expected}, received ${received}`;
    super(`${source}: ${what}${remedy === undefined ? '' : `; ${remedy}`}`, options);
    this.source = source;
    this.problem = problem;
  }
}
