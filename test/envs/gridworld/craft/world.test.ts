import { describe, expect, it } from 'vitest';
import { type Item, itemIndex, items, recipes } from '../../../../envs/gridworld/craft/rules.ts';
import type { CraftWorld } from '../../../../envs/gridworld/craft/world.ts';
import { at, DOWN, draw, LEFT, RIGHT, UP, USE } from './hand-made.ts';

const carried = (world: CraftWorld) =>
  Object.fromEntries(
    items.filter((item) => world.has(item)).map((item) => [item, world.inventory[itemIndex[item]]]),
  );

function act(world: CraftWorld, ...actions: number[]): CraftWorld {
  for (const action of actions) world.act(action);
  return world;
}

describe('moves', () => {
  it('turn the agent and take it to a free cell', () => {
    const world = draw(['....', '.^..']);
    const { cell } = world;
    expect(act(world, RIGHT)).toMatchObject({ cell: cell + 1, direction: RIGHT });
    expect(act(world, DOWN)).toMatchObject({ cell: cell + 11, direction: DOWN });
    expect(act(world, LEFT)).toMatchObject({ cell: cell + 10, direction: LEFT });
    expect(act(world, UP)).toMatchObject({ cell, direction: UP });
  });

  it.each(['w', 'T', '~', 'o', '$', '#'])('only turn it in front of %s', (thing) => {
    const world = draw([`v${thing}`]);
    const { cell } = world;
    expect(act(world, RIGHT)).toMatchObject({ cell, direction: RIGHT });
  });

  it('stop at the boundary', () => {
    const world = draw(['>']);
    const { cell } = world;
    expect(act(world, UP, LEFT)).toMatchObject({ cell, direction: LEFT });
  });
});

describe('use', () => {
  it.each([
    ['w', 'wood'],
    ['g', 'grass'],
    ['i', 'iron'],
    ['$', 'gold'],
    ['*', 'gem'],
  ])('takes %s', (letter, item) => {
    const world = act(draw([`>${letter}`]), USE);
    expect(carried(world)).toEqual({ [item]: 1 });
    expect(at(world, 0, 1)).toBe('nothing');
  });

  it('has no effect on nothing, the boundary, water without bridge and stone without axe', () => {
    for (const row of ['>.', '>~', '>o', '<.']) {
      const world = draw([row], { wood: 1 });
      const before = world.clone();
      expect(act(world, USE)).toEqual(before);
    }
  });

  it.each(recipes.map(({ output, inputs, at: workshop }) => ({ output, inputs, workshop })))(
    'makes $output of $inputs at the $workshop',
    ({ output, inputs, workshop }) => {
      const letter = { toolshed: 'T', workbench: 'W', factory: 'F' }[workshop];
      const stock = Object.fromEntries(inputs.map((input) => [input, 1])) as Partial<Record<Item, number>>;
      expect(carried(act(draw([`>${letter}`], stock), USE))).toEqual({ [output]: 1 });
      for (const missing of inputs) {
        const less = act(draw([`>${letter}`], { ...stock, [missing]: 0 }), USE);
        expect(less.has(output)).toBe(false);
      }
    },
  );

  it('makes everything that a workshop can, once each, in the order of the recipes', () => {
    const world = act(draw(['>W'], { wood: 2, iron: 1 }), USE);
    // One piece of wood becomes a stick, and that with the iron shears.
    expect(carried(world)).toEqual({ wood: 1, shears: 1 });
    expect(carried(act(draw(['>T'], { wood: 1, grass: 1 }), USE))).toEqual({ plank: 1, rope: 1 });
  });

  it('lays the bridge over one cell of water; the axe breaks any stone', () => {
    const bridged = act(draw(['>~~'], { bridge: 1 }), USE, RIGHT, USE);
    expect([at(bridged, 0, 1), at(bridged, 0, 2)]).toEqual(['nothing', 'water']);
    expect(carried(bridged)).toEqual({});
    const broken = act(draw(['>oo'], { axe: 1 }), USE, RIGHT, USE);
    expect([at(broken, 0, 1), at(broken, 0, 2)]).toEqual(['nothing', 'nothing']);
    expect(carried(broken)).toEqual({ axe: 1 });
  });
});
