import {
  Box,
  Dict,
  Discrete,
  type Generator,
  Graph,
  MultiBinary,
  MultiDiscrete,
  OneOf,
  Sequence,
  type Space,
  Text,
  Tuple,
} from '../../src/index.ts';

type Kind = 'mask' | 'probability';

/** A random mask, or random probabilities, for any space. */
export function randomFilter(space: Space, kind: Kind, random: Generator): unknown {
  const inner = (part: Space): unknown => randomFilter(part, kind, random);
  if (space instanceof Box) return null;
  if (space instanceof Discrete) return weights(space.n, kind, random);
  if (space instanceof MultiDiscrete) return Array.from(space.nvec, (n) => weights(n, kind, random));
  if (space instanceof MultiBinary) {
    const draw = () => (kind === 'mask' ? random.integers(3) : random.random());
    return Array.from(space.sample(), draw);
  }
  if (space instanceof Text) {
    const length = random.integers(2)
      ? random.integers(space.minLength, space.maxLength, { endpoint: true })
      : null;
    return [length, random.integers(3) ? weights(space.characters.length, kind, random, 1) : null];
  }
  if (space instanceof Dict) {
    return Object.fromEntries(space.keys.map((key) => [key, inner(space.spaces[key]!)]));
  }
  if (space instanceof Tuple || space instanceof OneOf) return (space.spaces as readonly Space[]).map(inner);
  if (space instanceof Sequence) {
    // An empty stack is beyond Gymnasium.
    const draw = () => random.integers(space.stack ? 1 : 0, 5);
    const length = random.choice<number | number[] | null>([null, draw(), [draw(), draw()]]);
    return [length, inner(space.space)];
  }
  if (space instanceof Graph) {
    // Nodes come in a batch of ten; each edge has the filter of the edge space.
    const nodes =
      space.nodeSpace instanceof Discrete ? Array.from({ length: 10 }, () => inner(space.nodeSpace)) : null;
    return [nodes, space.edgeSpace instanceof Discrete ? inner(space.edgeSpace) : null];
  }
  throw new Error(`no filter for ${space}`);
}

/** 0 or 1 for each element, of which at least `least` are 1; or probabilities, some of them 0. */
function weights(count: number, kind: Kind, random: Generator, least = 0): number[] {
  const mask: number[] = random.integers(0, 2, { size: count });
  if (least > 0 || kind === 'probability') mask[random.integers(count)] = 1;
  if (kind === 'mask') return mask;
  const values = mask.map((allowed) => allowed * random.random());
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / sum);
}

/** A value with one random thing changed, so that it may or may not belong to the space any more. */
export function perturbed(value: unknown, random: Generator): unknown {
  if (typeof value === 'number') return value + random.integers(-3, 4);
  if (typeof value === 'string') {
    const characters = [...value];
    if (random.integers(2))
      characters[random.integers(characters.length)] = random.choice(['b', '1', 'é', '😀']);
    else characters.push(...'aq'.repeat(random.integers(4)));
    return characters.join('');
  }
  if (ArrayBuffer.isView(value)) return perturbedArray(value as Float64Array, random);
  if (Array.isArray(value)) {
    if (value.length === 0 || random.integers(4) === 0) return [...value, value[0] ?? 1];
    if (random.integers(4) === 0) return value.slice(0, -1);
    const index = random.integers(value.length);
    return value.map((item, i) => (i === index ? perturbed(item, random) : item));
  }
  if (typeof value === 'object' && value !== null) {
    const changed = random.choice(Object.keys(value));
    const entries = Object.entries(value).map(([key, item]) => [
      key,
      key === changed ? perturbed(item, random) : item,
    ]);
    return Object.fromEntries(entries);
  }
  return value;
}

function perturbedArray(
  array: Float64Array | BigInt64Array,
  random: Generator,
): Float64Array | BigInt64Array {
  if (random.integers(5) === 0) return array.slice(0, -1);
  const copy = array.slice();
  const index = random.integers(array.length);
  const step = random.choice([-1, 1, -100, 100]);
  if (copy instanceof BigInt64Array) copy[index]! += BigInt(step);
  else copy[index]! += step;
  return copy;
}
