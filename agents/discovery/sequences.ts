/** Numbers in rows, one row for each observed step. */
export interface Rows {
  readonly columns: number;
  /** `[rows, columns]` row-major */
  readonly values: Float32Array;
}

/** Demonstrations without labels, as a model of options sees them: the steps of all episodes one after another. */
export interface Sequences {
  /** Rows of each episode. */
  readonly lengths: readonly number[];
  /** φ, from which options read their actions. */
  readonly features: Rows;
  /** What each option sees of φ, other units being 0; absent: all of it. */
  readonly views?: readonly Rows[];
  /** ψ, from which follows when an option ends, and which one is next. */
  readonly conditions: Rows;
  /** y: what was done, the action decoder's code of it. */
  readonly actions: Rows;
  /** Actions are one of several: their codes are one-hot. */
  readonly discrete: boolean;
}

/** Number of rows of all episodes. */
export function rowsOf({ lengths }: Pick<Sequences, 'lengths'>): number {
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** The episodes from `first` up to, but without, `end`; shares memory. */
export function episodesFrom(sequences: Sequences, first: number, end: number): Sequences {
  const from = rowsOf({ lengths: sequences.lengths.slice(0, first) });
  const lengths = sequences.lengths.slice(first, end);
  const until = from + rowsOf({ lengths });
  const part = ({ columns, values }: Rows): Rows => ({
    columns,
    values: values.subarray(from * columns, until * columns),
  });
  const { features, views, conditions, actions, discrete } = sequences;
  return {
    lengths,
    features: part(features),
    ...(views === undefined ? {} : { views: views.map(part) }),
    conditions: part(conditions),
    actions: part(actions),
    discrete,
  };
}
