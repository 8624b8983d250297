import { z } from 'zod';
import { expectation } from './schema-problems.ts';

/**
 * A list, of which only the first value that does not fit is named: of a file with millions of wrong values the problems
 * would take more memory than the file. For what is only read: it cannot be encoded.
 */
export function listOf<Item extends z.ZodType>(item: Item): z.ZodType<z.output<Item>[], unknown[]> {
  return z.array(z.unknown()).transform((values, context) => {
    const read: z.output<Item>[] = [];
    for (const [k, value] of values.entries()) {
      const { success, data, error } = item.safeParse(value, { reportInput: true, error: expectation });
      if (!success) {
        const issues = error.issues.map((issue) => ({ ...issue, path: [k, ...issue.path] }));
        context.issues.push(...(issues as typeof context.issues));
        return z.NEVER;
      }
      read.push(data);
    }
    return read;
  });
}

/** As {@link listOf}, of a length that is looked at first. */
export function listOfLength<Item extends z.ZodType>(
  item: Item,
  length: number,
): z.ZodType<z.output<Item>[], unknown[]> {
  return z.array(z.unknown()).length(length).pipe(listOf(item));
}
