import { subtaskColour } from '../../../src/figures/palette.ts';
import type { EpisodeTrace } from '../../../src/task/environment-adapter.ts';
import {
  episodesSheet,
  gridCell,
  line,
  MOST_EPISODES,
  type Panel,
  type SheetLegend,
  small,
} from '../episodes-sheet.ts';
import { buttonSymbol, foodSymbol } from '../symbols.ts';
import { BUTTON, FOOD, sceneOf } from './figure.ts';
import type { ButtonFoodOptions } from './options.ts';
import type { ButtonFoodInfo } from './types.ts';

const legend: SheetLegend = [
  [line(subtaskColour(BUTTON)), 'path while “button” is chosen', 225],
  [line(subtaskColour(FOOD)), 'path while “food” is chosen', 215],
  [small(buttonSymbol(true, subtaskColour(BUTTON))), 'button', 85],
  [small(foodSymbol(false, subtaskColour(FOOD))), 'food', 80],
  [gridCell, 'is 0.5 wide', 80],
];

/** Small multiples of the first twelve episodes as an SVG document. */
export function drawEpisodes(episodes: readonly EpisodeTrace[], options: ButtonFoodOptions): string {
  return episodesSheet(
    episodes.slice(0, MOST_EPISODES).map((episode) => panelOf(episode, options)),
    legend,
  );
}

function panelOf(
  { infos, choices, succeeded, underWay }: EpisodeTrace,
  { lockRadius, foodRadius }: ButtonFoodOptions,
): Panel {
  const states = infos as readonly ButtonFoodInfo[];
  const [first, last] = [states[0]!, states.at(-1)!];
  const { button, food } = first;
  const { locked, foodReached } = last;
  const path = states.map((state) => state.agent);
  const scene = {
    start: first.agent,
    button,
    food,
    lockRadius,
    foodRadius,
    locked,
    foodReached,
    path,
    subtasks: choices,
  };
  const next = locked ? 'button' : 'food';
  const outcome = succeeded ? 'food reached' : underWay ? `on the way to the ${next}` : `${next} not reached`;
  return { scene: sceneOf(scene), succeeded, underWay, outcome };
}
