import type { ObservationEncoder } from '../../../../src/encoding/encoder.ts';
import { Action, typeIndex } from '../encoding.ts';
import { hindrancesIn } from './hindrances.ts';
import { isMeant, isOpened, mentionedIn, verbs } from './mentions.ts';
import type { RememberingObservation } from './mission-memory.ts';
import { SeenGrid } from './seen-grid.ts';
import { recognisers, type Thing } from './things.ts';

/** Views of a level as input units of 0 and 1. */
export type MiniGridView = ObservationEncoder<RememberingObservation>;

/** Classes of cells that views tell apart. */
const classes = [
  'unseen',
  'empty',
  'wall',
  'open door',
  'closed door',
  'locked door',
  'key',
  'ball',
  'box',
  'goal',
  'lava',
] as const;

function classOf(type: number, state: number): number {
  switch (type) {
    case typeIndex.unseen:
      return 0;
    case typeIndex.wall:
      return 2;
    case typeIndex.door:
      return 3 + state;
    case typeIndex.key:
    case typeIndex.ball:
    case typeIndex.box:
    case typeIndex.goal:
    case typeIndex.lava:
      return 6 + type - typeIndex.key;
    default:
      return 1;
  }
}

/** Largest offset with a unit of its own. */
const REACH = 7;
const SPAN = 2 * REACH + 1;
const clip = (offset: number) => Math.min(REACH, Math.max(-REACH, offset)) + REACH;
const offsets = Array.from({ length: SPAN }, (_, k) => k - REACH);
const sides = ['ahead', 'right', 'behind', 'left'] as const;

/**
 * Positions of things relative to the agent: for each kind the nearest one's offset ahead (−7…7) and to the right
 * (−7…7), or its absence; whether one is in the agent's hand; and the contents of the four cells around the agent.
 * Needs the whole grid, see `FullyObsWrapper`, and `CarryingWrapper`.
 *
 * @param height rows of the grid
 */
export function relativeView(things: readonly Thing[], height: number): MiniGridView {
  const perThing = 2 + 2 * SPAN;
  return {
    size: perThing * things.length + sides.length * classes.length,
    labels: [
      ...things.flatMap((thing) => [
        `no ${thing}`,
        `${thing} in hand`,
        ...offsets.map((offset) => `${thing} ${offset} ahead`),
        ...offsets.map((offset) => `${thing} ${offset} to the right`),
      ]),
      ...sides.flatMap((side) => classes.map((name) => `${name} ${side}`)),
    ],
    encode(out, observation) {
      out.fill(0);
      const grid = SeenGrid.of(observation, height);
      things.forEach((thing, k) => {
        if (recognisers[thing](grid, grid.hand)) out[k * perThing + 1] = 1;
        const [cell] = byDistance(grid, thing);
        if (cell === undefined) {
          out[k * perThing] = 1;
          return;
        }
        const { ahead, aside } = grid.offset(cell);
        out[k * perThing + 2 + clip(ahead)] = 1;
        out[k * perThing + 2 + SPAN + clip(aside)] = 1;
      });
      for (let side = 0; side < sides.length; side++) {
        const cell = grid.next(grid.agent, grid.direction + side);
        const { type, state } = cell < 0 ? { type: typeIndex.wall, state: 0 } : grid.at(cell);
        out[perThing * things.length + side * classes.length + classOf(type, state)] = 1;
      }
    },
  };
}

/** The cells that hold a kind of thing, the nearest first, as the crow flies. */
function byDistance(grid: SeenGrid, thing: Thing): readonly number[] {
  const found: { readonly cell: number; readonly distance: number }[] = [];
  for (let cell = 0; cell < grid.cells; cell++) {
    if (!recognisers[thing](grid, cell)) continue;
    const { ahead, aside } = grid.offset(cell);
    found.push({ cell, distance: Math.abs(ahead) + Math.abs(aside) });
  }
  return found.sort((a, b) => a.distance - b.distance).map(({ cell }) => cell);
}

/**
 * Further things of each kind, beside the nearest one of `relativeView`: the offset of the second nearest, and so on, or the
 * absence of one. Needs the whole grid.
 *
 * @param count things of a kind that are seen, the nearest one included
 */
