import type { PlasticityParameters } from './parameters.ts';
import { logistic } from './plasticity.ts';

/**
 * `plasticityFactor` from traces and voltages, where spikes and windows are not stored.
 *
 * @param out `[N]` A, overwritten
 * @param window `[N]` the trace of S, which is 1 above `limit`
 * @param refractory `[N]` z^p that reset V^p in this step
 */
export function eventPlasticityFactor(
  out: Float64Array,
  { learningRate, escapeWidth }: PlasticityParameters,
  window: Float64Array,
  limit: number,
  distalVoltage: Float64Array,
  proximalVoltage: Float64Array,
  refractory: Float64Array,
): void {
  out.fill(0);
  for (let i = 0; i < out.length; i++) {
    if (!(window[i] > limit) || refractory[i] === 1) continue;
    const spike = distalVoltage[i] > 0 ? 1 : 0;
    out[i] = learningRate * (spike - logistic(proximalVoltage[i] / escapeWidth));
  }
}
