import type { ObjectType } from '../encoding.ts';
import type { Grid, ObjectId } from '../grid.ts';
import type { Viewer } from '../view.ts';

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
 */
export function gridText(grid: Grid, agent: Viewer): string {
  const rows: string[] = [];
  for (let y = 0; y < grid.height; y++) {
    let row = '';
    for (let x = 0; x < grid.width; x++) {
      const isAgent = agent.agentX === x && agent.agentY === y;
      row += isAgent ? arrows[agent.agentDirection]! : cellText(grid, grid.get(x, y));
    }
    rows.push(row);
  }
  return rows.join('\n');
}

function cellText(grid: Grid, id: ObjectId): string {
  const type = grid.typeOf(id);
  if (type === 'empty') return '  ';
  if (grid.isOpenDoor(id)) return '__';
  const letter = type === 'door' ? (grid.stateOf(id) === 'locked' ? 'L' : 'D') : letters[type]!;
  return letter + grid.colourOf(id)[0]!.toUpperCase();
}
