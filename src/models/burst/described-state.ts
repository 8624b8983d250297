import type { PopulationState } from './state.ts';

/** The state of a population that computes without it: written out on the first access after a change. */
export class DescribedState {
  /** The state; an access writes it out first where it is outdated. */
  readonly state: PopulationState;
  #outdated = true;

  /** @param describe writes the present state into `arrays` */
  constructor(arrays: PopulationState, describe: () => void) {
    const state = {};
    for (const [name, values] of Object.entries(arrays)) {
      const get = () => {
        if (this.#outdated) describe();
        this.#outdated = false;
        return values;
      };
      Object.defineProperty(state, name, { get, enumerable: true });
    }
    this.state = state as PopulationState;
  }

  /** To be called whenever the population has changed. */
  outdate(): void {
    this.#outdated = true;
  }
}
