import { parseConfig } from '../../config/config.ts';
import { type Attempt, DemonstrationPlayer } from '../../episodes/demonstration-player.ts';
import type { Policy } from '../../episodes/rollout.ts';
import { UsageError } from '../../errors.ts';
import { openRun } from '../../run/open-run.ts';
import { poolWithCatalogues } from '../../run/thread-data.ts';
import { tasks } from '../../task/catalogue.ts';
import { Task } from '../../task/task.ts';
import type { MixedExpert } from './mixture.ts';

/** What attempts are played with, in a form that can be sent to a thread. */
export interface PlayerSettings {
  readonly env: string;
  /** Options of the task, the layout among them, as a file would give them. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly maxSteps?: number | undefined;
  /** Experts of several kinds; none if not given. */
  readonly mixture?: readonly MixedExpert[] | undefined;
  /** Run folder of the agent that acts; the expert if not given. */
  readonly agent?: string | undefined;
}

/** @throws UsageError when the agent was trained on another task */
export async function createPlayer({ env, options, seed, maxSteps, mixture, agent }: PlayerSettings) {
  const { entry: adapter } = tasks.find(env);
  const task = new Task(adapter, parseConfig(adapter.options, options, 'options'));
  return new DemonstrationPlayer(task, {
    seed,
    maxSteps,
    mixture: mixture?.map((expert) => ({
      ...expert,
      options: parseConfig(adapter.options, expert.options, expert.name),
    })),
    agent: agent === undefined ? undefined : await agentOf(agent, adapter.name),
  });
}

async function agentOf(run: string, env: string): Promise<Policy<unknown, unknown>> {
  const { session, task } = await openRun(run);
  if (session.performer !== undefined && task.environment === env) return session.performer;
  throw new UsageError(`--agent ${run}: expected a run of ${env}, received one of ${task.name}`);
}

/** Attempts one after the other. */
export interface Attempts {
  next(): Promise<Attempt>;
  close(): Promise<void>;
}

/** Attempts from number `first` on, played by this thread. */
export function attemptsHere(player: { play(attempt: number): Attempt }, first: number): Attempts {
  let attempt = first;
  return { next: async () => player.play(attempt++), close: async () => {} };
}

/** Attempts from number `first` on, played ahead by several threads; they come in order all the same. */
export function attemptsAhead(settings: PlayerSettings, first: number, jobs: number): Attempts {
  const threads = poolWithCatalogues(new URL('./thread.js', import.meta.url), jobs, settings, 2);
  let attempt = first;
  const order = () => {
    const played = threads.run<Attempt>('play', attempt++);
    played.catch(() => {}); // It is reported where it is taken from the queue.
    return played;
  };
  // Two for each thread: one that it plays, and the one after it.
  const queue = Array.from({ length: 2 * jobs }, order);
  return {
    next() {
      queue.push(order());
      return queue.shift()!;
    },
    close: () => threads.close(),
  };
}
