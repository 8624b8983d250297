/**
 * Vectors and columns of matrices in float64 for the event-driven recurrence that `src/models/burst/plain-loops.ts` states: each
 * element is computed in the same order there, so both give the same bits. An instance with such vectors holds no population.
 */
import { beginAt, reserve } from './memory';

/** Size of a vector, and of its part that pairs fill, in bytes. */
export let pitch: usize = 0;
let paired: usize = 0;

/** @returns the address of the first of `total` bytes */
export function reserveDoubles(neurons: u32, total: f64): usize {
  beginAt(4096);
  pitch = (<usize>neurons) << 3;
  paired = (<usize>(neurons & ~1)) << 3;
  return reserve(<u64>total);
}

function columnOf(columns: usize, list: usize, k: u32): usize {
  return columns + <usize>load<u32>(list + (k << 2)) * pitch;
}

/** The two neighbours at a place. */
export function pair(place: usize): v128 {
  return v128.load(place);
}

/** out ← decay · out + factor · Σ columns of the `count` listed neurons */
export function decayAndGather(
  out: usize,
  decay: f64,
  columns: usize,
  list: usize,
  count: u32,
  factor: f64,
): void {
  let keep = decay;
  let k: u32 = 0;
  for (; k + 4 <= count; k += 4, keep = 1) {
    const a = columnOf(columns, list, k);
    const b = columnOf(columns, list, k + 1);
    const c = columnOf(columns, list, k + 2);
    const d = columnOf(columns, list, k + 3);
    const keeps = f64x2.splat(keep);
    const factors = f64x2.splat(factor);
    for (let i: usize = 0; i < paired; i += 16) {
      const sum = f64x2.add(f64x2.add(pair(a + i), pair(b + i)), f64x2.add(pair(c + i), pair(d + i)));
      v128.store(out + i, f64x2.add(f64x2.mul(keeps, pair(out + i)), f64x2.mul(factors, sum)));
    }
    for (let i = paired; i < pitch; i += 8) {
      const sum = load<f64>(a + i) + load<f64>(b + i) + (load<f64>(c + i) + load<f64>(d + i));
      store<f64>(out + i, keep * load<f64>(out + i) + factor * sum);
    }
  }
  for (; k < count; k++, keep = 1) setSum(out, keep, out, factor, columnOf(columns, list, k));
  if (keep !== 1) scale(out, keep);
}

/** out = a · vectorA + b · vectorB */
export function setSum(out: usize, a: f64, vectorA: usize, b: f64, vectorB: usize): void {
  const as = f64x2.splat(a);
  const bs = f64x2.splat(b);
  for (let i: usize = 0; i < paired; i += 16) {
    v128.store(out + i, f64x2.add(f64x2.mul(as, pair(vectorA + i)), f64x2.mul(bs, pair(vectorB + i))));
  }
  for (let i = paired; i < pitch; i += 8) {
    store<f64>(out + i, a * load<f64>(vectorA + i) + b * load<f64>(vectorB + i));
  }
}

function scale(out: usize, factor: f64): void {
  const factors = f64x2.splat(factor);
  for (let i: usize = 0; i < paired; i += 16) v128.store(out + i, f64x2.mul(pair(out + i), factors));
  for (let i = paired; i < pitch; i += 8) store<f64>(out + i, load<f64>(out + i) * factor);
}

/** out += factor · Σ columns of the listed neurons, then each of these columns −= correction */
export function gatherAndCorrect(
  out: usize,
  columns: usize,
  list: usize,
  count: u32,
  factor: f64,
  correction: usize,
): void {
  const factors = f64x2.splat(factor);
  let k: u32 = 0;
  for (; k + 4 <= count; k += 4) {
    const a = columnOf(columns, list, k);
    const b = columnOf(columns, list, k + 1);
    const c = columnOf(columns, list, k + 2);
    const d = columnOf(columns, list, k + 3);
    for (let i: usize = 0; i < paired; i += 16) {
      const change = pair(correction + i);
      const first = pair(a + i);
      const second = pair(b + i);
      const third = pair(c + i);
      const fourth = pair(d + i);
      const sum = f64x2.add(f64x2.add(first, second), f64x2.add(third, fourth));
      v128.store(out + i, f64x2.add(pair(out + i), f64x2.mul(factors, sum)));
      v128.store(a + i, f64x2.sub(first, change));
      v128.store(b + i, f64x2.sub(second, change));
      v128.store(c + i, f64x2.sub(third, change));
      v128.store(d + i, f64x2.sub(fourth, change));
    }
    for (let i = paired; i < pitch; i += 8) {
      const sum = load<f64>(a + i) + load<f64>(b + i) + (load<f64>(c + i) + load<f64>(d + i));
      store<f64>(out + i, load<f64>(out + i) + factor * sum);
      correct(a + i, correction + i);
      correct(b + i, correction + i);
      correct(c + i, correction + i);
      correct(d + i, correction + i);
    }
  }
  for (; k < count; k++) {
    const a = columnOf(columns, list, k);
    for (let i: usize = 0; i < paired; i += 16) {
      const weights = pair(a + i);
      v128.store(out + i, f64x2.add(pair(out + i), f64x2.mul(factors, weights)));
      v128.store(a + i, f64x2.sub(weights, pair(correction + i)));
    }
    for (let i = paired; i < pitch; i += 8) {
      store<f64>(out + i, load<f64>(out + i) + factor * load<f64>(a + i));
      correct(a + i, correction + i);
    }
  }
}

