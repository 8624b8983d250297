import { PlainVectors } from '../numeric/plain-vectors.ts';
import type { Vectors } from '../numeric/vectors.ts';
import { wasmSupported } from './module.ts';
import { WasmVectors } from './vectors.ts';

/** Sizes of the vectors that an object needs. */
export interface VectorSpace {
  /** N: elements of a vector. */
  readonly size: number;
  /** Largest number of units of a source. */
  readonly units: number;
  /** Total number of numbers to reserve space for. */
  readonly values: number;
  /** Largest number of arrays that hold them. */
  readonly arrays: number;
}

/**
 * Vector operations in WebAssembly where this machine can run it, else in TypeScript: both give the same bits.
 * @throws UsageError when memory does not suffice
 */
export function createVectors({ size, units, values, arrays }: VectorSpace): Vectors {
  return wasmSupported() ? new WasmVectors(size, units, values, arrays) : new PlainVectors(size);
}
