import { held } from './memory';

/**
 * A number in all four lanes of a register. It goes through memory, because engines that see where it comes from may
 * compute it anew in every turn of the loop that uses it.
 */
export function lanesOf(value: f32): v128 {
  store<f32>(held, value);
  return v128.load32_splat(held);
}
