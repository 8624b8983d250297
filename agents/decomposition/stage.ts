import { streamSeed } from '../../src/numeric/seeds.ts';
import type { EvaluationPart, Examiner, Stoppable } from '../../src/run/examination.ts';
import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';
import { type Cast, castAgent } from './cast.ts';
import type { CloningSource } from './cloned-splits.ts';
import type { Pace } from './pickers.ts';
import type { SplitTrainer } from './splits.ts';
import { type DecisionTrace, recordTrace, succeeded, type TraceOptions } from './trace.ts';

/** Episodes of one cast. */
export interface TracedPart extends EvaluationPart {
  readonly cast: Cast;
  /** Names the layouts, as in an evaluation. */
  readonly seed: number;
  readonly layout: string;
  /** Index of the first one. */
  readonly first: number;
  readonly pace: Pace;
  /** What the expert is asked in each step. */
  readonly asks: TraceOptions['asks'];
  /** Ends after so many episodes if at most a quarter of them succeeded. Absent: plays all. */
  readonly hopelessAfter?: number | undefined;
  /** Cuts episodes off after so many steps. */
  readonly maxSteps?: number | undefined;
}

/** Agents that are put together anew for a study. */
export interface StageAgents<Observation = unknown, Action = unknown> {
  readonly learned: Agent<Observation, Action>;
  /** Makes the same agent before it learned anything. */
  untrained(): Agent<Observation, Action>;
  /** Trains an agent without subtasks for as long; null where there is none. */
  readonly flat: ((context?: Stoppable) => Promise<Agent<Observation, Action>>) | null;
  /** Trains under other splits; absent where there is no expert to go by, e.g. after a training from a dataset. */
  readonly trainSplit?: SplitTrainer | undefined;
  /** Demonstrations from which agents can be cloned; absent where there are none. */
  readonly cloning?: (() => CloningSource) | undefined;
  /** Labels of manager and workers that the learned agent took; 0 if not known. */
  readonly labels?: number;
}

/** Where casts play: each episode depends on seed and index alone. */
export class Stage<Observation = unknown, Action = unknown>
  implements Examiner<TracedPart, readonly DecisionTrace[]>
{
  readonly task: Task<Observation, Action>;
  readonly #agents: StageAgents<Observation, Action>;
  #untrained: Agent<Observation, Action> | undefined;
  #flat: Agent<Observation, Action> | undefined;

  constructor(task: Task<Observation, Action>, agents: StageAgents<Observation, Action>) {
    this.task = task;
    this.#agents = agents;
  }

  /** Whether there is an agent without subtasks. */
  get hasFlat(): boolean {
    return this.#agents.flat !== null;
  }

  /** Trains an agent under another split; null where that cannot be done. */
  get trainSplit(): SplitTrainer | null {
    return this.#agents.trainSplit ?? null;
  }

  /** Demonstrations from which agents can be cloned; null where there are none. */
  get cloning(): CloningSource | null {
    return this.#agents.cloning?.() ?? null;
  }

  /** Labels of manager and workers that the learned agent took. */
  get labels(): number {
    return this.#agents.labels ?? 0;
  }

  /** Trains the agent without subtasks where it plays. @throws InterruptedError */
  async prepare({ cast }: TracedPart, context?: Stoppable): Promise<void> {
    if (cast === 'flat') this.#flat ??= await this.#agents.flat!(context);
  }

  examine(part: TracedPart): readonly DecisionTrace[] {
    const { layout, seed, first, units, asks, hopelessAfter, maxSteps } = part;
    const env = this.task.environment({ layout });
    const { agent, picker } = this.#perform(part, env);
    const traces: DecisionTrace[] = [];
    for (let k = 0; k < units; k++) {
      if (k === hopelessAfter && 4 * traces.filter(succeeded).length <= k) break;
      const resetSeed = streamSeed(seed, 'evaluation', first + k);
      const pick = picker?.(resetSeed);
      traces.push(recordTrace(this.task, env, agent, { seed: resetSeed, pick, asks, maxSteps }));
    }
    env.close();
    return traces;
  }

  #perform({ cast, pace }: TracedPart, env: ReturnType<Task<Observation, Action>['environment']>) {
    const { learned, untrained } = this.#agents;
    if (cast === 'flat') return { agent: this.#flat!, picker: undefined };
    const needed = 'manager' in cast && [cast.manager, cast.workers].includes('untrained');
    if (needed) this.#untrained ??= untrained();
    const ensemble = { learned, untrained: this.#untrained ?? learned, pace };
    return castAgent(ensemble, cast, this.task.expert(env));
  }
}
