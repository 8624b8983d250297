import type { NeuronParameters } from '../models/burst/parameters.ts';
import type { PopulationState } from '../models/burst/state.ts';

/** Kinds of events in reference files, in their order within a step. */
export const eventKinds = [
  'soma',
  'apicalDistal',
  'apicalProximal',
  'targetBurst',
  'recurrentBurst',
  'burstWindow',
] as const;

/** Name of a kind of event. */
export type EventKind = (typeof eventKinds)[number];

/** Lists of neurons over time, `[T]`, by kind of event. */
export type StoredEvents = { readonly [Kind in EventKind]?: readonly (readonly number[])[] };

/** The first event that differs between a simulation and the reference. */
export interface Difference {
  /** Kind of the event. */
  readonly kind: EventKind;
  /** Index t of the event, as in the file. */
  readonly index: number;
  /** Neuron whose event differs. */
  readonly neuron: number;
  /** The side that had the event; the other had none. */
  readonly side: 'reference' | 'simulation';
  /** Distance of the simulation from the threshold: in float64 rounding explains no more than about 1e-10. */
  readonly margin: number;
}

/** Compares the events of a population with stored ones up to the first difference. */
export class EventComparison {
  /** Number of stored events that agreed. */
  events = 0;
  /** The first event that differs; null while all agree. */
  firstDifference: Difference | null = null;
  readonly #stored: StoredEvents;
  readonly #state: PopulationState;
  readonly #neuron: NeuronParameters;

  /** @param state of the population, at rest; read by every `compare` */
  constructor(stored: StoredEvents, state: PopulationState, neuron: NeuronParameters) {
    this.#stored = stored;
    this.#state = state;
    this.#neuron = neuron;
    // The first step is that of t = 1, and its spikes are those of t = 2.
    this.compare(0);
    this.compare(1);
  }

  /** Compares the present events with those of index t. */
  compare(index: number): void {
    for (const kind of eventKinds) {
      const expected = this.#stored[kind]?.[index];
      if (expected === undefined || this.firstDifference !== null) continue;
      this.firstDifference = this.#differenceOf(kind, index, new Set(expected));
      this.events += expected.length;
    }
  }

  #differenceOf(kind: EventKind, index: number, expected: ReadonlySet<number>): Difference | null {
    const events = eventsOf(this.#state, kind);
    for (let neuron = 0; neuron < events.length; neuron++) {
      const simulated = events[neuron] === 1;
      if (simulated === expected.has(neuron)) continue;
      const side = simulated ? 'simulation' : 'reference';
      return { kind, index, neuron, side, margin: marginOf(this.#state, kind, neuron, this.#neuron) };
    }
    return null;
  }
}

function eventsOf(state: PopulationState, kind: EventKind): Uint8Array {
  switch (kind) {
    case 'soma':
      return state.somaSpike;
    case 'apicalDistal':
      return state.distalSpike;
    case 'apicalProximal':
      return state.proximalSpike;
    case 'targetBurst':
      return state.targetBurst;
    case 'recurrentBurst':
      return state.recurrentBurst;
    case 'burstWindow':
      return state.burstWindow;
  }
}

/** Distance from its threshold of the value that decides an event. */
function marginOf(
  state: PopulationState,
  kind: EventKind,
  neuron: number,
  { somaWindowThreshold, burstThreshold }: NeuronParameters,
): number {
  switch (kind) {
    case 'soma':
      return Math.abs(state.somaVoltage[neuron]!);
    case 'apicalDistal':
      return Math.abs(state.distalVoltage[neuron]!);
    case 'apicalProximal':
      return Math.abs(state.proximalVoltage[neuron]!);
    case 'targetBurst':
    case 'recurrentBurst':
      // Different spikes would have been the first difference; so the window of somatic activity decides.
      return Math.abs(state.somaWindowTrace[neuron]! - somaWindowThreshold);
    case 'burstWindow':
      return Math.min(
        Math.abs(state.targetBurstTrace[neuron]! - burstThreshold),
        Math.abs(state.recurrentBurstTrace[neuron]! - burstThreshold),
      );
  }
}
