/** A way out of a place. */
export interface Exit {
  /** The place that it leaves. */
  readonly from: number;
  /** Its number at that place, e.g. the subtask that takes it. */
  readonly way: number;
  /** The place that it leads to; `from` itself for staying there. */
  readonly to: number;
}

/** Places 0 … places − 1 and all ways between them, open or not. */
export interface PlaceGraph {
  /** Number of places. */
  readonly places: number;
  /** Numbers of ways are 0 … ways − 1 at every place. */
  readonly ways: number;
  /** All ways out of all places; others refer to them by index. */
  readonly exits: readonly Exit[];
}

/**
 * The graph of a function that tells where ways lead.
 * @param neighbour the place that a way out of a place leads to; null where there is no such way
 */
export function placeGraph(
  places: number,
  ways: number,
  neighbour: (place: number, way: number) => number | null,
): PlaceGraph {
  const exits: Exit[] = [];
  for (let from = 0; from < places; from++) {
    for (let way = 0; way < ways; way++) {
      const to = neighbour(from, way);
      if (to !== null) exits.push({ from, way, to });
    }
  }
  return { places, ways, exits };
}
