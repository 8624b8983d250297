import type { Env } from 'gymnasium-js';
import { type Policy, rollout, type Transition } from '../../src/episodes/rollout.ts';
import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';
import { fingerprint } from './fingerprint.ts';

/**
 * One episode, step by step: who decided what, what the expert would have decided there, and what came of it. `T` is the number of
 * steps. Traces are plain data, so that threads can send them.
 */
export interface DecisionTrace {
  /** Of the environment: `burstwise play <env> --seed` shows the same layout. */
  readonly seed: bigint;
  /** The subtask carried out, `[T]`; −1 for agents that know no subtasks. */
  readonly subtasks: Int16Array;
  /** What the manager would have chosen, `[T]`: another subtask is carried out where somebody else picks. Null without a manager. */
  readonly choices: Int16Array | null;
  /** The subtask that the expert would have under way, `[T]`; null without an expert. */
  readonly due: Int16Array | null;
  /** Where the task has places: where the agent was, and where the subtask that was due leads to from there, −1 for nowhere, `[T]`. */
  readonly ways: { readonly place: Int16Array; readonly destination: Int16Array } | null;
  /** Whether workers end their turns by themselves, and the manager is called then. */
  readonly endsTurns: boolean;
  /** 1 where a worker ended its turn after the step, `[T]`. */
  readonly ended: Uint8Array;
  /** Numbers of one action. */
  readonly actionSize: number;
  /** What was done, `[T, actionSize]` row-major. */
  readonly actions: Float32Array;
  /** What the expert would have done for the subtask carried out, `[T, actionSize]` row-major; null if it was not asked. */
  readonly rightActions: Float32Array | null;
  /**
   * Compares what was done with what the expert would have done for each subtask, `[T, K]` row-major: 1 where it is nearer to the
   * latter than to what would have been right for the subtask carried out, −1 where it is farther; null if not asked for.
   */
  readonly likeness: Int8Array | null;
  /** Fingerprints of what there was to see before each step, `[T]`: equal ones stand for equal observations, up to 1/50 in each number. */
  readonly states: Uint32Array;
  /** Rewards, `[T]`. */
  readonly rewards: Float64Array;
  /** The step after which each milestone was first reached, from 1; −1 for those that were not. */
  readonly reachedAt: readonly number[];
  readonly terminated: boolean;
  readonly truncated: boolean;
}

/** How an episode is played for a trace. */
export interface TraceOptions {
  /** Of the environment. */
  readonly seed: bigint;
  /** Cuts the episode off after so many steps. */
  readonly maxSteps?: number | undefined;
  /**
   * Who picks the subtasks, given the one that is due, or −1 without an expert; called once a step. Absent: the agent itself.
   */
  readonly pick?: ((due: number) => number | undefined) | undefined;
  /**
   * What the expert is asked in each step: nothing, which subtask is due, also what it would do, or even what it would do for every
   * subtask. Default: actions.
   */
  readonly asks?: 'nothing' | 'subtasks' | 'actions' | 'every action' | undefined;
  /** Is shown every transition. */
  readonly observe?: ((transition: Transition<unknown, unknown>) => void) | undefined;
}

/** Whether an episode reached the last milestone, which is the task. */
export function succeeded({ reachedAt }: Pick<DecisionTrace, 'reachedAt'>): boolean {
  return (reachedAt.at(-1) ?? -1) >= 0;
}

