/** A table of a document, as its JSON has it. */
export interface Table {
  readonly columns: readonly { readonly key: string }[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** The numbers of tables, row by row, as they stand in the page. */
export function numbersOf(tables: readonly Table[]): number[] {
  const cells = tables.flatMap(({ columns, rows }) =>
    rows.flatMap((row) => columns.map(({ key }) => row[key])),
  );
  return cells.flatMap((cell) => {
    if (typeof cell === 'number') return [cell];
    if (typeof cell !== 'object' || cell === null) return [];
    const { value, low, high } = cell as { value: number; low: number; high: number };
    return [value, low, high];
  });
}
