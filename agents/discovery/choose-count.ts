import type { Generator } from 'gymnasium-js';
import { expectation, type FitOptions, fitOptions } from './expectation-maximisation.ts';
import { episodesFrom, type Sequences } from './sequences.ts';

/** How likely so many options make demonstrations that they were not fitted to. */
export interface HeldOut {
  readonly options: number;
  /** Log likelihood of an episode, mean over the held-out ones. */
  readonly logLikelihood: number;
  /** What that is more than with the best smaller number; null of the first. */
  readonly gain: number | null;
  /** Standard error of the gain, paired by episode. */
  readonly error: number | null;
}

/** Share of the episodes that options are fitted to. */
const FITTED = 0.75;
/** Further options have to add this multiple of the error of what they add … */
const ERRORS = 2;
/** … and each of them this share of what an option before added on average. */
const SHARE = 0.25;
/** Numbers that are tried beyond the best one: two options may pay where one does not. */
const BEYOND = 2;

/**
 * Chooses the number of options by held-out likelihood: options are added, fitted to three quarters of the episodes, as long
 * as the other quarter becomes clearly likelier.
 *
 * @param most largest number
 * @throws RangeError when there are fewer than 8 episodes
 */
export function chooseCount(
  sequences: Sequences,
  most: number,
  settings: FitOptions,
  generator: Generator,
  onCount: (heldOut: HeldOut) => void = () => {},
): { readonly count: number; readonly heldOut: readonly HeldOut[] } {
  const episodes = sequences.lengths.length;
  if (episodes < 8)
    throw new RangeError(
      `episodes: expected at least 8 to choose a number of subtasks, received ${episodes}; give one`,
    );
  const cut = Math.round(episodes * FITTED);
  const fitted = episodesFrom(sequences, 0, cut);
  const others = episodesFrom(sequences, cut, episodes);
  const heldOut: HeldOut[] = [];
  let best: { readonly options: number; readonly episodes: Float64Array } | null = null;
  for (let options = 1; options <= most && options <= (best?.options ?? 0) + BEYOND; options++) {
    const { model } = fitOptions(fitted, options, settings, generator);
    const { episodes: now, logLikelihood } = expectation(others, model);
    const found = {
      options,
      logLikelihood: logLikelihood / now.length,
      ...(best === null ? { gain: null, error: null } : gainOf(now, best.episodes)),
    };
    heldOut.push(found);
    onCount(found);
    if (best === null || pays(found, heldOut[best.options - 1]!, heldOut[0]!))
      best = { options, episodes: now };
  }
  return { count: best!.options, heldOut };
}

/** Whether options add enough to the best number of them so far. */
function pays({ options, gain, error }: HeldOut, best: HeldOut, first: HeldOut): boolean {
  const mean = (best.logLikelihood - first.logLikelihood) / Math.max(1, best.options - 1);
  return gain! > ERRORS * error! && gain! > SHARE * mean * (options - best.options);
}

/** What episodes gain, on average, with its standard error. */
function gainOf(now: Float64Array, before: Float64Array): { gain: number; error: number } {
  const differences = now.map((value, episode) => value - before[episode]!);
  const n = differences.length;
  const gain = differences.reduce((sum, value) => sum + value, 0) / n;
  const squares = differences.reduce((sum, value) => sum + (value - gain) ** 2, 0);
  return { gain, error: Math.sqrt(squares / Math.max(1, n - 1) / n) };
}
