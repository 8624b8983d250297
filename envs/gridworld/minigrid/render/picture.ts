import type { RgbFrame } from 'gymnasium-js';
import { parseConfig } from '../../../../src/config/config.ts';
import { NOTHING } from '../grid.ts';
import { type FrameOptions, frameOptions } from '../options.ts';
import type { PicturedWorld } from '../types.ts';
import { fullScene, rgbFrame, viewScene } from './frame.ts';
import { gridSvg } from './svg.ts';
import { gridText } from './text.ts';

/** The present state as text. */
export function textOf(world: PicturedWorld): string {
  const { grid, agentPov } = world;
  const view = world.look();
  return gridText(agentPov ? viewScene(grid, view) : fullScene(grid, world, view), agentPov);
}

/** The present state and the mission as an SVG document. @throws ConfigError */
export function svgOf(world: PicturedWorld, options: FrameOptions): string {
  const { highlight, tileSize, agentPov } = optionsOf(world, 'getSvg', options);
  const { grid, carrying, stepCount, maxSteps } = world;
  const title = world.mission || world.constructor.name;
  const held = carrying === NOTHING ? '' : ` · carries a ${grid.nameOf(carrying)}`;
  const caption = `step ${stepCount} of ${maxSteps}${held}`;
  const view = world.look();
  if (agentPov)
    return gridSvg(viewScene(grid, view), { tileSize, highlight: true, carrying, title, caption });
  return gridSvg(fullScene(grid, world, view), { tileSize, highlight, carrying, title, caption });
}

/** The present state in pixels. @throws ConfigError */
export function frameOf(world: PicturedWorld, options: FrameOptions): RgbFrame {
  const { highlight, tileSize, agentPov } = optionsOf(world, 'getFrame', options);
  const view = world.look();
  // Its own view is always lightened where the agent sees; the rest of it is unknown.
  if (agentPov) return rgbFrame(viewScene(world.grid, view), tileSize, true);
  return rgbFrame(fullScene(world.grid, world, view), tileSize, highlight);
}

/** Options, with the settings of the environment as defaults. */
function optionsOf(world: PicturedWorld, method: string, options: FrameOptions) {
  const given = parseConfig(frameOptions, options, `${world.constructor.name}.${method}: options`);
  const { highlight = world.highlight, tileSize = world.tileSize, agentPov = world.agentPov } = given;
  return { highlight, tileSize, agentPov };
}
