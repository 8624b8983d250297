import { describe } from '../checks/describe.ts';
import type { Info } from '../env.ts';
import { InvalidArgument } from '../errors.ts';
import { isList } from '../spaces/arguments.ts';
import { assign, type NumericArray } from '../spaces/dtype.ts';

/**
 * Joins the infos of sub-environments into one. Every key holds a batch, and `_key` a `[n]` mask of the
 * sub-environments that have it. A batch is
 *
 * - a Float64Array for numbers, a Uint8Array of 0 and 1 for booleans;
 * - a typed array `[n × length]` for typed arrays of one type and length;
 * - an info, joined in the same way, for plain objects;
 * - otherwise, and always for `final_obs`, an array, with null where a sub-environment has no value.
 * @param infos one for each sub-environment; null for one that said nothing
 * @throws InvalidArgument unless they are an array of objects and nulls
 */
export function batchInfos(infos: readonly (Info | null)[]): Info {
  if (!Array.isArray(infos) || !infos.every((info) => typeof info === 'object')) {
    throw new InvalidArgument(`batchInfos: expected an array of infos, received ${describe(infos)}.`);
  }
  const batch: Info = {};
  for (const key of new Set(infos.flatMap((info) => (info === null ? [] : Object.keys(info))))) {
    const has = infos.map((info) => info !== null && Object.hasOwn(info, key));
    const values = infos.map((info, index) => (has[index] ? info![key] : undefined));
    batch[key] = key === 'final_obs' ? toArray(values, has) : batchValues(values, has);
    batch[`_${key}`] = Uint8Array.from(has, Number);
  }
  return batch;
}

/**
 * The inverse of `batchInfos`: what each of `n` sub-environments said. A batch does not tell a typed array of length 1
 * from a scalar: both come back as scalars.
 * @throws InvalidArgument unless `infos` is what `batchInfos` makes of n infos
 */
export function unbatchInfos(infos: Info, n: number): Info[] {
  if (!isPlainObject(infos) || !Number.isSafeInteger(n) || n < 0) {
    const received = `${describe(infos)} and ${describe(n)}`;
    throw new InvalidArgument(
      `unbatchInfos: expected a batch of infos and their number, received ${received}.`,
    );
  }
  const list: Info[] = Array.from({ length: n }, () => ({}));
  for (const [key, batch] of Object.entries(infos)) {
    const mask = infos[`_${key}`];
    if (mask === undefined && key.startsWith('_')) continue;
    const values = isPlainObject(batch) ? unbatchInfos(batch as Info, n) : splitValues(key, batch, n);
    values.forEach((value, index) => {
      if (mask === undefined || (mask as ArrayLike<number>)[index]) list[index]![key] = value;
    });
  }
  return list;
}

function batchValues(values: readonly unknown[], has: readonly boolean[]): unknown {
  const present = values.filter((_, index) => has[index]);
  const n = values.length;
  if (present.every((value) => typeof value === 'number')) {
    return Float64Array.from({ length: n }, (_, index) => (has[index] ? (values[index] as number) : 0));
  }
  if (present.every((value) => typeof value === 'boolean')) {
    return Uint8Array.from({ length: n }, (_, index) => (values[index] === true ? 1 : 0));
  }
  if (present.every(isPlainObject)) {
    return batchInfos(values.map((value, index) => (has[index] ? (value as Info) : null)));
  }
  return joinTypedArrays(values, present) ?? toArray(values, has);
}

function joinTypedArrays(values: readonly unknown[], present: readonly unknown[]): NumericArray | undefined {
  const [first] = present;
  if (!isTypedArray(first)) return undefined;
  const alike = (value: unknown) =>
    isTypedArray(value) && value.constructor === first.constructor && value.length === first.length;
  if (!present.every(alike)) return undefined;
  const joined = new (first.constructor as new (length: number) => NumericArray)(
    values.length * first.length,
  );
  values.forEach((value, index) => {
    if (value !== undefined) assign(joined, value as NumericArray, index * first.length);
  });
  return joined;
}

function splitValues(key: string, batch: unknown, n: number): unknown[] {
  if (!isList(batch) || (batch.length !== n && (Array.isArray(batch) || batch.length % n !== 0))) {
    throw new InvalidArgument(
      `unbatchInfos.${key}: expected values of ${n} sub-environments, received ${describe(batch)}.`,
    );
  }
  if (batch instanceof Uint8Array && batch.length === n) return Array.from(batch, Boolean);
  if (isTypedArray(batch) && batch.length !== n) {
    const length = batch.length / n;
    return Array.from({ length: n }, (_, index) => batch.slice(index * length, (index + 1) * length));
  }
  return Array.from(batch as ArrayLike<unknown>);
}

function toArray(values: readonly unknown[], has: readonly boolean[]): unknown[] {
  return values.map((value, index) => (has[index] ? value : null));
}

function isTypedArray(value: unknown): value is NumericArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
