import type { Expert } from '../../src/task/environment-adapter.ts';
import type { ActOptions, Agent } from '../agent.ts';
import { type LabelCounts, noLabels } from '../imitation/label-counts.ts';
import type { Learner } from '../learner.ts';
import { type Pace, pickFrozen, pickRandom, pickWithout } from './pickers.ts';

/** Who picks the subtasks of an episode. */
export type ManagerKind = 'perfect' | 'learned' | 'frozen' | 'random' | 'untrained';

/** Who carries the subtasks out. */
export type WorkerKind = 'expert' | 'learned' | 'untrained';

/** In the order of tables. */
export const managers: readonly ManagerKind[] = ['perfect', 'learned', 'frozen', 'random', 'untrained'];
export const workers: readonly WorkerKind[] = ['expert', 'learned', 'untrained'];

/** Who plays an episode: a manager with workers, the expert without one of the subtasks, or the agent that has no subtasks. */
export type Cast =
  | { readonly manager: ManagerKind; readonly workers: WorkerKind }
  | { readonly without: number }
  | 'flat';

/** A short name of a cast, e.g. `perfect/learned`. */
export function castName(cast: Cast): string {
  if (cast === 'flat') return cast;
  return 'without' in cast ? `expert without ${cast.without}` : `${cast.manager}/${cast.workers}`;
}

/** Those from whom casts are chosen. */
export interface Ensemble<Observation, Action> {
  readonly learned: Agent<Observation, Action>;
  /** The same agent before it learned anything. */
  readonly untrained: Agent<Observation, Action>;
  /** How long an expert takes for what; see `paceOf`. */
  readonly pace: Pace;
}

/** An agent, and who picks its subtasks in its place. */
export interface Performance<Observation, Action> {
  readonly agent: Agent<Observation, Action>;
  /** Of one episode. Absent: the agent itself. */
  readonly picker?: ((seed: bigint) => (due: number) => number | undefined) | undefined;
}

/** Puts an agent together from an ensemble. @param expert of the environment that it will act in */
export function castAgent<Observation, Action>(
  { learned, untrained, pace }: Ensemble<Observation, Action>,
  cast: Exclude<Cast, 'flat'>,
  expert: Expert<Action>,
): Performance<Observation, Action> {
  if ('without' in cast) {
    return { agent: new ExpertWorkers(expert), picker: () => pickWithout(pace, cast.without) };
  }
  const crew = {
    expert: () => new ExpertWorkers<Observation, Action>(expert),
    learned: () => learned,
    untrained: () => untrained,
  };
  const agent = crew[cast.workers]();
  switch (cast.manager) {
    case 'perfect':
      return { agent, picker: () => (due) => due };
    case 'random':
      return { agent, picker: (seed) => pickRandom(pace, seed) };
    case 'frozen':
      return { agent, picker: () => pickFrozen(pace) };
    default:
      return { agent: new Duo(crew[cast.manager](), agent) };
  }
}

/** Carries out every subtask as the expert would. */
export class ExpertWorkers<Observation, Action> implements Agent<Observation, Action> {
  readonly learners: readonly Learner[] = [];
  readonly choice = null;
  subtask = 0;
  readonly #expert: Expert<Action>;

  constructor(expert: Expert<Action>) {
    this.#expert = expert;
  }

  reset(): void {
    this.subtask = 0;
  }

  /** Its turn is over when another subtask is due. */
  get turnOver(): boolean {
    return this.#expert.subtask() !== this.subtask;
  }

  act(_: Observation, { subtask }: ActOptions<Action> = {}): Action {
    this.subtask = subtask ?? this.#expert.subtask();
    return this.#expert.action(this.subtask);
  }

  learn(): LabelCounts {
    return noLabels;
  }
}

/** One agent picks the subtasks, another one carries them out. */
class Duo<Observation, Action> implements Agent<Observation, Action> {
  readonly learners: readonly Learner[] = [];
  readonly #manager: Agent<Observation, Action>;
  readonly #workers: Agent<Observation, Action>;

  constructor(manager: Agent<Observation, Action>, workers: Agent<Observation, Action>) {
    this.#manager = manager;
    this.#workers = workers;
  }

  get choice(): number | null {
    return this.#manager.choice;
  }

  get subtask(): number | null {
    return this.#workers.subtask;
  }

  get turnOver(): boolean | undefined {
    return this.#manager.turnOver === undefined ? undefined : this.#workers.turnOver;
  }

  reset(): void {
    this.#manager.reset();
    if (this.#workers !== this.#manager) this.#workers.reset();
  }

  act(observation: Observation): Action {
    if (this.#manager === this.#workers) return this.#manager.act(observation);
    this.#manager.act(observation, { turnOver: this.#workers.turnOver });
    return this.#workers.act(observation, { subtask: this.#manager.choice ?? 0 });
  }

  learn(): LabelCounts {
    return noLabels;
  }
}
