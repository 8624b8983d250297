import { inThread, threadData } from '../../src/process/threads.ts';
import { loadReproductions } from './catalogue.ts';
import type { ReproductionCell } from './measure.ts';

/** The pool's data are the names of the experiments. */
const loaded = new Map(
  (await loadReproductions(threadData<readonly string[]>())).map((one) => [one.name, one.reproduction]),
);

/** Measures a cell of an experiment in a thread. */
export const measure = inThread(({ experiment, cell }: ReproductionCell, tell) =>
  loaded.get(experiment)!.measure(cell, (completed, total) => tell({ completed, total })),
);
