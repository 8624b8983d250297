import { Action, type Position } from '../encoding.ts';
import { MiniGridEnv } from '../minigrid-env.ts';

/**
 * A room in which the agent is to stand beside something and say that it is done. The episode ends with that, and with
 * the action toggle.
 */
export abstract class GoToTask extends MiniGridEnv {
  /** Where the thing is. */
  target: Position = [-1, -1];

  protected override act(action: number): void {
    super.act(action);
    if (action === Action.done && this.#isBesideTarget()) this.end();
    else if (action === Action.done || action === Action.toggle) this.terminate();
  }

  #isBesideTarget(): boolean {
    const [x, y] = this.target;
    return Math.abs(this.agentX - x) + Math.abs(this.agentY - y) === 1;
  }
}
