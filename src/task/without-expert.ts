import { UsageError } from '../errors.ts';
import { drawTimelines } from '../figures/timelines.ts';
import type { AnyAdapter } from './environment-adapter.ts';

/** The error of asking for an expert where there is none. */
export function noExpert(name: string): UsageError {
  return new UsageError(
    `${name}: expected a task with an expert, received one without; train it from a dataset (--demonstrations), record it ` +
      'yourself (record --human), or give the task an expert',
  );
}

/** The same task with subtasks that a person named, of which its expert knows nothing. */
export function withSubtasks(adapter: AnyAdapter, names: readonly string[]): AnyAdapter {
  // What is made for the subtasks of the task does not fit others.
  const {
    makeDemonstrator: _demonstrator,
    places: _places,
    resolve: _,
    workerEncoders: _each,
    ...others
  } = adapter;
  return {
    ...others,
    subtasks: { names, order: [] },
    hasExpert: false,
    makeExpert() {
      throw noExpert(adapter.name);
    },
    drawEpisodes: (episodes) => drawTimelines(episodes, names, `${adapter.name}: subtasks over time`),
  };
}
