/** A table for people: headings and rows of text. */
export interface Table {
  /** One heading a column. */
  readonly head: readonly string[];
  /** One text a column each. */
  readonly rows: readonly (readonly string[])[];
}

/** A picture as a standalone SVG document. */
export interface Figure {
  /** File name without ending. */
  readonly name: string;
  /** The document. */
  readonly svg: string;
}

/** What an evaluation found: for people, for programs, and to look at. */
export interface Report {
  /** What was found out, on what. */
  readonly title: string;
  /** The findings. */
  readonly table: Table;
  /** Sentences for people, below the table. */
  readonly remarks?: readonly string[];
  /** The same as plain data. */
  readonly data: Readonly<Record<string, unknown>>;
}
