import { DECISION_MS, decisionRecipe, type Practice } from '../decision-recipe.ts';
import { maxStepsOf, type RoomsMazeOptions } from './options.ts';

/** What the recipe depends on. */
interface MazeSettings {
  readonly env: Pick<RoomsMazeOptions, 'rooms' | 'maxSteps'>;
  readonly encoding: { readonly guide: 'wave' | 'map' | 'none' };
}

/**
 * Settings under which agents learn the maze: as for other gridworlds, with practice as long as episodes are. The manager
 * decides on arrival in a room, among its doors, and prefers new rooms. One that sees neither the environment's plan nor the
 * map plans by waves of bursts, whose couplings it learns from lessons; one that sees the map has to plan by its own network,
 * and so has more neurons, more labels, and more against going round in circles.
 */
export function mazeRecipe({ env, encoding: { guide } }: MazeSettings) {
  const { agent, imitation } = decisionRecipe(practices[guide]);
  const returnInhibition = guide === 'map' ? 1 : 0.5;
  const manager = {
    ...agent.manager,
    ...(guide === 'map' && { network: { ...agent.manager.network, neurons: 1500, excitatory: 1500 } }),
    ...(guide === 'none' && { planner: { kind: 'burst-wave' } }),
    decisions: { when: 'arrivals', mask: true, returnInhibition },
  };
  const workers = { ...agent.workers, readout: { kind: 'ridge', ridge: 0.3 } };
  const episodeDuration = `${maxStepsOf(env) * DECISION_MS} ms`;
  return { agent: { ...agent, manager, workers }, imitation: { ...imitation, episodeDuration } };
}

const practices: Readonly<Record<MazeSettings['encoding']['guide'], Practice>> = {
  none: { demonstrations: 30, rounds: 6, episodesPerRound: 10 },
  wave: { demonstrations: 40, rounds: 7, episodesPerRound: 10 },
  map: { demonstrations: 70, rounds: 8, episodesPerRound: 25 },
};
