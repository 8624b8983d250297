import type { Model } from '../src/models/model.ts';

/** How well a learner knew what it was taught, since the last time that it was asked. */
export interface LearningMeasure {
  /** Mean over labels of |y − y*|² / O, before each was learned; null without labels. */
  readonly labelError: number | null;
  /**
   * Mean over steps under a teacher of the share of neurons whose target and recurrent bursts differ, |B* − B^rec| / N: what
   * burst-dependent plasticity lessens (Capone et al. 2022); null where recurrent weights do not learn.
   */
  readonly burstDistance: number | null;
}

/** Measures a learner while it learns; it changes nothing. */
export class LearningMeasures {
  readonly #model: Model;
  #squares = 0;
  #labels = 0;
  #differing = 0;
  #steps = 0;
  /** Whether it watches the network; else somebody else may. */
  #watches = false;

  constructor(model: Model) {
    this.#model = model;
  }

  /** To be called when an episode starts. */
  reset(plastic: boolean): void {
    const { activity } = this.#model;
    if (activity?.differingBursts === undefined) return;
    if (plastic) {
      activity.watch = () => {
        this.#differing += activity.differingBursts!();
        this.#steps++;
      };
    } else if (this.#watches) activity.watch = null;
    this.#watches = plastic;
  }

  /** To be called before a label is learned. */
  label(target: Float64Array): void {
    const { output } = this.#model;
    let squares = 0;
    for (let i = 0; i < target.length; i++) squares += (output[i]! - target[i]!) ** 2;
    this.#squares += squares / Math.max(1, target.length);
    this.#labels++;
  }

  /** What was measured; measuring begins anew. */
  take(): LearningMeasure {
    const neurons = this.#model.activity?.neurons ?? 1;
    const measure = {
      labelError: this.#labels === 0 ? null : this.#squares / this.#labels,
      burstDistance: this.#steps === 0 ? null : this.#differing / this.#steps / neurons,
    };
    this.#squares = this.#labels = this.#differing = this.#steps = 0;
    return measure;
  }
}
