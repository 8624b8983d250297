import type { HierarchicalAgent } from '../../../agents/hierarchy/hierarchical-agent.ts';
import { ImitationSession } from '../../../agents/trainable/session.ts';
import { findAdapter } from '../../../envs/index.ts';
import { parseConfig } from '../../config/config.ts';
import { type Attempt, DemonstrationPlayer } from '../../episodes/demonstration-player.ts';
import { UsageError } from '../../errors.ts';
import { ThreadPool } from '../../process/threads.ts';
import { openRun } from '../../run/open-run.ts';
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

/** @throws UsageError when the agent is none of this environment */
export function createPlayer({ env, options, seed, maxSteps, mixture, agent }: PlayerSettings) {
  const adapter = findAdapter(env);
  return new DemonstrationPlayer(adapter, parseConfig(adapter.options, options, 'options'), {
    seed,
    maxSteps,
    mixture: mixture?.map((expert) => ({
      ...expert,
      options: parseConfig(adapter.options, expert.options, expert.name),
    })),
    agent: agent === undefined ? undefined : agentOf(agent, adapter.name),
  });
}

function agentOf(run: string, env: string): HierarchicalAgent {
  const { session, task } = openRun(run);
  if (session instanceof ImitationSession && task.name === env) return session.agent as HierarchicalAgent;
  throw new UsageError(`--agent ${run}: expected a run of ${env}, received one of ${task.name}`);
}

/** Attempts one after the other, whoever plays them. */
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
  const threads = new ThreadPool(new URL('./thread.js', import.meta.url), jobs, {
    data: settings,
    places: 2,
  });
  let attempt = first;
  const order = () => {
    const played = threads.run<Attempt>('play', attempt++);
    played.catch(() => {}); // Whoever takes it from the queue hears of it.
    return played;
  };
  // Two for each thread: one that it plays, and one to go on with.
  const queue = Array.from({ length: 2 * jobs }, order);
  return {
    next() {
      queue.push(order());
      return queue.shift()!;
    },
    close: () => threads.close(),
  };
}
