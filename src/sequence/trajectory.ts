import type { Generator } from 'gymnasium-js';
import { cos } from 'gymnasium-js/elementary';
import { Clock } from '../encoding/clock.ts';
import type { Sequence } from './sequence.ts';

const FREQUENCIES_HZ = [1, 2, 3, 5];

/**
 * Target trajectories of store & recall (Capone et al. 2022, Fig. 1): each output is a sum of cosines at 1, 2, 3 and 5 Hz with
 * amplitudes uniform in [0.5, 2] and random phases, stretched to [−1, 1].
 *
 * @param steps T
 * @returns T vectors `[outputs]`
 */
export function drawTrajectories(
  outputs: number,
  steps: number,
  timeStep: number,
  generator: Generator,
): Float64Array[] {
  const target = Array.from({ length: steps }, () => new Float64Array(outputs));
  for (let o = 0; o < outputs; o++) {
    const cosines = FREQUENCIES_HZ.map((frequency) => ({
      angularStep: (2 * Math.PI * frequency * timeStep) / 1000,
      amplitude: generator.uniform(0.5, 2),
      phase: generator.uniform(0, 2 * Math.PI),
    }));
    const values = Float64Array.from({ length: steps }, (_, t) =>
      cosines.reduce(
        (sum, { angularStep, amplitude, phase }) => sum + amplitude * cos(t * angularStep + phase),
        0,
      ),
    );
    const low = values.reduce((a, b) => Math.min(a, b));
    const high = values.reduce((a, b) => Math.max(a, b));
    for (let t = 0; t < steps; t++) target[t]![o] = (2 * (values[t]! - low)) / (high - low) - 1;
  }
  return target;
}

/** The sequence of store & recall: a clock of `bins` units is the input, the trajectories are the target. */
export function createTrajectorySequence(
  shape: {
    readonly bins: number;
    readonly outputs: number;
    readonly steps: number;
    readonly timeStep: number;
  },
  generator: Generator,
): Sequence {
  const clock = new Clock(shape.bins, shape.steps);
  const input = Array.from({ length: shape.steps }, (_, t) => {
    const units = new Float64Array(clock.size);
    clock.encode(units, t);
    return units;
  });
  const target = drawTrajectories(shape.outputs, shape.steps, shape.timeStep, generator);
  return { input, target, context: null, timeStep: shape.timeStep };
}
