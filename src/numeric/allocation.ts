import { UsageError } from '../errors.ts';

/**
 * The error for a population, or a regression over it, that does not fit into memory.
 * @param bytes number of bytes needed
 * @param place memory into which they do not fit, as a noun phrase
 */
export function outOfMemory(
  neurons: number,
  bytes: number,
  place: string,
  remedy: string,
  options?: ErrorOptions,
): UsageError {
  const expected = `neurons: expected what fits into ${place}`;
  return new UsageError(`${expected}, received ${neurons}, which take ${bytes} bytes; ${remedy}`, options);
}

/** A matrix `[columns, neurons]` of zeros. @throws UsageError when memory does not suffice */
export function createMatrix(columns: number, neurons: number): Float64Array {
  const length = columns * neurons;
  try {
    return new Float64Array(length);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const bytes = length * Float64Array.BYTES_PER_ELEMENT;
    throw outOfMemory(neurons, bytes, 'an array', 'choose fewer neurons', { cause });
  }
}
