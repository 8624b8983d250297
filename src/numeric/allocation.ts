import { UsageError } from '../errors.ts';

/**
 * What to throw where a population, or a regression over it, does not fit.
 * @param bytes that are needed
 * @param place into which they do not fit
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

/** A matrix `[columns, neurons]` of zeros. @throws UsageError when there is no room for it */
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
