import { type Env, type ResetOptions, type ResetResult, type StepResult, Wrapper } from 'gymnasium-js';
import { UsageError } from '../../../src/errors.ts';
import { drawTimelines } from '../../../src/figures/timelines.ts';
import type { AnyAdapter, Demonstrator, Expert } from '../../../src/task/environment-adapter.ts';
import type { Division } from './division.ts';

/** Counts the steps of an episode. */
class StepCounter extends Wrapper {
  steps = 0;

  override reset(options?: ResetOptions): ResetResult<unknown> {
    this.steps = 0;
    return super.reset(options);
  }

  /** Takes one action. */
  override step(action: unknown): StepResult<unknown> {
    this.steps++;
    return super.step(action);
  }
}

/** The counter among the wrappers of an environment that `divided` made. */
function counterOf(env: Env): StepCounter {
  let layer: unknown = env;
  while (!(layer instanceof StepCounter) && layer instanceof Wrapper) layer = layer.env;
  if (layer instanceof StepCounter) return layer;
  throw new UsageError(
    `env: expected an environment that the divided task made, received ${env}; make it with makeEnv`,
  );
}

/** How long one subtask has lasted in an episode. */
class SubtaskClock {
  #subtask = -1;
  #from = 0;
  #asked = -1;

  /** Steps since it was first seen at a stretch. @param step of the episode; a lower one than before begins another episode */
  since(subtask: number, step: number): number {
    if (subtask !== this.#subtask || step < this.#asked) this.#from = step;
    this.#subtask = subtask;
    this.#asked = step;
    return step - this.#from;
  }
}

/** The expert of a task, in terms of another split. */
class DividedExpert implements Expert<unknown> {
  readonly #expert: Expert<unknown>;
  readonly #division: Division;
  readonly #counter: StepCounter;
  /** Of what is due, and of what a demonstrator who errs shows in its place. */
  readonly #clocks = { due: new SubtaskClock(), shown: new SubtaskClock() };

  constructor(expert: Expert<unknown>, division: Division, counter: StepCounter) {
    this.#expert = expert;
    this.#division = division;
    this.#counter = counter;
  }

  subtask(): number {
    const due = this.#expert.subtask();
    return this.#label(due, due);
  }

  action(label: number): unknown {
    return this.#expert.action(this.ownOf(label));
  }

  /** The label that stands for an own subtask now; another one than that which is due does not touch the time of the latter. */
  labelOf(own: number): number {
    return this.#label(own, this.#expert.subtask());
  }

  /** The own subtask that a label stands for at this step: the one that is due, where that is among them. */
  ownOf(label: number): number {
    const own = this.#division.origins[label]!;
    if (own.length === 1) return own[0]!;
    const due = this.#expert.subtask();
    return own.includes(due) ? due : own[0]!;
  }

  #label(own: number, due: number): number {
    const { steps: step, npRandomSeed: seed } = this.#counter;
    const sinceDue = this.#clocks.due.since(due, step);
    const since = own === due ? sinceDue : this.#clocks.shown.since(own, step);
    return this.#division.label({ due: own, step, since, seed });
  }
}

/**
 * The same task under another split into subtasks. The world, the expert's actions and what counts as success stay; what only
 * the task's own split has, such as ways between places, goes. Where each worker saw its own objects, all see everything unless
 * each label stands for one subtask.
 */
export function divided(adapter: AnyAdapter, division: Division): AnyAdapter {
  const { places: _, resolve: __, workerEncoders, makeDemonstrator, ...others } = adapter;
  const { shared = false } = adapter.subtasks;
  const expertOf = (env: Env, options: never) =>
    new DividedExpert(adapter.makeExpert(counterOf(env).env, options), division, counterOf(env));
  const single = division.origins.every(({ length }) => length === 1);
  return {
    ...others,
    subtasks: { names: division.names, order: [], shared },
    makeEnv: (options, renderMode) => new StepCounter(adapter.makeEnv(options, renderMode)),
    makeExpert: (env, options) => expertOf(env, options as never),
    ...(makeDemonstrator && {
      makeDemonstrator(env, options, generator): Demonstrator<unknown> {
        const expert = expertOf(env, options as never);
        const inner = makeDemonstrator.call(adapter, counterOf(env).env, options, generator);
        return {
          reset: () => inner.reset(),
          demonstrate(label) {
            const { subtask, ...shown } = inner.demonstrate(expert.ownOf(label));
            return subtask === undefined ? shown : { ...shown, subtask: expert.labelOf(subtask) };
          },
        };
      },
    }),
    ...(workerEncoders &&
      single && {
        workerEncoders(options) {
          const own = workerEncoders.call(adapter, options);
          return own && division.origins.map(([subtask]) => own[subtask!]!);
        },
      }),
    drawEpisodes: (episodes) =>
      drawTimelines(episodes, division.names, `${adapter.name}: subtasks over time`),
  };
}
