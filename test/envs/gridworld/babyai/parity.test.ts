import { expect, it } from 'vitest';
import { levels } from '../../../../envs/gridworld/babyai/index.ts';
import { runPython } from '../../../../envs/gymnasium-js/test/python.ts';
import { idsOf, itEqualsPython, type Variant, variantsEqualPython, withPython } from '../minigrid/suites.ts';

const ids = idsOf(levels);

const variants: readonly Variant[] = [
  ['BabyAI-GoToLocal-v0', { doneActions: true }, { done_actions: true }],
  ['BabyAI-MiniBossLevel-v0', { doneActions: true }, { done_actions: true }],
  ['BabyAI-GoTo-v0', { numDists: 3, roomSize: 6, numRows: 1 }, { num_dists: 3, room_size: 6, num_rows: 1 }],
  ['BabyAI-GoToRedBallGrey-v0', { numDists: 2, maxSteps: 20 }, { num_dists: 2, max_steps: 20 }],
  ['BabyAI-Unlock-v0', { numCols: 2, agentViewSize: 5 }, { num_cols: 2, agent_view_size: 5 }],
  ['BabyAI-KeyCorridorS4R3-v0', { objType: 'box', numRows: 2 }, { obj_type: 'box', num_rows: 2 }],
  ['BabyAI-OpenTwoDoors-v0', { firstColor: 'grey' }, { first_color: 'grey' }],
  [
    'BabyAI-BossLevel-v0',
    {
      roomSize: 5,
      numRows: 2,
      numCols: 2,
      numDists: 6,
      lockedRoomProb: 1,
      locations: false,
      actionKinds: ['pickup', 'putnext'],
      instrKinds: ['and', 'seq'],
    },
    {
      room_size: 5,
      num_rows: 2,
      num_cols: 2,
      num_dists: 6,
      locked_room_prob: 1,
      locations: false,
      action_kinds: ['pickup', 'putnext'],
      instr_kinds: ['and', 'seq'],
    },
  ],
];

const namesInPython = `
import gymnasium
import minigrid

print(json.dumps([id for id in gymnasium.registry if id.startswith("BabyAI-")]))
`;

withPython('BabyAI in Python', () => {
  itEqualsPython(ids);

  it('has the same ids', () => {
    expect([...ids].sort()).toEqual(runPython<string[]>(namesInPython, []).sort());
  });

  it('has the same levels and episodes with settings that no id has', () => {
    variantsEqualPython(variants);
  });
});
