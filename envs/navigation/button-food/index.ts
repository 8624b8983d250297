/** Button & Food: importing this module registers `burstwise/ButtonFood-v0`. */
import { registerControl } from '../../../src/task/manual-control.ts';
import { registerTaskEnv } from '../../register-task-env.ts';
import { buttonFoodAdapter } from './adapter.ts';
import { ButtonFood } from './button-food.ts';
import { ButtonFoodControl } from './manual.ts';

export type { Point } from '../geometry.ts';
export type { ButtonFoodTaskOptions } from './adapter.ts';
export type { ButtonFoodSettings } from './button-food.ts';
export type { ButtonFoodInfo, ButtonFoodLayout } from './types.ts';
export { ButtonFood, buttonFoodAdapter };

registerTaskEnv(buttonFoodAdapter.envId, ButtonFood);
registerControl(ButtonFood, (env) => new ButtonFoodControl(env));