export function furtherView(things: readonly Thing[], height: number, count: number): MiniGridView {
  const perThing = 1 + 2 * SPAN;
  const further = things.flatMap((thing) =>
    Array.from({ length: count - 1 }, (_, k) => ({ thing, rank: k + 1, name: `${thing} ${k + 2}` })),
  );
  return {
    size: perThing * further.length,
    labels: further.flatMap(({ name }) => [
      `no ${name}`,
      ...offsets.map((offset) => `${name}: ${offset} ahead`),
      ...offsets.map((offset) => `${name}: ${offset} to the right`),
    ]),
    encode(out, observation) {
      out.fill(0);
      const grid = SeenGrid.of(observation, height);
      const cells = new Map(things.map((thing) => [thing, byDistance(grid, thing)]));
      further.forEach(({ thing, rank }, k) => {
        const units = out.subarray(k * perThing, (k + 1) * perThing);
        const cell = cells.get(thing)![rank];
        if (cell === undefined) {
          units[0] = 1;
          return;
        }
        const { ahead, aside } = grid.offset(cell);
        units[1 + clip(ahead)] = 1;
        units[1 + SPAN + clip(aside)] = 1;
      });
    },
  };
}

/** The verbs that the mission uses for the first things that it still names. */
export function verbsView(mentions: number): MiniGridView {
  return {
    size: verbs.length * mentions,
    labels: Array.from({ length: mentions }, (_, k) => verbs.map((verb) => `${verb} ${k + 1}`)).flat(),
    encode(out, { mission, done }) {
      out.fill(0);
      mentionedIn(mission)
        .filter(({ part }) => done?.[part] !== 1)
        .slice(0, mentions)
        .forEach(({ verb }, k) => {
          if (verb !== null) out[k * verbs.length + verbs.indexOf(verb)] = 1;
        });
    },
  };
}

/** The direction in which the agent looks, which MiniGrid's observations tell. */
export const compassView: MiniGridView = {
  size: 4,
  labels: ['looks right', 'looks down', 'looks left', 'looks up'],
  encode(out, { direction }) {
    out.fill(0);
    out[direction] = 1;
  },
};

const moves = [
  ['left', Action.left],
  ['right', Action.right],
  ['forward', Action.forward],
  ['door', Action.toggle],
] as const;

/**
 * For each kind of thing the moves that begin a shortest way to the front of one, through free cells and closed doors,
 * which are opened on the way; or that the agent is already there, or that there is no way. The agent does not need
 * to find ways itself. Needs the whole grid.
 */
export function waysView(things: readonly Thing[], height: number): MiniGridView {
  const perThing = moves.length + 2;
  return {
    size: perThing * things.length,
    labels: things.flatMap((thing) => [
      ...moves.map(([move]) => `${move} to ${thing}`),
      `${thing} ahead`,
      `no way to ${thing}`,
    ]),
    encode(out, observation) {
      out.fill(0);
      const grid = SeenGrid.of(observation, height);
      things.forEach((thing, k) => {
        const ways = grid.waysTo((cell) => recognisers[thing](grid, cell));
        const units = out.subarray(k * perThing, (k + 1) * perThing);
        if (ways === null) units[moves.length + 1] = 1;
        else if (ways.length === 0) units[moves.length] = 1;
        else for (const action of ways) units[moves.findIndex(([, move]) => move === action)] = 1;
      });
    },
  };
}

/**
 * Which of the four cells around the agent are needed: they lie on the ways to what the mission asks for, so that nothing
 * should be put there. Needs the whole grid.
 */
export function neededView(height: number): MiniGridView {
  return {
    size: sides.length,
    labels: sides.map((side) => `needed ${side}`),
    encode(out, observation) {
      const grid = SeenGrid.of(observation, height);
      const { needed } = hindrancesIn(grid);
      for (let side = 0; side < sides.length; side++) {
        out[side] = needed.has(grid.next(grid.agent, grid.direction + side)) ? 1 : 0;
      }
    },
  };
}

/**
 * MiniGrid's own view: the class of each cell before the agent, and the cells that hold things which the mission
 * names.
 */
export function egocentricView(size: number): MiniGridView {
  const perCell = classes.length + 1;
  const cells = Array.from({ length: size * size }, (_, index) => ({
    aside: Math.floor(index / size) - (size >> 1),
    ahead: size - 1 - (index % size),
  }));
  return {
    size: perCell * cells.length,
    labels: cells.flatMap(({ aside, ahead }) =>
      [...classes, 'named'].map((name) => `${name} at ${ahead} ahead, ${aside} to the right`),
    ),
    encode(out, { image, mission }) {
      out.fill(0);
      const named = mentionedIn(mission);
      for (let k = 0; k < cells.length; k++) {
        const [type, colour, state] = [image[3 * k]!, image[3 * k + 1]!, image[3 * k + 2]!];
        out[k * perCell + classOf(type, state)] = 1;
        const cell = { type, colour, state };
        if (named.some((thing) => isMeant(thing, cell) && !isOpened(thing, cell))) {
          out[k * perCell + classes.length] = 1;
        }
      }
    },
  };
}
