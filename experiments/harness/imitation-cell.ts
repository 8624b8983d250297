import { imitationTrainable } from '../../agents/trainable/session.ts';
import { findAdapter } from '../../envs/index.ts';
import { parseConfig } from '../../src/config/config.ts';
import type { RawConfig } from '../../src/config/config-file.ts';
import { cellInThread, type ShowProgress } from './cells.ts';

/** A way of learning a task. */
export interface Variant {
  /** The task, see `burstwise envs list`. */
  readonly task: string;
  readonly name: string;
  readonly config: RawConfig;
  /** Where agents are evaluated. */
  readonly layouts: readonly string[];
  /** Evaluate without having trained. */
  readonly untrained?: boolean;
}

/** A way of learning, with one seed. */
export interface Cell extends Variant {
  readonly seed: number;
  /** Fresh layouts of each kind. */
  readonly episodes: number;
}

export interface CellResult {
  readonly labels: number;
  /** Steps of the network that took most. */
  readonly steps: number;
  /** For each of the layouts: the episodes that reached each milestone. */
  readonly reached: readonly (readonly number[])[];
}

/** The cells of a table: every variant with every seed from 1 on. */
export function cellsOf(variants: readonly Variant[], seeds: number, episodes: number): Cell[] {
  return variants.flatMap((variant) =>
    Array.from({ length: seeds }, (_, k) => ({ ...variant, seed: k + 1, episodes })),
  );
}

export const measure = cellInThread(train);

function train(cell: Cell, show: ShowProgress): CellResult {
  const { name, config, layouts, untrained = false, seed, episodes } = cell;
  const adapter = findAdapter(cell.task);
  const task = imitationTrainable(adapter);
  const session = task.begin(parseConfig(task.schema, { ...config, seed }, name));
  const training = untrained ? 0 : session.total;
  const total = training + layouts.length * episodes;
  while (session.completed < training) {
    session.advance();
    show(session.completed, total);
  }
  const reached = layouts.map((layout, k) => {
    const results = session.play({ manager: 'network' }, { episodes, layout, seed }, (n) =>
      show(training + k * episodes + n, total),
    );
    return adapter.milestones.map((_, m) => results.filter(({ achieved }) => achieved[m]).length);
  });
  const steps = Math.max(...session.agent.learners.map((learner) => learner.steps));
  return { labels: session.labels, steps, reached };
}
