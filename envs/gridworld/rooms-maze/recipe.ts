import { DECISION_MS, decisionRecipe, type Practice } from '../decision-recipe.ts';
import { maxStepsOf, type RoomsMazeOptions } from './options.ts';

/** What the recipe depends on. */
interface MazeSettings {
  readonly env: Pick<RoomsMazeOptions, 'rooms' | 'maxSteps'>;
  readonly encoding: { readonly guide: 'wave' | 'map' | 'none' };
}

/** The manager decides on arrival in a room, among its doors, and prefers new rooms. */
const decisions = { when: 'arrivals', mask: true, returnInhibition: 0.5 };

/**
 * Settings under which agents learn the maze: as for other gridworlds, with practice as long as episodes are. A manager that
 * sees neither the environment's plan nor the map plans by waves of bursts, whose couplings it learns from lessons.
 */
export function mazeRecipe({ env, encoding: { guide } }: MazeSettings) {
  const { agent, imitation } = decisionRecipe(practiceFor(guide));
  const manager = {
    ...agent.manager,
    decisions,
    ...(guide === 'none' && { planner: { kind: 'burst-wave' } }),
  };
  const workers = { ...agent.workers, readout: { kind: 'ridge', ridge: 0.3 } };
  const episodeDuration = `${maxStepsOf(env) * DECISION_MS} ms`;
  return { agent: { ...agent, manager, workers }, imitation: { ...imitation, episodeDuration } };
}

function practiceFor(guide: MazeSettings['encoding']['guide']): Practice {
  return guide === 'none'
    ? { demonstrations: 30, rounds: 6, episodesPerRound: 10 }
    : { demonstrations: 40, rounds: 7, episodesPerRound: 10 };
}
