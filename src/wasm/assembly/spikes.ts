/**
 * Spikes of a compartment. They are rare and come at moments that a processor cannot predict. So voltages advance as if
 * no neuron had spiked before, without a branch; each sixteen neurons leave a bit for each voltage above 0; then those that
 * spiked in the previous step are reset; and the bits that are left, the spikes, are listed.
 */
import { extent } from './memory';

/** Resets the voltage of the neuron `place` bytes into a vector. A value above 0 is a spike. */
export function resetTo(voltages: usize, value: f32, bits: usize, place: usize): void {
  store<f32>(voltages + place, value);
  const byte = bits + (place >> 5);
  const bit: u32 = 1 << ((place >> 2) & 7);
  const others = <u32>load<u8>(byte) & ~bit;
  store<u8>(byte, <u8>(value > 0 ? others | bit : others));
}

/**
 * Lists the neurons whose bit is set, in bytes of a vector, u32 each. It takes four from each 64, even where fewer bits are
 * set, so that only a rare fifth one costs a branch.
 * @returns their number
 */
export function listBits(bits: usize, list: usize): u32 {
  let out = list;
  for (let start: usize = 0; start < extent; start += 256, bits += 8) {
    let word = load<u64>(bits);
    const count = <usize>popcnt(word);
    let place = out;
    for (let k: usize = 0; k < 4; k++) {
      store<u32>(place, <u32>start + ((<u32>ctz(word)) << 2));
      place += 4;
      word &= word - 1;
    }
    for (; word; word &= word - 1, place += 4) store<u32>(place, <u32>start + ((<u32>ctz(word)) << 2));
    out += count << 2;
  }
  return <u32>((out - list) >> 2);
}
