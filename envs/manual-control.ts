import type { Env } from 'gymnasium-js';
import { UsageError } from '../src/errors.ts';
import type { ManualControl } from '../src/task/manual-control.ts';
import { Craft } from './gridworld/craft/craft.ts';
import { CraftControl } from './gridworld/craft/manual.ts';
import { MiniGridControl } from './gridworld/minigrid/manual.ts';
import { MiniGridEnv } from './gridworld/minigrid/minigrid-env.ts';
import { RoomsMazeControl } from './gridworld/rooms-maze/manual.ts';
import { RoomsMaze } from './gridworld/rooms-maze/rooms-maze.ts';
import { ButtonFood } from './navigation/button-food/button-food.ts';
import { ButtonFoodControl } from './navigation/button-food/manual.ts';

/**
 * How a person acts in an environment.
 *
 * @throws UsageError when nothing is known of environments of its class
 */
export function manualControl<Action>(env: Env<unknown, Action>): ManualControl<Action> {
  return controlOf(env) as unknown as ManualControl<Action>;
}

function controlOf({ unwrapped }: Pick<Env, 'unwrapped'>) {
  if (unwrapped instanceof ButtonFood) return new ButtonFoodControl(unwrapped);
  if (unwrapped instanceof RoomsMaze) return new RoomsMazeControl(unwrapped);
  if (unwrapped instanceof Craft) return new CraftControl(unwrapped);
  if (unwrapped instanceof MiniGridEnv) return new MiniGridControl(unwrapped);
  throw new UsageError(
    `environment: expected one with keys and a view for people, received a ${unwrapped.constructor.name}; ` +
      'see `burstwise envs list`',
  );
}
