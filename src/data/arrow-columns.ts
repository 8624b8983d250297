import type { Space } from 'gymnasium-js';
import { type Column, columnGroup, numberColumn, numbersOf, partsOf, sizeOf } from './column.ts';
import type { DatasetSpaces } from './demonstration.ts';
import type { RawGroup } from './read-protocol.ts';

/** An episode of Minari's Arrow format, where arrays are flat and parts of tuples go by their number, as in HDF5. */
export function unflattened(raw: RawGroup, { observationSpace, actionSpace }: DatasetSpaces): RawGroup {
  const { observations, actions, ...others } = raw.columns;
  const columns = {
    ...others,
    ...(observations === undefined ? {} : { observations: shaped(observationSpace, observations) }),
    ...(actions === undefined ? {} : { actions: shaped(actionSpace, actions) }),
  };
  return { columns, attributes: raw.attributes };
}

function shaped(space: Space, column: Column): Column {
  const parts = partsOf(space);
  if (parts !== null && column.kind === 'group') {
    const own = Object.entries(column.columns).map(([name, inner]) => {
      const [known, part] = parts.find(([key]) => key === name || key === `_index_${name}`) ?? [name, null];
      return [known, part === null ? inner : shaped(part, inner)] as const;
    });
    return columnGroup(Object.fromEntries(own));
  }
  const numbers = numbersOf(space);
  if (numbers === null || column.kind !== 'numbers' || column.shape.length !== 2) return column;
  if (column.shape[1] !== sizeOf(numbers.shape)) return column;
  return numberColumn(column.dtype, [column.shape[0]!, ...numbers.shape], column.data);
}
