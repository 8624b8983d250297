import { createImitationTask } from '../../agents/imitation-task.ts';
import { buttonFoodAdapter } from '../../envs/index.ts';
import { parseConfig } from '../../src/run/config.ts';
import type { RawConfig } from '../../src/run/config-file.ts';
import { cellInThread, type ShowProgress } from '../cells.ts';

/** A way of learning, with one seed. */
export interface Cell {
  readonly name: string;
  readonly config: RawConfig;
  readonly layouts: readonly string[];
  /** Evaluate without having trained. */
  readonly untrained: boolean;
  readonly seed: number;
  /** Fresh layouts of each kind. */
  readonly episodes: number;
}

export interface CellResult {
  readonly labels: number;
  /** Steps of the network that took most. */
  readonly steps: number;
  /** For each of the layouts: episodes that reached the button, and the food. */
  readonly reached: readonly { readonly button: number; readonly food: number }[];
}

export const measure = cellInThread(train);

function train(cell: Cell, show: ShowProgress): CellResult {
  const { name, config, layouts, untrained, seed, episodes } = cell;
  const task = createImitationTask(buttonFoodAdapter);
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
    const count = (milestone: number) => results.filter(({ achieved }) => achieved[milestone]).length;
    return { button: count(0), food: count(1) };
  });
  const steps = Math.max(...session.agent.learners.map((learner) => learner.steps));
  return { labels: session.labels, steps, reached };
}
