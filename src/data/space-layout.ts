import { Box, type Space, Text } from 'gymnasium-js';
import { partsOf } from './column.ts';

/**
 * Whether values of one space have the form of those of another: spaces are equal, or their boxes differ in bounds and their
 * texts in lengths and letters only. Whether values lie in the other space is to be checked one by one.
 */
export function hasLayoutOf(space: Space, other: Space): boolean {
  if (space.equals(other)) return true;
  if (space instanceof Box && other instanceof Box)
    return space.dtype === other.dtype && space.shape.join() === other.shape.join();
  if (space instanceof Text && other instanceof Text) return true;
  const [parts, others] = [partsOf(space), partsOf(other)];
  if (parts === null || others === null || space.constructor !== other.constructor) return false;
  return (
    parts.length === others.length &&
    parts.every(([name, part]) => {
      const own = others.find(([otherName]) => otherName === name);
      return own !== undefined && hasLayoutOf(part, own[1]);
    })
  );
}
