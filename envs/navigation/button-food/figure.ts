import { meaning, subtaskColour } from '../../../src/figures/palette.ts';
import type { Trail } from '../../rendering.ts';
import type { Point } from '../geometry.ts';
import { type Scene, sceneSvg } from '../scene.ts';
import { buttonSymbol, foodSymbol } from '../symbols.ts';
import type { ButtonFoodLayout } from './types.ts';

/** The content of a picture of Button & Food. */
export interface ButtonFoodScene extends ButtonFoodLayout, Trail<Point> {
  readonly lockRadius: number;
  readonly foodRadius: number;
  readonly locked: boolean;
  readonly foodReached: boolean;
}

export const BUTTON = 0;
export const FOOD = 1;

/** The picture's goals: the button, and food whose disc turns green when the task is done. */
export function sceneOf({
  button,
  food,
  lockRadius,
  foodRadius,
  locked,
  foodReached,
  ...way
}: ButtonFoodScene): Scene {
  const foodColour = foodReached ? meaning.success : subtaskColour(FOOD);
  const buttonColour = subtaskColour(BUTTON);
  return {
    ...way,
    goals: [
      {
        at: button,
        radius: lockRadius,
        colour: buttonColour,
        due: locked,
        symbol: buttonSymbol(locked, buttonColour),
      },
      {
        at: food,
        radius: foodRadius,
        colour: foodColour,
        due: !locked,
        symbol: foodSymbol(locked, subtaskColour(FOOD)),
      },
    ],
  };
}

/** A picture of one moment of an episode as an SVG document. @param size width and height in pixels */
export function buttonFoodSvg(scene: ButtonFoodScene, size?: number): string {
  const state = scene.foodReached ? 'food reached' : scene.locked ? 'food locked' : 'food unlocked';
  return sceneSvg(sceneOf(scene), state, size);
}
