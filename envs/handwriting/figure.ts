import { outcomeMark } from '../../src/figures/outcome-mark.ts';
import { fontFamily, ink } from '../../src/figures/palette.ts';
import type { EpisodeTrace } from '../../src/task/environment-adapter.ts';
import { captionOf, drawPage, extentOf, heightOf } from './page-svg.ts';
import type { HandwritingInfo } from './types.ts';

/** Episodes that fit on a sheet. */
const MOST_EPISODES = 12;
const WIDTH = 860;
const CAPTION = 24;

/** The pages of the first twelve episodes as an SVG document, one below the other, all to one scale. */
export function drawEpisodes(episodes: readonly EpisodeTrace[]): string {
  const shown = episodes.slice(0, MOST_EPISODES).map(({ infos, ...outcome }) => {
    const states = infos as readonly HandwritingInfo[];
    const path = states.map(({ pen }) => pen);
    const subtasks = states.slice(0, -1).map(({ subtask }) => subtask);
    return { path, subtasks, outcome, last: states.at(-1)!, extent: extentOf(path) };
  });
  const scale = Math.min(28, WIDTH / (Math.max(...shown.map(({ extent }) => extent.width), 4) + 1.2));
  let y = 8;
  const pages = shown.map(({ path, subtasks, outcome, last, extent }) => {
    const [mark, colour] = outcomeMark(outcome);
    const drawn =
      `<g transform="translate(8,${y})"><text y="16" fill="${ink.text}"><tspan fill="${colour}" font-weight="bold">${mark}</tspan> ` +
      `${captionOf(last)} · ${last.step} ms</text>` +
      `<g transform="translate(0,${CAPTION})">${drawPage({ path, subtasks }, extent, scale)}</g></g>`;
    y += CAPTION + Math.ceil(heightOf(extent) * scale) + 8;
    return drawn;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH + 16}" height="${y}" viewBox="0 0 ${WIDTH + 16} ${y}" ` +
    `font-family="${fontFamily}, sans-serif" font-size="12"><rect width="100%" height="100%" fill="${ink.background}"/>${pages.join('')}</svg>`
  );
}
