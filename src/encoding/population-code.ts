import { exp } from 'gymnasium-js/elementary';
import type { ObservationEncoder } from './encoder.ts';

/** Settings of a population code. */
export interface PopulationCodeOptions {
  /** Units for each coordinate, ≥ 2. */
  readonly unitsPerCoordinate?: number;
  /** Preferred value of a coordinate's first unit. Values below it are clipped to it. */
  readonly low?: number;
  /** Preferred value of its last unit. Values above it are clipped to it. */
  readonly high?: number;
  /** Standard deviation of the tuning curves. Default: (high − low)/20. */
  readonly width?: number;
  /**
   * Units whose preferred value is further away than this many widths are exactly 0, which keeps inputs sparse and
   * cheap; in (0, 12]. At the default of 4 widths a unit would be at exp(−8) = 3·10⁻⁴ of its peak.
   */
  readonly cutoff?: number;
}

/**
 * Population code: each coordinate x drives a row of units with Gaussian tuning curves whose centres c_k are equally
 * spaced from `low` to `high`, both included:
 *
 *     x_k = exp(−(x − c_k)² / (2 width²)),  0 beyond the cutoff
 *
 * Source: the observation code of Button & Food (Capone et al. 2022, Fig. 3): 20 units on [−1, 1], width = extent/20.
 *
 * Codes the first `coordinates.length` values of an observation; further ones are ignored.
 */
export class PopulationCode implements ObservationEncoder<ArrayLike<number>> {
  readonly size: number;
  readonly labels: readonly string[];
  /** Preferred values of a coordinate's units; length `unitsPerCoordinate`. */
  readonly centres: readonly number[];
  readonly #coordinates: readonly string[];
  readonly #units: number;
  readonly #low: number;
  readonly #high: number;
  readonly #spacing: number;
  /** Distance beyond which a unit stays 0. */
  readonly #reach: number;
  readonly #inverseVariance: number;
  /** exp(−(k·spacing)² / (2 width²)) for k units from the nearest one; 0 where no value comes within reach. */
  readonly #falloff: Float64Array;

  /**
   * @param coordinates names of the coordinates, in the order of the observation
   * @throws RangeError when an option is out of range
   */
  constructor(coordinates: readonly string[], options: PopulationCodeOptions = {}) {
    const { unitsPerCoordinate: units = 20, low = -1, high = 1, cutoff = 4 } = options;
    const width = options.width ?? (high - low) / 20;
    check(Number.isInteger(units) && units >= 2, 'unitsPerCoordinate', 'an integer of 2 or more', units);
    check(Number.isFinite(low), 'low', 'a finite number', low);
    check(Number.isFinite(high) && high > low, 'high', `a finite number above low (${low})`, high);
    check(Number.isFinite(width) && width > 0, 'width', 'a finite number above 0', width);
    check(cutoff > 0 && cutoff <= 12, 'cutoff', 'a number of widths in (0, 12]', cutoff);

    this.#coordinates = [...coordinates];
    this.#units = units;
    this.#low = low;
    this.#high = high;
    this.#spacing = (high - low) / (units - 1);
    this.#reach = cutoff * width;
    this.#inverseVariance = 1 / (width * width);
    this.#falloff = Float64Array.from({ length: units }, (_, k) =>
      exp(-0.5 * k * k * this.#spacing * this.#spacing * this.#inverseVariance),
    );
    this.centres = Array.from({ length: units }, (_, k) => low + k * this.#spacing);
    this.size = coordinates.length * units;
    this.labels = coordinates.flatMap((name) =>
      this.centres.map((centre) => `${name} ≈ ${centre.toFixed(2)}`),
    );
  }

  /** @throws RangeError when a coordinate is missing or not a number (infinite ones are clipped) */
  encode(out: Float64Array, observation: ArrayLike<number>): void {
    out.fill(0);
    for (let c = 0; c < this.#coordinates.length; c++) {
      const value = observation[c];
      if (value === undefined || Number.isNaN(value)) {
        throw new RangeError(
          `observation[${c}] (${this.#coordinates[c]}): expected a number, received ${value}. ` +
            `Pass at least ${this.#coordinates.length} values.`,
        );
      }
      this.#encodeCoordinate(out, c * this.#units, Math.min(this.#high, Math.max(this.#low, value)));
    }
  }

  /**
   * A Gaussian sampled on a grid factorises. With d = x − c of the nearest unit and s the spacing, the unit k steps on has
   *
   *     exp(−(d − ks)²/2w²) = exp(−d²/2w²) · exp(ds/w²)^k · exp(−(ks)²/2w²)
   *
   * so that two exponentials serve the whole row.
   */
  #encodeCoordinate(out: Float64Array, first: number, value: number): void {
    const position = (value - this.#low) / this.#spacing;
    const nearest = Math.floor(position + 0.5);
    const offset = (position - nearest) * this.#spacing;
    if (Math.abs(offset) > this.#reach) return;
    const peak = exp(-0.5 * offset * offset * this.#inverseVariance);
    out[first + nearest] = peak;

    const above = Math.min(this.#units - 1 - nearest, Math.floor((this.#reach + offset) / this.#spacing));
    const below = Math.min(nearest, Math.floor((this.#reach - offset) / this.#spacing));
    if (above < 1 && below < 1) return;
    const ratio = exp(offset * this.#spacing * this.#inverseVariance);
    for (let k = 1, factor = peak * ratio; k <= above; k++, factor *= ratio) {
      out[first + nearest + k] = factor * this.#falloff[k]!;
    }
    const inverseRatio = 1 / ratio;
    for (let k = 1, factor = peak * inverseRatio; k <= below; k++, factor *= inverseRatio) {
      out[first + nearest - k] = factor * this.#falloff[k]!;
    }
  }
}

function check(holds: boolean, name: string, expected: string, received: number): void {
  if (!holds) throw new RangeError(`population code: ${name}: expected ${expected}, received ${received}`);
}
