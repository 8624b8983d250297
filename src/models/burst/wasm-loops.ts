import { WasmVectors } from '../../wasm/vectors.ts';
import type { Apical, BurstLoops, Soma } from './loops.ts';

/** The loops in a WebAssembly instance of their own. */
export class WasmLoops extends WasmVectors implements BurstLoops {
  advanceSoma(
    voltage: Float64Array,
    { leak, reset, burstReset, burstDrive }: Soma,
    drive: Float64Array,
    adaptation: Float64Array,
    fatigue: number,
    targetTrace: Float64Array,
    recurrentTrace: Float64Array,
    burstLimit: number,
    spiking: Uint32Array,
  ): number {
    return this.run.advanceSoma(
      voltage.byteOffset,
      leak,
      reset,
      burstReset,
      burstDrive,
      drive.byteOffset,
      adaptation.byteOffset,
      fatigue,
      targetTrace.byteOffset,
      recurrentTrace.byteOffset,
      burstLimit,
      spiking.byteOffset,
    );
  }

  advanceApical(
    voltage: Float64Array,
    { leak, reset, constant, gain }: Apical,
    drive: Float64Array,
    windowTrace: Float64Array,
    windowLimit: number,
    burstTrace: Float64Array,
    kick: number,
    refractory: Float64Array,
  ): void {
    this.run.advanceApical(
      voltage.byteOffset,
      leak,
      reset,
      constant,
      gain,
      drive.byteOffset,
      windowTrace.byteOffset,
      windowLimit,
      burstTrace.byteOffset,
      kick,
      refractory.byteOffset,
    );
  }
}
