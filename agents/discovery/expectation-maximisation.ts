import type { Generator } from 'gymnasium-js';
import { type Emission, EmissionFit, ReadActions } from './emission.ts';
import { forwardBackward, mostProbable } from './forward-backward.ts';
import { firstGuess } from './initial.ts';
import type { Posterior } from './posterior.ts';
import { rowsOf, type Sequences } from './sequences.ts';
import { constantTransitions, TransitionFit, type TransitionModel, Transitions } from './transitions.ts';

/** Options found in demonstrations: what each does, when it ends, and which one is next. */
export interface OptionsModel {
  readonly emission: Emission;
  readonly transitions: TransitionModel;
}

/** How a model of options is fitted. */
export interface FitOptions {
  /** λ of the readouts, relative to the number of rows of an option. */
  readonly ridge: number;
  /** First guesses that are tried; the likeliest is taken. */
  readonly restarts: number;
  /** Rounds of expectation–maximisation after each first guess, with constant transitions. */
  readonly shortRounds: number;
  /** Most rounds of the likeliest one after that, terminations and manager included. */
  readonly rounds: number;
  /** Options end where what is seen says so; else with a constant probability. */
  readonly termination: boolean;
  /** What readouts leave unexplained is correlated from row to row. */
  readonly correlation: boolean;
}

/** A model and how likely it makes the demonstrations that it was fitted to. */
export interface Fitted {
  readonly model: OptionsModel;
  readonly logLikelihood: number;
  readonly rounds: number;
}

/** Largest probability, by row, that an option ends, while that does not depend on what is seen. */
const MOST_ENDS = 0.3;
/** Rounds end when the log likelihood of a row grows by less than this. */
const ENOUGH = 1e-4;

/**
 * Fits K options by expectation–maximisation (Dempster et al. 1977), as Fox et al. (2017) do with gradients: posteriors by
 * forward–backward, then weighted ridge regressions in closed form. Regressions of one-hot actions and penalties make it a
 * generalised method, whose likelihood may fall by a trifle; the likeliest round is kept.
 */
export function fitOptions(
  sequences: Sequences,
  options: number,
  settings: FitOptions,
  generator: Generator,
): Fitted {
  const rows = rowsOf(sequences);
  const perEpisode = rows / sequences.lengths.length;
  const end = Math.min(MOST_ENDS, Math.max(1, options - 1) / perEpisode);
  const window = Math.max(1, Math.round(perEpisode / (8 * options)));
  const fit = new Fit(sequences, options, settings);
  let best: { posterior: Posterior; model: OptionsModel } | null = null;
  for (let restart = 0; restart < (options === 1 ? 1 : settings.restarts); restart++) {
    let posterior = firstGuess(sequences, options, restart, window, generator);
    let model: OptionsModel | null = null;
    for (let round = 0; round < settings.shortRounds; round++) {
      model = {
        emission: fit.emission.fit(posterior, false),
        transitions: constantTransitions(sequences, options, end),
      };
      posterior = expectation(sequences, model);
    }
    if (model !== null && (best === null || posterior.logLikelihood > best.posterior.logLikelihood))
      best = { posterior, model };
  }
  return fit.continue(best!.model, best!.posterior);
}

class Fit {
  readonly emission: EmissionFit;
  readonly #transitions: TransitionFit;
  readonly #sequences: Sequences;
  readonly #settings: FitOptions;

  constructor(sequences: Sequences, options: number, settings: FitOptions) {
    this.emission = new EmissionFit(sequences, options, settings.ridge);
    this.#transitions = new TransitionFit(sequences, options);
    this.#sequences = sequences;
    this.#settings = settings;
  }

  continue(model: OptionsModel, posterior: Posterior): Fitted {
    const { rounds, termination, correlation } = this.#settings;
    const enough = ENOUGH * rowsOf(this.#sequences);
    let best: Fitted = { model, logLikelihood: posterior.logLikelihood, rounds: 0 };
    for (let round = 1; round <= rounds; round++) {
      model = {
        emission: this.emission.fit(posterior, correlation),
        transitions: termination ? this.#transitions.fit(model.transitions, posterior) : model.transitions,
      };
      const before = posterior.logLikelihood;
      posterior = expectation(this.#sequences, model);
      if (posterior.logLikelihood > best.logLikelihood)
        best = { model, logLikelihood: posterior.logLikelihood, rounds: round };
      if (Math.abs(posterior.logLikelihood - before) < enough) break;
    }
    return best;
  }
}

/** Posteriors of the options under a model. */
export function expectation(sequences: Sequences, { emission, transitions }: OptionsModel): Posterior {
  return forwardBackward(
    sequences,
    new ReadActions(sequences, emission),
    new Transitions(sequences, transitions),
  );
}

/** The most probable option of each row under a model. */
export function segment(sequences: Sequences, { emission, transitions }: OptionsModel): Int32Array {
  return mostProbable(
    sequences,
    new ReadActions(sequences, emission),
    new Transitions(sequences, transitions),
  );
}
