import type { ActOptions, Agent, Correction } from '../agent.ts';
import { type LabelCounts, noLabels } from '../imitation/label-counts.ts';
import type { Learner } from '../learner.ts';
import type { ThingGuide } from '../planning/thing-guide.ts';
import type { Manager } from './manager.ts';
import { type TurnEnds, Turns } from './turns.ts';
import type { Workers } from './workers.ts';

/** A manager that picks subtasks, and workers that carry them out. */
export class HierarchicalAgent<Observation = unknown, Action = unknown>
  implements Agent<Observation, Action>
{
  readonly manager: Manager<Observation>;
  readonly workers: Workers<Observation, Action>;
  choice = 0;
  subtask = 0;
  readonly #stepDurationMs: number;
  readonly #turns: Turns;
  /** Whether workers end their turns: calls then have labels of their own. */
  readonly choicesAreLabelled: boolean;
  readonly #guide: ThingGuide<Observation> | null;
  #started = false;

  /**
   * @param stepDurationMs network time in ms that passes during one environment step
   * @param ends when workers end their turns by themselves; null: never
   * @param guide tells manager and workers the ways to things, in what they see; null: there is none
   */
  constructor(
    manager: Manager<Observation>,
    workers: Workers<Observation, Action>,
    stepDurationMs: number,
    ends: TurnEnds | null = null,
    guide: ThingGuide<Observation> | null = null,
  ) {
    this.manager = manager;
    this.#guide = guide;
    this.workers = workers;
    this.#stepDurationMs = stepDurationMs;
    this.#turns = new Turns(ends);
    this.choicesAreLabelled = ends !== null;
  }

  get learners(): readonly Learner[] {
    const guides = this.#guide === null ? [] : [this.#guide.learner];
    return [...this.manager.learners, ...this.workers.learners, ...guides];
  }

  get turnOver(): boolean | undefined {
    return this.choicesAreLabelled ? this.#turns.over : undefined;
  }

  reset(plastic = false): void {
    this.#guide?.reset();
    this.manager.reset(plastic);
    this.workers.reset(plastic);
    this.#turns.reset();
    this.#started = false;
    this.choice = 0;
    this.subtask = 0;
  }

  act(observation: Observation, { subtask, teaching, turnOver: told }: ActOptions<Action> = {}): Action {
    const turns = this.#turns;
    // A subtask that is given ends the turn of another one, and lasts whatever its worker says.
    const changes = subtask !== undefined && subtask !== this.subtask;
    const turnOver = !this.#started || (subtask === undefined ? (told ?? turns.over) : changes);
    if (turnOver && this.#started) this.manager.noteEnd(this.subtask);
    this.choice = this.manager.choose(observation, this.#stepDurationMs, {
      taught: teaching?.subtask,
      turnOver,
      excluded: turns.overrun,
    });
    this.subtask = subtask ?? this.choice;
    if (this.manager.hasDecided && !this.manager.decidesEveryStep) this.workers.beginTurn();
    this.#started = true;
    this.manager.remember(this.subtask);
    const { action: taught, progress } = teaching ?? {};
    const action = this.workers.act(observation, this.subtask, this.#stepDurationMs, taught, progress);
    turns.step(this.subtask, this.workers.progress);
    return action;
  }

  learn({ subtask, action, progress }: Correction<Action>): LabelCounts {
    const managerLabels = subtask !== undefined && this.manager.learn(subtask) ? 1 : 0;
    const workerLabels = action === undefined ? 0 : 1;
    if (action !== undefined) this.workers.learn(action, progress);
    this.#guide?.learn();
    const apart = managerLabels + workerLabels;
    const labels = this.manager.decidesEveryStep ? Math.min(1, apart) : apart;
    return { ...noLabels, labels, managerLabels, workerLabels };
  }
}
