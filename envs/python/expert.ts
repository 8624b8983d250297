import type { Env } from 'gymnasium-js';
import type { PythonEnv } from 'gymnasium-js/python';
import { UsageError } from '../../src/errors.ts';
import type { Expert } from '../../src/task/environment-adapter.ts';
import { inWords } from './errors.ts';

/** A function of a Python file: `expert(env)` or `expert(env, subtask)` that returns `(subtask, action)`. */
export interface ExpertFunction {
  /** Absolute path. */
  readonly file: string;
  readonly name: string;
}

/**
 * The expert of a Python environment. Its function is given the environment without wrappers; if it takes a second argument,
 * that is the name of the subtask to act for, or None for the one that is due.
 *
 * @param subtasks their names
 */
export function pythonExpert(
  env: Env,
  { file, name }: ExpertFunction,
  subtasks: readonly string[],
): Expert<unknown> {
  const python = env.unwrapped as PythonEnv;
  const source = `${name} of ${file}`;
  const ask = (subtask: string | null) => inWords(`expert ${name}`, () => python.ask(file, name, subtask));
  return {
    subtask() {
      const [answer] = ask(null);
      const index = typeof answer === 'string' ? subtasks.indexOf(answer) : Number(answer);
      if (Number.isInteger(index) && index >= 0 && index < subtasks.length) return index;
      throw new UsageError(
        `${source}: expected one of the subtasks ${subtasks.join(', ')}, or an index below ${subtasks.length}, received ` +
          `${JSON.stringify(answer)}; name it under subtasks in the task's file`,
      );
    },
    action: (subtask) => ask(subtasks[subtask]!)[1],
  };
}
