import { createHash } from 'node:crypto';
import { npRandom } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { runPython } from '../../../../envs/gymnasium-js/test/python.ts';
import { makeBare, python, usefulAction } from './reference.ts';

/** Environments, and the tile sizes in which each is drawn. */
const sampled: readonly (readonly [id: string, tileSizes: readonly number[]])[] = [
  ['MiniGrid-DoorKey-8x8-v0', [8, 32]],
  ['MiniGrid-LavaCrossingS9N2-v0', [9, 20]],
  ['MiniGrid-ObstructedMaze-1Dlhb-v0', [8, 13]],
  ['MiniGrid-Playground-v0', [8]],
  ['MiniGrid-MultiRoom-N6-v0', [8]],
  ['MiniGrid-Fetch-8x8-N3-v0', [8]],
];
const steps = 40;

const program = `
import hashlib
output, sys.stdout = sys.stdout, sys.stderr
import gymnasium
import minigrid

def frames(env, sizes):
    for size in sizes:
        yield env.get_frame(highlight=True, tile_size=size)
        yield env.get_frame(highlight=False, tile_size=size)
        yield env.get_frame(tile_size=size, agent_pov=True)

def run(id, actions, sizes):
    env = gymnasium.make(id, disable_env_checker=True).unwrapped
    env.reset(seed=5)
    hashes = []
    for action in actions:
        _, _, terminated, truncated, _ = env.step(action)
        if terminated or truncated:
            env.reset()
        hashes.append([hashlib.sha256(frame.tobytes()).hexdigest() for frame in frames(env, sizes)])
    return hashes

print(json.dumps([run(**case) for case in cases]), file=output)
`;

/** Frames of every kind after each step, as hashes. */
function play([id, tileSizes]: (typeof sampled)[number]): { actions: number[]; hashes: string[][] } {
  const env = makeBare(id);
  const random = npRandom(5)[0];
  env.reset({ seed: 5 });
  const actions: number[] = [];
  const hashes: string[][] = [];
  for (let step = 0; step < steps; step++) {
    const action = usefulAction(env, random);
    actions.push(action);
    const [, , terminated, truncated] = env.step(action);
    if (terminated || truncated) env.reset();
    const frames = tileSizes.flatMap((tileSize) => [
      env.getFrame({ highlight: true, tileSize }),
      env.getFrame({ highlight: false, tileSize }),
      env.getFrame({ tileSize, agentPov: true }),
    ]);
    hashes.push(frames.map(({ data }) => createHash('sha256').update(data).digest('hex')));
  }
  return { actions, hashes };
}

describe.skipIf(python === null)('RGB pictures beside Python', () => {
  it('have the same pixels', () => {
    const runs = sampled.map(play);
    const cases = runs.map(({ actions }, index) => {
      const [id, sizes] = sampled[index]!;
      return { id, actions, sizes };
    });
    expect(runs.map(({ hashes }) => hashes)).toEqual(runPython(program, cases));
  });
});
