import { UsageError } from '../errors.ts';
import { mathLibrary } from './math-library.ts';

/** What the names in a condition stand for. */
export type ConditionValues = Readonly<Record<string, unknown>>;

/**
 * A condition such as `terminated and reward > 0`, in the syntax of mathjs. It holds when it comes to true, or to a number
 * other than 0; a value that is missing alone, e.g. `info.success`, is false.
 *
 * @param source names the condition in errors
 * @throws UsageError when the text is no expression; when called, if it cannot be computed
 */
export function compileCondition(text: string, source: string): (values: ConditionValues) => boolean {
  const refused = (error: unknown) =>
    new UsageError(
      `${source}: expected a condition such as "terminated and reward > 0", received ${JSON.stringify(text)} ` +
        `(${(error as Error).message})`,
      { cause: error },
    );
  const mathjs = mathLibrary();
  const compiled = (() => {
    try {
      return mathjs.compile(text);
    } catch (error) {
      throw refused(error);
    }
  })();
  return (values) => {
    try {
      return Boolean(compiled.evaluate({ ...values }));
    } catch (error) {
      throw refused(error);
    }
  };
}
