import type { PlaceGraph } from './place-graph.ts';

/** A synaptic connection between all neurons of two groups. */
export interface Coupling {
  /** Number of the presynaptic group. */
  readonly from: number;
  /** Number of the postsynaptic group. */
  readonly to: number;
}

/**
 * The groups of neurons of a planner, by number: for each place a group P; for each exit to another place a group E, the
 * door; and for each exit a group Q, which tells that the wave has come to the agent through that exit.
 */
export class WaveGroups {
  readonly graph: PlaceGraph;
  /** Number of groups. */
  readonly count: number;
  /** Group E of each exit of the graph; −1 for staying at a place. */
  readonly doors: Int32Array;
  /** Group Q of each exit of the graph. */
  readonly answers: Int32Array;
  /** The exits of each place, by number. */
  readonly exitsOf: readonly (readonly number[])[];
  /** Every pair of groups that a wave may pass. */
  readonly couplings: readonly Coupling[];
  readonly #along: readonly (readonly number[])[];

  constructor(graph: PlaceGraph) {
    const { places, exits } = graph;
    this.graph = graph;
    let next = places;
    this.doors = Int32Array.from(exits, ({ from, to }) => (from === to ? -1 : next++));
    this.answers = Int32Array.from(exits, () => next++);
    this.count = next;
    const exitsOf: number[][] = Array.from({ length: places }, () => []);
    for (const [exit, { from }] of exits.entries()) exitsOf[from]!.push(exit);
    this.exitsOf = exitsOf;
    const couplings: Coupling[] = [];
    this.#along = exits.map((_, exit) =>
      this.#couplingsOf(exit).map((coupling) => couplings.push(coupling) - 1),
    );
    this.couplings = couplings;
  }

  /** Group P of a place. */
  place(place: number): number {
    return place;
  }

  /** The exit that leads from one place to another; −1 where there is none. */
  exitTo(from: number, to: number): number {
    return this.exitsOf[from]!.find((exit) => this.graph.exits[exit]!.to === to) ?? -1;
  }

  /** The name of a group, e.g. `E 5.3`: the door of place 5 in direction 3. */
  name(group: number): string {
    if (group < this.graph.places) return `P ${group}`;
    const kind = this.doors.indexOf(group) >= 0 ? 'E' : 'Q';
    const exit = kind === 'E' ? this.doors.indexOf(group) : this.answers.indexOf(group);
    const { from, way } = this.graph.exits[exit]!;
    return `${kind} ${from}.${way}`;
  }

  /**
   * The couplings, by number, along which a wave runs back through an exit, in the order of the wave: from the place that the
   * exit leads to, to its door; from the door to the place before it; from the door to the answer. Of staying: from the place
   * to the answer.
   */
  along(exit: number): readonly number[] {
    return this.#along[exit]!;
  }

  #couplingsOf(exit: number): readonly Coupling[] {
    const { from, to } = this.graph.exits[exit]!;
    const door = this.doors[exit]!;
    const answer = this.answers[exit]!;
    if (door < 0) return [{ from: this.place(to), to: answer }];
    return [
      { from: this.place(to), to: door },
      { from: door, to: this.place(from) },
      { from: door, to: answer },
    ];
  }
}
