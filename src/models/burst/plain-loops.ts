import { PlainVectors } from '../../numeric/plain-vectors.ts';
import type { Apical, BurstLoops, Soma } from './loops.ts';

/** The loops in TypeScript. */
export class PlainLoops extends PlainVectors implements BurstLoops {
  advanceSoma(
    voltage: Float64Array,
    { leak, reset, burstDrive, burstReset }: Soma,
    drive: Float64Array,
    adaptation: Float64Array,
    fatigue: number,
    targetTrace: Float64Array,
    recurrentTrace: Float64Array,
    burstLimit: number,
    spiking: Uint32Array,
  ): number {
    const size = voltage.length;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const bursting = targetTrace[i] > burstLimit || recurrentTrace[i] > burstLimit;
      const before = voltage[i];
      const current = drive[i] - fatigue * adaptation[i];
      const driven = before * leak + (bursting ? current + burstDrive : current);
      const after = before > 0 ? (bursting ? burstReset : reset) : driven;
      voltage[i] = after;
      if (after > 0) spiking[count++] = i;
    }
    return count;
  }

  advanceApical(
    voltage: Float64Array,
    { leak, reset, gain, constant }: Apical,
    drive: Float64Array,
    windowTrace: Float64Array,
    windowLimit: number,
    burstTrace: Float64Array,
    kick: number,
    refractory: Float64Array,
  ): void {
    const size = voltage.length;
    for (let i = 0; i < size; i++) {
      const before = voltage[i];
      const after = before > 0 ? reset : before * leak + gain * drive[i] + constant;
      voltage[i] = after;
      refractory[i] = before > 0 ? 1 : 0;
      if (after > 0 && windowTrace[i] > windowLimit) burstTrace[i] += kick;
    }
  }
}
