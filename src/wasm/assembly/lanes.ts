import { held } from './memory';

/**
 * A number in all four lanes of a register. It takes the way through memory, because an engine that knows the origin of a
 * number may compute it anew in every turn of a loop.
 */
export function lanesOf(value: f32): v128 {
  store<f32>(held, value);
  return v128.load32_splat(held);
}

/** A number that takes the same way, so that an engine does not compute it anew in every turn of a loop. */
export function firm(value: f32): f32 {
  store<f32>(held, value);
  return load<f32>(held);
}

/** Sixteen bits, one for each lane of four masks. */
export function sixteenBits(mask0: v128, mask1: v128, mask2: v128, mask3: v128): i32 {
  const low = i16x8.narrow_i32x4_s(mask0, mask1);
  return i8x16.bitmask(i8x16.narrow_i16x8_s(low, i16x8.narrow_i32x4_s(mask2, mask3)));
}
