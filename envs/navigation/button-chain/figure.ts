import { ink, meaning, subtaskColour } from '../../../src/figures/palette.ts';
import type { EpisodeTrace } from '../../../src/task/environment-adapter.ts';
import type { Trail } from '../../rendering.ts';
import {
  episodesSheet,
  gridCell,
  line,
  MOST_EPISODES,
  type Panel,
  type SheetLegend,
  small,
} from '../episodes-sheet.ts';
import type { Point } from '../geometry.ts';
import { type DrawnGoal, type Scene, sceneSvg } from '../scene.ts';
import { buttonSymbol, foodSymbol } from '../symbols.ts';
import type { ButtonChainOptions } from './options.ts';
import type { ButtonChainInfo, ButtonChainLayout } from './types.ts';

/** The content of a picture of a chain of buttons. */
export interface ButtonChainScene extends ButtonChainLayout, Trail<Point> {
  readonly radius: number;
  readonly pressed: number;
  readonly foodReached: boolean;
}

/** A picture of one moment of an episode as an SVG document. @param size width and height in pixels */
export function buttonChainSvg(scene: ButtonChainScene, size?: number): string {
  const { pressed, foodReached, buttons } = scene;
  const state = foodReached ? 'food reached' : `${pressed} of ${buttons.length} buttons pressed`;
  return sceneSvg(sceneOf(scene), state, size);
}

/**
 * Small multiples of the first twelve episodes as an SVG document: paths in the colours of the subtasks that were chosen,
 * which are those of their goals.
 */
export function drawEpisodes(episodes: readonly EpisodeTrace[], options: ButtonChainOptions): string {
  return episodesSheet(
    episodes.slice(0, MOST_EPISODES).map((episode) => panelOf(episode, options)),
    legendOf(options),
  );
}

function panelOf(
  { infos, choices, succeeded, underWay }: EpisodeTrace,
  { radius }: ButtonChainOptions,
): Panel {
  const states = infos as readonly ButtonChainInfo[];
  const [first, last] = [states[0]!, states.at(-1)!];
  const { buttons, food } = first;
  const { pressed, foodReached } = last;
  const path = states.map((state) => state.agent);
  const scene = { start: first.agent, buttons, food, radius, pressed, foodReached, path, subtasks: choices };
  const outcome = succeeded ? 'food reached' : `${pressed} of ${buttons.length} buttons`;
  return { scene: sceneOf(scene), succeeded, underWay, outcome };
}

function legendOf({ buttons }: ButtonChainOptions): SheetLegend {
  return [
    [line(subtaskColour(0)), 'path: colour of the goal that was chosen', 285],
    [small(buttonSymbol(true, subtaskColour(0)) + numeral(1)), `button, 1 to ${buttons}`, 130],
    [small(foodSymbol(false, subtaskColour(buttons))), 'food', 80],
    [gridCell, 'is 0.5 wide', 80],
  ];
}

function sceneOf({ buttons, food, radius, pressed, foodReached, ...way }: ButtonChainScene): Scene {
  const locked = pressed < buttons.length;
  const foodColour = subtaskColour(buttons.length);
  const drawnButtons = buttons.map((at, k): DrawnGoal => {
    const colour = subtaskColour(k);
    const symbol = buttonSymbol(k >= pressed, colour) + numeral(k + 1);
    return { at, radius, colour, due: k === pressed, symbol };
  });
  const colour = foodReached ? meaning.success : foodColour;
  const drawnFood = { at: food, radius, colour, due: !locked, symbol: foodSymbol(locked, foodColour) };
  return { ...way, goals: [...drawnButtons, drawnFood] };
}

/** The number of a button, on its cap. */
function numeral(number: number): string {
  return `<text y="4" font-size="11" font-weight="bold" text-anchor="middle" fill="${ink.text}">${number}</text>`;
}
