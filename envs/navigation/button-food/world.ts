import { z } from 'zod';
import type { WorldChanges } from '../../../src/task/environment-adapter.ts';
import { unwrappedAs } from '../../unwrapped-as.ts';
import { pointSchema } from '../geometry.ts';
import { ButtonFood } from './button-food.ts';

const schema = z.strictObject({
  agent: pointSchema.optional().describe('new position of the agent [x, y], arena units'),
  button: pointSchema.optional().describe('new position of the button [x, y]'),
  food: pointSchema.optional().describe('new position of the food [x, y]'),
});

/** What can be moved in Button & Food. */
export const buttonFoodWorld: WorldChanges<Float64Array, Float64Array> = {
  schema,
  apply(env, change) {
    const arena = unwrappedAs(env, ButtonFood);
    arena.rearrange(change as Parameters<ButtonFood['rearrange']>[0]);
    return arena.present();
  },
};
