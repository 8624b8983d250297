import type { ObjectType } from '../encoding.ts';
import type { Grid, ObjectId } from '../grid.ts';
import type { Scene } from './frame.ts';

const arrows = ['>>', 'VV', '<<', '^^'];
const letters: Partial<Record<ObjectType, string>> = {
  wall: 'W',
  floor: 'F',
  key: 'K',
  ball: 'A',
  box: 'B',
  goal: 'G',
  lava: 'V',
};

/**
 * The grid as lines of text, two characters a cell, as MiniGrid's `pprint_grid` writes it: a letter for the type (`A`
 * ball, `V` lava, `D` closed and `L` locked door), one for the colour; `__` is an open door, an arrowhead the agent.
 *
 * @param hideUnseen whether cells that the agent does not see are written as `??`
 */
export function gridText(scene: Scene, hideUnseen: boolean): string {
  const rows = Array.from({ length: scene.height }, (_, row) =>
    Array.from({ length: scene.width }, (_, column) => {
      const { id, visible, agentDirection } = scene.cell(column, row);
      if (agentDirection >= 0) return arrows[agentDirection]!;
      return hideUnseen && !visible ? '??' : cellText(scene.grid, id);
    }).join(''),
  );
  return rows.join('\n');
}

function cellText(grid: Grid, id: ObjectId): string {
  const type = grid.typeOf(id);
  if (type === 'empty') return '  ';
  if (grid.isOpenDoor(id)) return '__';
  const letter = type === 'door' ? (grid.stateOf(id) === 'locked' ? 'L' : 'D') : letters[type]!;
  return letter + grid.colourOf(id)[0]!.toUpperCase();
}
