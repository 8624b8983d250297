/** A table for people: headings and rows of text. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A picture as a standalone SVG document. */
export interface Figure {
  /** File name without ending. */
  readonly name: string;
  readonly svg: string;
}

/** What an evaluation found: for people, for programs, and to look at. */
export interface Report {
  readonly title: string;
  readonly table: Table;
  /** Sentences for people, below the table. */
  readonly remarks?: readonly string[];
  /** The same as plain data. */
  readonly data: Readonly<Record<string, unknown>>;
}
