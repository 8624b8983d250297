const RESOLUTION = 50;

/**
 * A 32-bit hash (FNV-1a) of an observation of any space. Numbers count up to 1/50, so that a place in a continuous world has
 * one fingerprint.
 */
export function fingerprint(observation: unknown): number {
  return mix(0x811c9dc5, observation) >>> 0;
}

function mix(hash: number, value: unknown): number {
  switch (typeof value) {
    case 'number':
      return mixWord(hash, Math.round(value * RESOLUTION));
    case 'bigint':
      return mixWord(hash, Number(BigInt.asIntN(32, value)));
    case 'string': {
      let mixed = hash;
      for (let k = 0; k < value.length; k++) mixed = mixWord(mixed, value.charCodeAt(k));
      return mixed;
    }
    case 'object': {
      if (value === null) return hash;
      const parts: ArrayLike<unknown> = ArrayBuffer.isView(value)
        ? (value as unknown as ArrayLike<number>)
        : Object.values(value);
      let mixed = hash;
      for (let k = 0; k < parts.length; k++) mixed = mix(mixed, parts[k]);
      return mixed;
    }
    default:
      return mixWord(hash, value === true ? 1 : 0);
  }
}

function mixWord(hash: number, word: number): number {
  return Math.imul(hash ^ word, 0x01000193);
}
