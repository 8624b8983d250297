import type { PlaceStructure } from '../environment-adapter.ts';
import type { Faults } from './faults.ts';

/** Checks that subtasks lead from place to place as the structure says, while an expert plays. */
export class PlacesCheck {
  readonly #places: PlaceStructure<unknown>;
  readonly #faults: Faults;
  #from = { place: 0, destination: null as number | null };

  constructor(places: PlaceStructure<unknown>, faults: Faults) {
    this.#places = places;
    this.#faults = faults;
  }

  /** Before a step in which a subtask is carried out. */
  before(observation: unknown, subtask: number): void {
    const place = this.#place(observation);
    const destination = this.#places.destination(observation, subtask);
    this.#faults.unless(
      destination !== null,
      'places.destination',
      'a place for the subtask that the expert carries out',
      `null for subtask ${subtask} at place ${place}`,
      'return null only for what is not possible',
    );
    this.#from = { place, destination };
  }

  /** After that step. */
  after(observation: unknown): void {
    const { place, destination } = this.#from;
    const here = this.#place(observation);
    this.#faults.unless(
      here === place || destination === null || here === destination,
      'places',
      'the subtask under way to lead to its destination',
      `place ${here} after place ${place}, on the way to ${destination}`,
      'have place and destination name the same places',
    );
  }

  #place(observation: unknown): number {
    const place = this.#places.place(observation);
    const fix = 'number the places from 0';
    this.#faults.unless(
      Number.isInteger(place) && place >= 0,
      'places.place',
      'a whole number',
      String(place),
      fix,
    );
    return place;
  }
}
