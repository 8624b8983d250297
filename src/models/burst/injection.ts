import type { RealVector } from '../../numeric/vectors.ts';
import type { CompartmentInjection, Injection } from '../model.ts';

/** The drive of a compartment as a kernel stores it. */
export interface StoredDrive {
  /** Vectors `[N]` whose sum is the drive. */
  readonly summands: readonly RealVector[];
  /** The part of that sum that is the same in every neuron and comes from no projection. */
  readonly constant: number;
  /** The factor from a current to the unit of the sum. */
  readonly scale: number;
}

/** Lets populations run under injected currents: drives are changed for the duration of a run and then put back. */
export class DriveInjection {
  readonly #drives: Readonly<Record<keyof Injection, StoredDrive>>;
  #injection: Injection | null = null;
  /** The drives as they were, by compartment. */
  #saved: Readonly<Record<keyof Injection, readonly RealVector[]>> | null = null;

  constructor(soma: StoredDrive, distal: StoredDrive) {
    this.#drives = { soma, distal };
  }

  /** Whether currents are injected. */
  get active(): boolean {
    return this.#injection !== null;
  }

  /** @throws RangeError for vectors of a wrong length and values that float32 cannot hold */
  set(injection: Injection | null): void {
    const { soma, distal } = this.#drives;
    if (injection !== null) {
      const neurons = soma.summands[0]!.length;
      for (const compartment of compartments)
        for (const part of ['gain', 'current'] as const)
          check(`${compartment}.${part}`, injection[compartment][part], neurons);
      const copies = ({ summands }: StoredDrive) => summands.map((summand) => summand.slice());
      this.#saved ??= { soma: copies(soma), distal: copies(distal) };
    }
    this.#injection = injection;
  }

  /** Runs a population with the injected currents in its drives; afterwards drives are again what projections made them. */
  during(run: () => void): void {
    if (this.#injection === null) {
      run();
      return;
    }
    for (const compartment of compartments) {
      const drive = this.#drives[compartment];
      drive.summands.forEach((summand, k) => void this.#saved![compartment][k]!.set(summand));
      inject(drive, this.#injection[compartment]);
    }
    try {
      run();
    } finally {
      for (const compartment of compartments)
        this.#drives[compartment].summands.forEach(
          (summand, k) => void summand.set(this.#saved![compartment][k]!),
        );
    }
  }
}

const compartments = ['soma', 'distal'] as const;

/** drive ← gain · drive + current; neurons of gain 1 and current 0 keep every bit. */
function inject({ summands, constant, scale }: StoredDrive, { gain, current }: CompartmentInjection): void {
  const [first, ...others] = summands as readonly [RealVector, ...RealVector[]];
  for (let i = 0; i < first.length; i++) {
    if (gain[i] === 1 && current[i] === 0) continue;
    let projected = first[i]! - constant;
    for (const other of others) {
      projected += other[i]!;
      other[i] = 0;
    }
    first[i] = gain[i]! * projected + constant + scale * current[i]!;
  }
}

function check(name: string, values: Float64Array, neurons: number): void {
  if (values.length !== neurons) {
    throw new RangeError(`injection ${name}: expected ${neurons} values, received ${values.length}`);
  }
  const bad = values.find((value) => !Number.isFinite(Math.fround(value)));
  if (bad !== undefined) {
    throw new RangeError(`injection ${name}: expected values that float32 can hold, received ${bad}`);
  }
}
