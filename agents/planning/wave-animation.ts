import { ink } from '../../src/figures/palette.ts';
import { composeSheet, round } from '../../src/figures/sheet.ts';
import type { BurstWave, WaveQuestion } from './burst-wave.ts';
import { discs, doors, PLACE, type PlacePosition, waveLegend } from './wave-figure.ts';
import { filmWave, type WaveFilm } from './wave-film.ts';

/** Seconds of the picture for a ms of network time. */
const SLOW = 0.1;
/** Seconds for which the answer stands before the picture begins anew. */
const PAUSE = 2;

/**
 * A wave of bursts as an animated SVG document, a hundred times slower than the network: discs darken as neurons of their
 * places burst, and at the end an arrow shows the way that the wave answers. Pictures that stand still show the end.
 */
export function animateWave(wave: BurstWave, question: WaveQuestion, position: PlacePosition): string {
  const film = filmWave(wave, question);
  const { graph } = wave.groups;
  const corners = Array.from({ length: graph.places }, (_, place) => position(place));
  const width = (Math.max(...corners.map(([x]) => x)) + 1) * PLACE;
  const height = (Math.max(...corners.map(([, y]) => y)) + 1) * PLACE;
  const seconds = film.frames.length * SLOW + PAUSE;
  const drawing =
    doors(wave, question, position) +
    discs(film.frames.at(-1)!.bursting, corners, question, (place) => darkening(film, place, seconds)) +
    arrow(wave, question, film, position, seconds);
  return composeSheet({
    title: 'A plan by a wave of bursts',
    subtitle: `${film.answer.durationMs} ms of network time, a hundred times slower`,
    legend: waveLegend,
    panels: [{ width: Math.max(width, 300), height, content: drawing }],
  });
}

/** The changes of a place's disc. */
function darkening({ frames }: WaveFilm, place: number, seconds: number): string {
  const values: number[] = [];
  const times: number[] = [];
  for (const [k, { bursting }] of frames.entries()) {
    const share = bursting[place]!;
    if (share === values.at(-1)) continue;
    values.push(round(share));
    times.push((k * SLOW) / seconds);
  }
  return animation('fill-opacity', values, times, seconds);
}

/** An arrow from the agent to where the answered way leads, visible at the end; none where no wave arrived. */
function arrow(
  { groups }: BurstWave,
  { here }: WaveQuestion,
  { answer, frames }: WaveFilm,
  position: PlacePosition,
  seconds: number,
): string {
  const exit = groups.exitsOf[here]!.find((candidate) => groups.graph.exits[candidate]!.way === answer.way);
  const to = exit === undefined ? here : groups.graph.exits[exit]!.to;
  if (to === here) return '';
  const [[x1, y1], [x2, y2]] = [position(here), position(to)];
  const at = (x: number, y: number) => `${round((x + 0.5) * PLACE)} ${round((y + 0.5) * PLACE)}`;
  const [dx, dy] = [x2 - x1, y2 - y1];
  const tip = [x1 + 0.72 * dx, y1 + 0.72 * dy] as const;
  const barbs = [1, -1].map((side) =>
    at(tip[0] - 0.2 * dx + side * 0.14 * dy, tip[1] - 0.2 * dy - side * 0.14 * dx),
  );
  return (
    `<path d="M${at(x1 + 0.34 * dx, y1 + 0.34 * dy)}L${at(...tip)}M${barbs[0]}L${at(...tip)}L${barbs[1]}" ` +
    `stroke="${ink.text}" stroke-width="3" fill="none" stroke-linecap="round">` +
    `${animation('stroke-opacity', [0, 1], [0, (frames.length * SLOW) / seconds], seconds)}</path>`
  );
}

/** Changes of an attribute at times from 0 to 1, over and over. */
function animation(
  attribute: string,
  values: readonly number[],
  times: readonly number[],
  seconds: number,
): string {
  const keyTimes = times.map((time) => Math.round(time * 1e4) / 1e4).join(';');
  return (
    `<animate attributeName="${attribute}" calcMode="discrete" values="${values.join(';')}" keyTimes="${keyTimes}" ` +
    `dur="${round(seconds)}s" repeatCount="indefinite"/>`
  );
}
