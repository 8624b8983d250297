import { z } from 'zod';
import { UsageError } from '../../../src/errors.ts';
import type { WorldChanges } from '../../../src/task/environment-adapter.ts';
import { unwrappedAs } from '../../unwrapped-as.ts';
import { pointSchema } from '../geometry.ts';
import { ButtonChain } from './button-chain.ts';

const schema = z.strictObject({
  agent: pointSchema.optional().describe('new position of the agent [x, y], arena units'),
  food: pointSchema.optional().describe('new position of the food [x, y]'),
  buttons: z
    .record(z.string().regex(/^[1-9]\d*$/), pointSchema)
    .optional()
    .describe('new positions of buttons by number, from 1, e.g. {"2": [0.5, 0]}'),
});

/** What can be moved in a chain of buttons. */
export const buttonChainWorld: WorldChanges<Float64Array, Float64Array> = {
  schema,
  apply(env, change) {
    const arena = unwrappedAs(env, ButtonChain);
    const { buttons = {}, ...others } = change as z.infer<typeof schema>;
    const moved = new Map(Object.entries(buttons).map(([number, at]) => [Number(number) - 1, at]));
    const last = Math.max(0, ...moved.keys());
    const count = arena.layout.buttons.length;
    if (last >= count) {
      throw new UsageError(`world.buttons: expected numbers 1 … ${count}, received ${last + 1}`);
    }
    arena.rearrange({ ...others, buttons: moved });
    return arena.present();
  },
};