/** Plays an agent once, with the expert asked for labels all along; nothing is learned. */
export function recordTrace<Observation, Action>(
  task: Task<Observation, Action>,
  env: Env<Observation, Action>,
  agent: Agent<Observation, Action>,
  { seed, maxSteps, pick, asks = 'actions', observe }: TraceOptions,
): DecisionTrace {
  const expert = task.hasExpert && asks !== 'nothing' ? task.expert(env) : null;
  const labels = [...task.subtasks.names.keys()];
  const asksAll = expert !== null && asks === 'every action';
  const columns = new Columns({
    due: expert !== null,
    choices: agent.choice !== null,
    right: asksAll || (expert !== null && asks === 'actions'),
    likeness: asksAll,
  });
  const places = expert === null ? undefined : task.places();
  const ways: { place: number; destination: number }[] = [];
  const reachedAt = task.milestones.map(() => -1);
  const policy: Policy<Observation, Action> = {
    reset: () => agent.reset(),
    act(observation) {
      const due = expert?.subtask() ?? -1;
      if (places !== undefined) {
        const destination = places.destination(observation, due) ?? -1;
        ways.push({ place: places.place(observation), destination });
      }
      const action = agent.act(observation, { subtask: pick?.(due) });
      const carriedOut = agent.subtask ?? -1;
      const right = columns.right === null ? undefined : expert?.action(carriedOut < 0 ? due : carriedOut);
      columns.add(observation, carriedOut, agent.choice, due, action, right);
      if (asksAll) {
        const others = labels.map((label) => expert.action(label));
        columns.likeness?.push(...likenessOf(action, right, others));
      }
      columns.ended.push(agent.turnOver === true ? 1 : 0);
      return action;
    },
  };
  const end = rollout(env, policy, { seed }, maxSteps, (transition) => {
    columns.rewards.push(transition.reward);
    for (const [k, done] of task.achieved(transition.nextInfo).entries())
      if (done && reachedAt[k] === -1) reachedAt[k] = columns.rewards.length;
    observe?.(transition);
  });
  const endsTurns = agent.turnOver !== undefined;
  return {
    seed,
    endsTurns,
    ...columns.typed(),
    ways: places === undefined ? null : waysOf(ways),
    reachedAt,
    terminated: end.terminated,
    truncated: end.truncated,
  };
}

function waysOf(
  steps: readonly { readonly place: number; readonly destination: number }[],
): NonNullable<DecisionTrace['ways']> {
  return {
    place: Int16Array.from(steps, ({ place }) => place),
    destination: Int16Array.from(steps, ({ destination }) => destination),
  };
}

/** The columns of a trace while they grow. */
class Columns {
  readonly subtasks: number[] = [];
  readonly choices: number[] | null;
  readonly due: number[] | null;
  readonly right: number[] | null;
  readonly likeness: number[] | null;
  readonly actions: number[] = [];
  readonly ended: number[] = [];
  readonly states: number[] = [];
  readonly rewards: number[] = [];

  /** @param kept which of the columns are not null */
  constructor(kept: Readonly<Record<'due' | 'choices' | 'right' | 'likeness', boolean>>) {
    this.due = kept.due ? [] : null;
    this.choices = kept.choices ? [] : null;
    this.right = kept.right ? [] : null;
    this.likeness = kept.likeness ? [] : null;
  }

  add(
    observation: unknown,
    subtask: number,
    choice: number | null,
    due: number,
    action: unknown,
    right: unknown,
  ): void {
    this.states.push(fingerprint(observation));
    this.subtasks.push(subtask);
    this.choices?.push(choice ?? -1);
    this.due?.push(due);
    this.actions.push(...numbersOf(action));
    this.right?.push(...numbersOf(right));
  }

  typed() {
    const { subtasks, choices, due, right, likeness, actions, ended, states, rewards } = this;
    return {
      subtasks: Int16Array.from(subtasks),
      choices: choices && Int16Array.from(choices),
      due: due && Int16Array.from(due),
      ended: Uint8Array.from(ended),
      actionSize: subtasks.length === 0 ? 0 : actions.length / subtasks.length,
      actions: Float32Array.from(actions),
      rightActions: right && Float32Array.from(right),
      likeness: likeness && Int8Array.from(likeness),
      states: Uint32Array.from(states),
      rewards: Float64Array.from(rewards),
    };
  }
}

/** Whether an action is nearer to each of others than to the right one: 1, 0 or −1. */
function likenessOf(action: unknown, right: unknown, others: readonly unknown[]): number[] {
  const done = numbersOf(action);
  const squareTo = (other: unknown) =>
    numbersOf(other).reduce((sum, value, i) => sum + (value - done[i]!) ** 2, 0);
  // Names of actions agree or do not.
  const isName = done.length === 1 && Number.isInteger(done[0]);
  const distance = (other: unknown) => (isName ? Math.sign(squareTo(other)) : squareTo(other));
  const own = distance(right);
  return others.map((other) => Math.sign(own - distance(other)));
}

/** The numbers of an action of any space, in a fixed order. */
function numbersOf(action: unknown): readonly number[] {
  if (typeof action === 'number') return [action];
  if (typeof action === 'bigint') return [Number(action)];
  if (ArrayBuffer.isView(action)) return Array.from(action as unknown as ArrayLike<number | bigint>, Number);
  if (typeof action === 'object' && action !== null) return Object.values(action).flatMap(numbersOf);
  return [];
}
