/**
 * A starting file for a task of one's own: a small world that agents learn in seconds.
 *
 * @param name of the task and of the file, without `.ts`, e.g. `my-task`
 * @param id of its environment, e.g. `my/MyTask-v0`
 */
export const taskTemplate = (name: string, id: string): string => `\
/**
 * A task of your own: fetch a key on a line of cells, then leave through the door at its right end. Change what you like.
 *   burstwise train ./${name}.ts     an agent learns it from the expert at the end of this file
 *   burstwise play ./${name}.ts      you try it
 *   burstwise record ./${name}.ts    the expert's demonstrations become a dataset; with --human, yours
 */
import { defineTask, encodePart, OneHot, oneHotAction } from 'burstwise';
import { decisionAgent } from 'burstwise/envs';
import { Box, Discrete, Env, type ResetOptions, type ResetResult, type StepResult } from 'gymnasium-js';

const DOOR = 8;

/** Observation: cell of the agent, cell of the key, and 1 once the agent has the key. Actions: 0 is left, 1 is right. */
class World extends Env<Int32Array, number> {
  readonly observationSpace = new Box({ low: 0, high: DOOR, shape: [3], dtype: 'int32' });
  readonly actionSpace = new Discrete(2);
  state = new Int32Array(3);
  steps = 0;

  override reset(options: ResetOptions = {}): ResetResult<Int32Array> {
    super.reset(options); // Seeds npRandom, from which everything random is drawn.
    this.steps = 0;
    this.state = Int32Array.of(this.npRandom.integers(0, DOOR), this.npRandom.integers(0, DOOR), 0);
    return [this.state, { door: false }];
  }

  override step(action: number): StepResult<Int32Array> {
    const [agent, key, held] = this.state;
    const next = Math.min(DOOR, Math.max(0, agent + (action === 0 ? -1 : 1)));
    this.state = Int32Array.of(next, key, next === key ? 1 : held);
    const door = next === DOOR && this.state[2] === 1;
    return [this.state, door ? 1 : 0, door, ++this.steps >= 40, { door }];
  }
}

/** The cell that a subtask leads to. */
const goal = ([, key]: Int32Array, subtask: number) => (subtask === 0 ? key : DOOR);

export const task = defineTask({
  name: '${name}',
  envId: '${id}',
  description: 'An agent on a line fetches a key and leaves through the door.',
  subtasks: { names: ['get key', 'go to door'], order: [[0, 1]] },
  milestones: ['door'], // Reached when the info of a step says so.
  recipe: { agent: decisionAgent, imitation: { rounds: 2, labelInterval: '20 ms', episodeDuration: '1 s' } },
  makeEnv: () => new World(),
  // What the workers see, what the manager sees, and the action that the workers mean.
  workerEncoder: () =>
    encodePart(new OneHot(['key left', 'key here', 'key right']), ([agent, key]: Int32Array) => Math.sign(key - agent) + 1),
  managerEncoder: () => encodePart(new OneHot(['no key', 'key']), ([, , held]: Int32Array) => held),
  actionDecoder: () => oneHotAction(2),
  // The expert reads the true state, so that it can label whatever an agent gets into.
  makeExpert(env) {
    const world = env.unwrapped as World;
    return {
      subtask: () => world.state[2],
      action: (subtask) => (goal(world.state, subtask) > world.state[0] ? 1 : 0),
    };
  },
});
`;
