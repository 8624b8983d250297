import { describeSleepers } from './compartments';
import {
  burstSpikeMask,
  burstThreshold,
  distalVoltage,
  flags,
  neurons,
  proximalVoltage,
  recurrentBurstTrace,
  somaVoltage,
  somaWindowThreshold,
  somaWindowTrace,
  targetBurstTrace,
} from './memory';

/**
 * Writes the voltages of sleeping compartments, and the present as bytes of 0 and 1, `neurons` each: z^s, z^d, z^p, S, B, B^rec, A, and z^s · A(previous). Only
 * observers need them, so this is no part of a step.
 */
export function describe(): void {
  describeSleepers();
  const count = <usize>neurons;
  const windowLimit = load<f32>(somaWindowThreshold);
  const burstLimit = load<f32>(burstThreshold);
  for (let i: usize = 0; i < count; i++) {
    const place = i << 2;
    const soma = load<f32>(somaVoltage + place) > 0;
    const distal = load<f32>(distalVoltage + place) > 0;
    const proximal = load<f32>(proximalVoltage + place) > 0;
    const window = load<f32>(somaWindowTrace + place) > windowLimit;
    const bursting =
      load<f32>(targetBurstTrace + place) > burstLimit || load<f32>(recurrentBurstTrace + place) > burstLimit;
    const flag = flags + i;
    store<u8>(flag, u8(soma));
    store<u8>(flag + count, u8(distal));
    store<u8>(flag + 2 * count, u8(proximal));
    store<u8>(flag + 3 * count, u8(window));
    store<u8>(flag + 4 * count, u8(window && distal));
    store<u8>(flag + 5 * count, u8(window && proximal));
    store<u8>(flag + 6 * count, u8(bursting));
    store<u8>(flag + 7 * count, u8(load<u32>(burstSpikeMask + place) !== 0));
  }
}
