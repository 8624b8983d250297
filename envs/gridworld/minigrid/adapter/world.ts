import type { Env, Info } from 'gymnasium-js';
import { z } from 'zod';
import { UsageError } from '../../../../src/errors.ts';
import type { WorldChanges } from '../../../../src/task/environment-adapter.ts';
import { observedThrough } from '../../../observed-through.ts';
import { layerOf, unwrappedAs } from '../../../unwrapped-as.ts';
import { colours, doorStates } from '../encoding.ts';
import { NOTHING } from '../grid.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import type { CarryingObservation } from './carrying.ts';
import { SubtaskInfoWrapper } from './subtask-info.ts';

const cell = z.tuple([z.int().min(0), z.int().min(0)]).readonly();
const colour = z.enum(colours as [string, ...string[]]);
const movable = z.enum(['key', 'ball', 'box']);

const schema = z.strictObject({
  remove: z.array(cell).optional().describe('cells [column, row] that become empty'),
  put: z
    .array(
      z.strictObject({
        at: cell,
        type: z.enum(['key', 'ball', 'box', 'door', 'wall', 'floor', 'goal', 'lava']),
        colour: colour.default('grey'),
        state: z
          .enum(doorStates as [string, ...string[]])
          .default('closed')
          .describe('of a door'),
      }),
    )
    .optional()
    .describe(
      'new things in cells, in place of what is there; things of one kind are one as good as the other',
    ),
  move: z
    .array(z.strictObject({ from: cell, to: cell }))
    .optional()
    .describe('things that are carried to other cells, which must be empty'),
  carrying: z
    .strictObject({ type: movable, colour })
    .nullable()
    .optional()
    .describe('what the agent holds from now on; null: nothing'),
  agent: cell.optional().describe('new cell of the agent, which must be free'),
  direction: z.int().min(0).max(3).optional().describe('where it looks: 0 right, 1 down, 2 left, 3 up'),
});

type Change = z.infer<typeof schema>;

/** What can be moved in MiniGrid's and BabyAI's levels: first things in the order of the schema, then the agent. */
export const miniGridWorld: WorldChanges<CarryingObservation, number> = {
  schema,
  apply(env, change) {
    const level = unwrappedAs(env, MiniGridEnv);
    rearrange(level, change as Change);
    const info = layerOf<SubtaskInfoWrapper>(env, SubtaskInfoWrapper)?.tell() ?? {};
    return [observedThrough(env as Env<CarryingObservation, never>, level.observe()), info as Info];
  },
};

function rearrange(level: MiniGridEnv, change: Change): void {
  const { grid } = level;
  const within = ([x, y]: readonly [number, number], field: string) => {
    if (x < grid.width && y < grid.height) return;
    throw refused(field, `a cell of ${grid.width} × ${grid.height}`, `[${x}, ${y}]`);
  };
  for (const at of change.remove ?? []) {
    within(at, 'remove');
    grid.set(...at, NOTHING);
  }
  for (const { at, ...thing } of change.put ?? []) {
    within(at, 'put');
    const { type, colour, state } = thing as Parameters<typeof newThing>[1];
    grid.set(...at, newThing(level, { type, colour, state }));
  }
  for (const { from, to } of change.move ?? []) {
    within(from, 'move.from');
    within(to, 'move.to');
    if (grid.get(...to) !== NOTHING) throw refused('move.to', 'an empty cell', `[${to}]`);
    const thing = grid.get(...from);
    grid.set(...from, NOTHING);
    grid.set(...to, thing);
  }
  if (change.carrying !== undefined) level.carrying = held(level, change.carrying);
  if (change.direction !== undefined) level.agentDirection = change.direction;
  if (change.agent !== undefined) {
    within(change.agent, 'agent');
    [level.agentX, level.agentY] = change.agent;
  }
  if (grid.canOverlap(grid.get(level.agentX, level.agentY))) return;
  throw refused('agent', 'a cell that is free', `[${level.agentX}, ${level.agentY}]`);
}

function newThing(
  { grid }: MiniGridEnv,
  {
    type,
    colour,
    state,
  }: {
    type: Parameters<MiniGridEnv['grid']['add']>[0];
    colour: Parameters<MiniGridEnv['grid']['add']>[1];
    state: Parameters<MiniGridEnv['grid']['add']>[2];
  },
): number {
  if (type === 'wall' || type === 'floor') return grid.scenery(type, colour);
  if (type === 'goal') return grid.goal;
  if (type === 'lava') return grid.lava;
  return type === 'door' ? grid.add(type, colour, state) : grid.add(type, colour);
}

function held({ grid }: MiniGridEnv, carrying: Exclude<Change['carrying'], undefined>): number {
  if (carrying === null) return NOTHING;
  return grid.add(carrying.type, carrying.colour as Parameters<typeof grid.add>[1]);
}

function refused(field: string, expected: string, received: string): UsageError {
  return new UsageError(`world.${field}: expected ${expected}, received ${received}; choose another`);
}
