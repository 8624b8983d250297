import { type Env, ObservationWrapper, Wrapper } from 'gymnasium-js';

/** Observation wrappers from the inside: what they make of an observation depends on it and the present world alone. */
interface Lens {
  observation(observation: unknown): unknown;
}

/**
 * What the wrappers around an environment make of an observation of it, without a step.
 * @param innermost the present observation of the environment beneath all wrappers
 */
export function observedThrough<Observation>(env: Env<Observation, never>, innermost: unknown): Observation {
  const through = (layer: unknown): unknown => {
    if (!(layer instanceof Wrapper)) return innermost;
    const seen = through(layer.env);
    return layer instanceof ObservationWrapper ? (layer as unknown as Lens).observation(seen) : seen;
  };
  return through(env) as Observation;
}