function correct(weight: usize, correction: usize): void {
  store<f64>(weight, load<f64>(weight) - load<f64>(correction));
}

/** out += a · vectorA + b · vectorB */
export function addSum(out: usize, a: f64, vectorA: usize, b: f64, vectorB: usize): void {
  const as = f64x2.splat(a);
  const bs = f64x2.splat(b);
  for (let i: usize = 0; i < paired; i += 16) {
    const sum = f64x2.add(f64x2.mul(as, pair(vectorA + i)), f64x2.mul(bs, pair(vectorB + i)));
    v128.store(out + i, f64x2.add(pair(out + i), sum));
  }
  for (let i = paired; i < pitch; i += 8) {
    const sum = a * load<f64>(vectorA + i) + b * load<f64>(vectorB + i);
    store<f64>(out + i, load<f64>(out + i) + sum);
  }
}

/** sum += power · vector;  out += weight · sum */
export function absorb(out: usize, weight: f64, sum: usize, power: f64, vector: usize): void {
  const weights = f64x2.splat(weight);
  const powers = f64x2.splat(power);
  for (let i: usize = 0; i < paired; i += 16) {
    const values = f64x2.add(pair(sum + i), f64x2.mul(powers, pair(vector + i)));
    v128.store(sum + i, values);
    v128.store(out + i, f64x2.add(pair(out + i), f64x2.mul(weights, values)));
  }
  for (let i = paired; i < pitch; i += 8) {
    const value = load<f64>(sum + i) + power * load<f64>(vector + i);
    store<f64>(sum + i, value);
    store<f64>(out + i, load<f64>(out + i) + weight * value);
  }
}

/** out += weight · vector */
export function addMultiple(out: usize, weight: f64, vector: usize): void {
  const weights = f64x2.splat(weight);
  for (let i: usize = 0; i < paired; i += 16) {
    v128.store(out + i, f64x2.add(pair(out + i), f64x2.mul(weights, pair(vector + i))));
  }
  for (let i = paired; i < pitch; i += 8) {
    store<f64>(out + i, load<f64>(out + i) + weight * load<f64>(vector + i));
  }
}

/** out = Σ weights_k · k-th listed column, over `count` columns */
export function project(out: usize, columns: usize, list: usize, weights: usize, count: u32): void {
  memory.fill(out, 0, pitch);
  let k: u32 = 0;
  for (; k + 4 <= count; k += 4) {
    const a = columnOf(columns, list, k);
    const b = columnOf(columns, list, k + 1);
    const c = columnOf(columns, list, k + 2);
    const d = columnOf(columns, list, k + 3);
    const place = weights + (k << 3);
    const as = v128.load64_splat(place);
    const bs = v128.load64_splat(place, 8);
    const cs = v128.load64_splat(place, 16);
    const ds = v128.load64_splat(place, 24);
    for (let i: usize = 0; i < paired; i += 16) {
      const first = f64x2.add(f64x2.mul(pair(a + i), as), f64x2.mul(pair(b + i), bs));
      const last = f64x2.add(f64x2.mul(pair(c + i), cs), f64x2.mul(pair(d + i), ds));
      v128.store(out + i, f64x2.add(pair(out + i), f64x2.add(first, last)));
    }
    for (let i = paired; i < pitch; i += 8) {
      const first = load<f64>(a + i) * load<f64>(place) + load<f64>(b + i) * load<f64>(place, 8);
      const last = load<f64>(c + i) * load<f64>(place, 16) + load<f64>(d + i) * load<f64>(place, 24);
      store<f64>(out + i, load<f64>(out + i) + (first + last));
    }
  }
  for (; k < count; k++) addMultiple(out, load<f64>(weights + (k << 3)), columnOf(columns, list, k));
}

/** Σ_i row[i] · vector[i], in four interleaved sums */
export function dot(row: usize, vector: usize): f64 {
  let first = f64x2.splat(0);
  let last = f64x2.splat(0);
  let i: usize = 0;
  for (; i + 32 <= pitch; i += 32) {
    first = f64x2.add(first, f64x2.mul(pair(row + i), pair(vector + i)));
    last = f64x2.add(last, f64x2.mul(v128.load(row + i, 16), v128.load(vector + i, 16)));
  }
  let s0 = f64x2.extract_lane(first, 0);
  let s1 = f64x2.extract_lane(first, 1);
  let s2 = f64x2.extract_lane(last, 0);
  const s3 = f64x2.extract_lane(last, 1);
  if (i < pitch) s0 += load<f64>(row + i) * load<f64>(vector + i);
  if (i + 8 < pitch) s1 += load<f64>(row + i, 8) * load<f64>(vector + i, 8);
  if (i + 16 < pitch) s2 += load<f64>(row + i, 16) * load<f64>(vector + i, 16);
  return s0 + s2 + (s1 + s3);
}
