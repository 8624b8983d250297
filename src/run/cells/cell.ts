/** One measurement of a table or comparison, as plain data: a thread receives it, and a file stores it beside its result. */
export interface Cell {
  /** The row or variant; cells that differ in their seeds alone share it. */
  readonly name: string;
  /** Source of all randomness of the measurement. */
  readonly seed: number;
}

/** Tells how far a measurement has come. */
export type ShowProgress = (completed: number, total: number) => void;

/** A cell with its result. */
export interface Measured<C extends Cell, Result> {
  /** What was measured. */
  readonly cell: C;
  /** What `measure` returned. */
  readonly result: Result;
}

/** Measurements by name, in the order of their first cells. */
export function byName<C extends Cell, Result>(
  measured: readonly Measured<C, Result>[],
): readonly (readonly [Measured<C, Result>, ...Measured<C, Result>[]])[] {
  const groups = new Map<string, [Measured<C, Result>, ...Measured<C, Result>[]]>();
  for (const one of measured) {
    const group = groups.get(one.cell.name);
    if (group === undefined) groups.set(one.cell.name, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}
