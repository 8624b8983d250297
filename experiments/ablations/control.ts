import type { Perturbation } from '../../agents/perturbation/perturbation.ts';
import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import { buttonFoodAdapter } from '../../envs/navigation/button-food/adapter.ts';
import { parseConfig } from '../../src/config/config.ts';
import type { RawConfig } from '../../src/config/config-file.ts';
import type { Cell, ShowProgress } from '../../src/run/cells/cell.ts';

/** An agent for Button & Food, and what is done to it after training. */
export interface ControlCell extends Cell {
  readonly part: 'control';
  /** Settings other than the defaults. */
  readonly config: RawConfig;
  readonly perturbations: readonly Perturbation[];
  /** Fresh layouts. */
  readonly layouts: number;
}

/** What an agent achieved. */
export interface ControlResult {
  /** Episodes that reached the button and then the food. */
  readonly successes: number;
  /** Labels of manager and workers. */
  readonly labels: number;
}

/** Trains an agent and lets it play fresh layouts of the published distances. */
export function trainAndPlay(cell: ControlCell, show: ShowProgress): ControlResult {
  const { name, seed, config, perturbations, layouts } = cell;
  const task = imitationTrainable(buttonFoodAdapter);
  const session = task.begin(parseConfig(task.schema, { ...config, seed }, name));
  while (session.completed < session.total) {
    session.advance();
    show(session.completed, session.total);
  }
  const results = session.play({ episodes: layouts, layout: 'standard', seed, perturbations });
  const { managerLabels, workerLabels } = session.counts;
  return {
    successes: results.filter(({ achieved }) => achieved.at(-1) === true).length,
    labels: managerLabels + workerLabels,
  };
}
