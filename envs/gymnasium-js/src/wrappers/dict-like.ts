import { compareText } from '../spaces/compare-text.ts';
import { Dict } from '../spaces/dict.ts';
import type { Space } from '../spaces/space.ts';

/** A `Dict` of the given spaces, with its keys in order if those of `source` are, else as given. */
export function dictLike(source: Dict, spaces: readonly (readonly [string, Space])[]): Dict {
  const ordered = [...source.keys].sort(compareText);
  const sorted = ordered.every((key, index) => key === source.keys[index]);
  return sorted ? new Dict(Object.fromEntries(spaces)) : new Dict(spaces);
}
