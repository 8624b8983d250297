import type { RgbFrame } from 'gymnasium-js';
import { parseConfig } from '../../../../src/config/config.ts';
import { NOTHING } from '../grid.ts';
import type { MiniGridEnv } from '../minigrid-env.ts';
import { type FrameOptions, frameOptions } from '../options.ts';
import { fullScene, rgbFrame, viewScene } from './frame.ts';
import { gridSvg } from './svg.ts';
import { gridText } from './text.ts';

/** The present state as text. */
export function textOf(env: MiniGridEnv): string {
  const { grid, agentPov } = env;
  const view = env.look();
  return gridText(agentPov ? viewScene(grid, view) : fullScene(grid, env, view), agentPov);
}

/** The present state and the mission as an SVG document. @throws ConfigError */
export function svgOf(env: MiniGridEnv, options: FrameOptions): string {
  const { highlight, tileSize, agentPov } = optionsOf(env, 'getSvg', options);
  const { grid, carrying, stepCount, maxSteps } = env;
  const title = env.mission || env.constructor.name;
  const held = carrying === NOTHING ? '' : ` · carries a ${grid.nameOf(carrying)}`;
  const caption = `step ${stepCount} of ${maxSteps}${held}`;
  const view = env.look();
  if (agentPov)
    return gridSvg(viewScene(grid, view), { tileSize, highlight: true, carrying, title, caption });
  return gridSvg(fullScene(grid, env, view), { tileSize, highlight, carrying, title, caption });
}

/** The present state in pixels. @throws ConfigError */
export function frameOf(env: MiniGridEnv, options: FrameOptions): RgbFrame {
  const { highlight, tileSize, agentPov } = optionsOf(env, 'getFrame', options);
  const view = env.look();
  // Its own view is always lightened where the agent sees; the rest of it is unknown.
  if (agentPov) return rgbFrame(viewScene(env.grid, view), tileSize, true);
  return rgbFrame(fullScene(env.grid, env, view), tileSize, highlight);
}

/** Options, as the settings of the environment say where they are left out. */
function optionsOf(env: MiniGridEnv, method: string, options: FrameOptions) {
  const given = parseConfig(frameOptions, options, `${env.constructor.name}.${method}: options`);
  const { highlight = env.highlight, tileSize = env.tileSize, agentPov = env.agentPov } = given;
  return { highlight, tileSize, agentPov };
}
