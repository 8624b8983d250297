import { createHash } from 'node:crypto';
import { npRandom } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import '../../../../envs/gridworld/babyai/index.ts';
import { tilePixels } from '../../../../envs/gridworld/minigrid/render/tiles.ts';
import { runPython } from '../../../../envs/gymnasium-js/test/python.ts';
import { ink } from '../../../../src/figures/palette.ts';
import { svgToRgb } from '../../../../src/figures/svg-to-image.ts';
import { makeBare, python, usefulAction } from './reference.ts';

/** Environments, and the tile sizes in which each is drawn. */
const sampled: readonly (readonly [id: string, tileSizes: readonly number[]])[] = [
  ['MiniGrid-DoorKey-8x8-v0', [8, 32]],
  ['MiniGrid-LavaCrossingS9N2-v0', [9, 20]],
  ['MiniGrid-ObstructedMaze-1Dlhb-v0', [8, 13]],
  ['MiniGrid-Playground-v0', [8]],
  ['MiniGrid-MultiRoom-N6-v0', [8]],
  ['MiniGrid-Fetch-8x8-N3-v0', [8]],
  ['BabyAI-KeyInBox-v0', [9]],
  ['BabyAI-BossLevel-v0', [8]],
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

describe('pictures', () => {
  const digest = (data: Uint8Array) => createHash('sha256').update(data).digest('hex').slice(0, 16);

  it('have the pixels that they had when they were compared with Python', () => {
    const env = makeBare('MiniGrid-DoorKey-8x8-v0', { renderMode: 'rgb_array', tileSize: 8 });
    env.reset({ seed: 5 });
    const { data, width, height } = env.getFrame();
    expect([width, height]).toEqual([64, 64]);
    expect(env.render()).toEqual(env.getFrame());
    const view = env.getFrame({ agentPov: true });
    expect([digest(data), digest(view.data)]).toEqual(['363673f7795e1746', 'a68943a4b8031d79']);
  });

  it('are documents too, which show mission, door, key and agent', () => {
    const env = makeBare('MiniGrid-DoorKey-8x8-v0', { renderMode: 'svg' });
    env.reset({ seed: 5 });
    const svg = env.render() as string;
    expect(svgToRgb(svg).width).toBe(332);
    expect(svg).toContain('<title>use the key to open the door and then get to the goal</title>');
    expect(svg).toContain('step 0 of 640');
    expect(svg.match(/rotate\(\d+ 20 20\)/g)).toHaveLength(1);
    // 28 cells of the outer wall and 5 of the inner one, whose sixth is the door.
    expect(svg.match(new RegExp(`fill="${ink.muted}" shape-rendering`, 'g'))).toHaveLength(28 + 5);
  });

  it('say what the agent carries, and draw it beside it', () => {
    const env = makeBare('MiniGrid-Fetch-8x8-N3-v0');
    env.reset({ seed: 1 });
    const before = env.getSvg();
    env.carrying = env.grid.add('key', 'yellow');
    const after = env.getSvg();
    expect(before).not.toContain('carries');
    expect(after).toContain('carries a yellow key');
    expect(env.getSvg({ agentPov: true })).toContain('carries a yellow key');
    expect(after.length).toBeGreaterThan(before.length + 100);
  });

  it('are text too', () => {
    const env = makeBare('MiniGrid-DoorKey-5x5-v0', { renderMode: 'ansi' });
    env.reset({ seed: 5 });
    const rows = (env.render() as string).split('\n');
    expect(rows.map((row) => row.length)).toEqual([10, 10, 10, 10, 10]);
    expect(rows[0]).toBe('WGWGWGWGWG');
    expect(rows[3]!.slice(6)).toBe('GGWG');
    expect(rows.join('')).toMatch(/(>>|VV|<<|\^\^).*LY|LY.*(>>|VV|<<|\^\^)/);
  });

  it('are text of what the agent sees, if asked', () => {
    const env = makeBare('MiniGrid-DoorKey-5x5-v0', { renderMode: 'ansi', agentPov: true, agentViewSize: 3 });
    env.reset({ seed: 5 });
    env.setAgent([1, 1], 3);
    // It looks up: there is wall to its left and above, and the cells below are not in view.
    const rows = (env.render() as string).split('\n');
    expect(rows).toEqual(['??????', 'WGWGWG', `WG^^${rows[2]!.slice(4)}`]);
  });

  it('keep tiles of different sizes apart', () => {
    expect(tilePixels({ encoding: 0, agentDirection: -1, highlight: false }, 1032)).toHaveLength(
      1032 ** 2 * 3,
    );
    expect(tilePixels({ encoding: 0, agentDirection: -1, highlight: false }, 8)).toHaveLength(8 * 8 * 3);
  });

  it('are readable documents however small the tiles', () => {
    const env = makeBare('MiniGrid-Empty-16x16-v0');
    env.reset({ seed: 1 });
    expect(env.getSvg({ tileSize: 3 })).toBe(env.getSvg({ tileSize: 8 }));
  });

  it.each([0, -8, 2.5, 257, Number.NaN])('have no tiles of %s pixels', (tileSize) => {
    const env = makeBare('MiniGrid-Empty-5x5-v0');
    env.reset({ seed: 1 });
    const message = /Empty\.get(Frame|Svg): options: tileSize: expected .*, received/;
    expect(() => env.getFrame({ tileSize })).toThrow(message);
    expect(() => env.getSvg({ tileSize })).toThrow(message);
    expect(() => env.getFrame({ tile_size: 8 } as object)).toThrow(/tile_size/);
  });

  it('need a render mode', () => {
    const env = makeBare('MiniGrid-Empty-5x5-v0');
    env.reset({ seed: 1 });
    expect(() => env.render()).toThrow(/Pass renderMode at construction: 'rgb_array', 'svg', 'ansi'/);
  });
});
