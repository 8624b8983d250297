import { PlainVectors } from '../numeric/plain-vectors.ts';
import type { Vectors } from '../numeric/vectors.ts';
import { wasmSupported } from './module.ts';
import { WasmVectors } from './vectors.ts';

/** What vectors are needed for. */
export interface VectorSpace {
  /** N: elements of a vector. */
  readonly size: number;
  /** Largest number of units of a source. */
  readonly units: number;
  /** Numbers to reserve space for, in at most `arrays` arrays. */
  readonly values: number;
  readonly arrays: number;
}

/**
 * Vector operations in WebAssembly where this machine can run it, else in TypeScript: both give the same bits.
 * @throws UsageError when there is not enough memory
 */
export function createVectors({ size, units, values, arrays }: VectorSpace): Vectors {
  return wasmSupported() ? new WasmVectors(size, units, values, arrays) : new PlainVectors(size);
}
