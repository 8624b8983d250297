import type { Generator } from 'gymnasium-js';
import { expectation, type FitOptions, fitOptions } from './expectation-maximisation.ts';
import { episodesFrom, type Sequences } from './sequences.ts';

/** How likely so many options make demonstrations that they were not fitted to. */
export interface HeldOut {
  readonly options: number;
  /** Log likelihood of an episode, mean over the held-out ones. */
  readonly logLikelihood: number;
  /** What the last option adds to that; null of the first. */
  readonly gain: number | null;
  /** Standard error of the gain, paired by episode. */
  readonly error: number | null;
}

/** Share of the episodes that options are fitted to. */
const FITTED = 0.75;
/** A further option has to add this multiple of the error of what it adds … */
const ERRORS = 2;
/** … and this share of what an option before it added on average. */
const SHARE = 0.25;

/**
 * Chooses the number of options by held-out likelihood: options are added one at a time, fitted to three quarters of the
 * episodes, as long as the other quarter becomes clearly likelier.
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
  let before: Float64Array | null = null;
  for (let options = 1; options <= most; options++) {
    const { model } = fitOptions(fitted, options, settings, generator);
    const { episodes: now, logLikelihood } = expectation(others, model);
    const found = {
      options,
      logLikelihood: logLikelihood / now.length,
      ...(before === null ? { gain: null, error: null } : gainOf(now, before)),
    };
    heldOut.push(found);
    onCount(found);
    if (options > 1 && !pays(heldOut)) return { count: options - 1, heldOut };
    before = now;
  }
  return { count: most, heldOut };
}

/** Whether the last option adds enough. */
function pays(heldOut: readonly HeldOut[]): boolean {
  const { gain, error } = heldOut.at(-1)!;
  const earlier = heldOut.slice(1, -1);
  const mean = earlier.reduce((sum, { gain: added }) => sum + added!, 0) / Math.max(1, earlier.length);
  return gain! > ERRORS * error! && gain! > SHARE * mean;
}

function gainOf(now: Float64Array, before: Float64Array): { gain: number; error: number } {
  const differences = now.map((value, episode) => value - before[episode]!);
  const n = differences.length;
  const gain = differences.reduce((sum, value) => sum + value, 0) / n;
  const squares = differences.reduce((sum, value) => sum + (value - gain) ** 2, 0);
  return { gain, error: Math.sqrt(squares / Math.max(1, n - 1) / n) };
}
