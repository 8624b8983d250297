import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Python that walks the 4 × 4 lake: first down to cell 8, then on to the goal, from any cell where it has not fallen in. */
export const expertCode = `
DOWN, RIGHT, LEFT = 1, 2, 0
MOVES = {0: DOWN, 4: DOWN, 8: RIGHT, 9: DOWN, 13: RIGHT, 14: RIGHT, 10: DOWN, 1: LEFT, 2: DOWN, 3: LEFT, 6: DOWN}

def walk(env):
    cell = int(env.s)
    return ("go down" if cell < 8 else "cross"), MOVES.get(cell, DOWN)

def stuck(env):
    return "go down", env.no_such_attribute

def names_wrongly(env):
    return "swim", 0

def acts_wrongly(env):
    return 0, 7
`;

/** Writes the files of a task on the frozen lake; returns the path of the one that defines it. */
export function writeFrozenLake(folder: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const path = join(folder, 'frozen-lake.yaml');
  const fields = {
    env: 'python:FrozenLake-v1',
    kwargs: { is_slippery: false },
    subtasks: ['go down', 'cross'],
    order: [['go down', 'cross']],
    milestones: { 'cell 8': 'observation == 8', goal: 'terminated and reward > 0' },
    expert: 'expert.py:walk',
    ...changes,
  };
  writeFileSync(join(folder, 'expert.py'), expertCode);
  writeFileSync(path, JSON.stringify(fields));
  return path;
}
