import { setMultiple } from './columns';
import { describeSleepers } from './compartments';
import {
  adaptation,
  burstSpikes,
  burstSpikeTrace,
  burstThreshold,
  describedTraces,
  distalVoltage,
  flags,
  neurons,
  proximalVoltage,
  recurrentBurstTrace,
  SPACING,
  somaVoltage,
  somaWindowThreshold,
  somaWindowTrace,
  targetBurstTrace,
} from './memory';
import { adaptationScale, burstScale } from './scales';
import { burstSpikeCount } from './soma';

/**
 * Writes out state that observers may want to see and that steps do not need: the voltages of sleeping compartments; the traces
 * r, W, b, b^rec and B̃; and, as bytes of 0 and 1, z^s, z^d, z^p, S, B, B^rec, A and z^s · A(previous).
 */
export function describe(): void {
  describeSleepers();
  setMultiple(describedTraces, somaWindowTrace, <f32>burstScale);
  setMultiple(describedTraces + SPACING, adaptation, <f32>adaptationScale);
  setMultiple(describedTraces + 2 * SPACING, targetBurstTrace, <f32>burstScale);
  setMultiple(describedTraces + 3 * SPACING, recurrentBurstTrace, <f32>burstScale);
  setMultiple(describedTraces + 4 * SPACING, burstSpikeTrace, <f32>burstScale);
  describeFlags();
}

function describeFlags(): void {
  const count = <usize>neurons;
  const windowLimit = load<f32>(somaWindowThreshold) / <f32>burstScale;
  const burstLimit = load<f32>(burstThreshold) / <f32>burstScale;
  for (let i: usize = 0; i < count; i++) {
    const place = i << 2;
    const distal = load<f32>(place, distalVoltage) > 0;
    const proximal = load<f32>(place, proximalVoltage) > 0;
    const window = load<f32>(place, somaWindowTrace) > windowLimit;
    const bursting =
      load<f32>(place, targetBurstTrace) > burstLimit || load<f32>(place, recurrentBurstTrace) > burstLimit;
    const flag = flags + i;
    store<u8>(flag, u8(load<f32>(place, somaVoltage) > 0));
    store<u8>(flag + count, u8(distal));
    store<u8>(flag + 2 * count, u8(proximal));
    store<u8>(flag + 3 * count, u8(window));
    store<u8>(flag + 4 * count, u8(window && distal));
    store<u8>(flag + 5 * count, u8(window && proximal));
    store<u8>(flag + 6 * count, u8(bursting));
    store<u8>(flag + 7 * count, 0);
  }
  for (let k: u32 = 0; k < burstSpikeCount; k++) {
    store<u8>(flags + 7 * count + load<u32>(k << 2, burstSpikes), 1);
  }
}
