import { mismatch, type Space } from 'gymnasium-js';
import { BurstwiseError } from '../errors.ts';
import type { ObservationEncoder } from './encoder.ts';

/**
 * The same encoder, but that it says so where it fails on an observation that the space does not have.
 *
 * @param spaceOf finds the space; called when the encoder has failed
 */
export function withinSpace<Observation>(
  encoder: ObservationEncoder<Observation>,
  spaceOf: () => Space,
): ObservationEncoder<Observation> {
  return {
    size: encoder.size,
    labels: encoder.labels,
    encode(out, observation) {
      try {
        encoder.encode(out, observation);
      } catch (error) {
        throw outsideSpace(spaceOf(), observation, error) ?? error;
      }
    },
  };
}

/** The error of an observation that its space does not have; null where the space has it. */
function outsideSpace(space: Space, observation: unknown, cause: unknown): BurstwiseError | null {
  const reason = mismatch(space, observation, 'observation');
  if (reason === null) return null;
  const remedy = 'have the environment return what observationSpace declares, or correct the space';
  return new BurstwiseError(`${reason.replace(/\.$/, '')}; ${remedy}`, { cause });
}
