import { ink, meaning } from '../../src/figures/palette.ts';
import { composeSheet, round } from '../../src/figures/sheet.ts';
import type { BurstWave, WaveQuestion } from './burst-wave.ts';
import { filmWave } from './wave-film.ts';

/** Centre of a place in units of places, from the top left. */
export type PlacePosition = (place: number) => readonly [x: number, y: number];

/** How a picture places a wave. */
export interface WaveFigureOptions {
  /** Where places are drawn. */
  readonly position: PlacePosition;
  /** Times of the frames, ms since the plan began. */
  readonly times: readonly number[];
}

/** Pixels of a place. */
export const PLACE = 40;
const gap = 24;

/** The meanings of discs and rings. */
export const waveLegend = [
  { name: 'neurons of the place burst', colour: meaning.burst, shape: 'area' },
  { name: 'goal', colour: meaning.success, shape: 'line' },
  { name: 'agent', colour: ink.text, shape: 'line' },
] as const;

/**
 * A wave of bursts at several times, side by side: a disc for each place, darker the more of its neurons burst, and a line for
 * each open door. The goal and the agent's place have rings.
 */
export function drawWave(
  wave: BurstWave,
  question: WaveQuestion,
  { position, times }: WaveFigureOptions,
): string {
  const frames = filmWave(wave, question).frames.filter(({ timeMs }) => times.includes(timeMs));
  const { places } = wave.groups.graph;
  const corners = Array.from({ length: places }, (_, place) => position(place));
  const columns = Math.max(...corners.map(([x]) => x)) + 1;
  const rows = Math.max(...corners.map(([, y]) => y)) + 1;
  const width = columns * PLACE;
  const content = frames.map(({ timeMs, bursting }, k) => {
    const shift = k * (width + gap);
    const title = `<text x="0" y="14" font-size="12" fill="${ink.muted}">${timeMs} ms</text>`;
    const drawing = doors(wave, question, position) + discs(bursting, corners, question);
    return `<g transform="translate(${shift},0)">${title}<g transform="translate(0,22)">${drawing}</g></g>`;
  });
  return composeSheet({
    title: 'A wave of bursts spreads from the goal through open doors',
    legend: waveLegend,
    panels: [{ width: frames.length * (width + gap), height: rows * PLACE + 30, content: content.join('') }],
  });
}

/** Lines for the open doors. */
export function doors({ groups }: BurstWave, { open }: WaveQuestion, position: PlacePosition): string {
  const lines = groups.graph.exits.flatMap(({ from, to }, exit) => {
    if (from >= to || !open(exit)) return [];
    const [[x1, y1], [x2, y2]] = [position(from), position(to)];
    return [`M${(x1 + 0.5) * PLACE} ${(y1 + 0.5) * PLACE}L${(x2 + 0.5) * PLACE} ${(y2 + 0.5) * PLACE}`];
  });
  return `<path d="${lines.join('')}" stroke="${ink.faint}" stroke-width="6" fill="none"/>`;
}

/**
 * Discs of the places.
 * @param bursting share of bursting neurons of each place
 * @param inside elements inside the fill of a place's disc
 */
export function discs(
  bursting: readonly number[],
  corners: readonly (readonly [number, number])[],
  { here, goal }: WaveQuestion,
  inside: (place: number) => string = () => '',
): string {
  return bursting
    .map((share, place) => {
      const [x, y] = corners[place]!;
      const ring = place === goal ? meaning.success : place === here ? ink.text : ink.faint;
      const at = `cx="${(x + 0.5) * PLACE}" cy="${(y + 0.5) * PLACE}" r="13"`;
      const width = place === goal || place === here ? 3.5 : 1.5;
      return (
        `<circle ${at} fill="${ink.background}" stroke="${ring}" stroke-width="${width}"/>` +
        `<circle ${at} fill="${meaning.burst}" fill-opacity="${round(share)}">${inside(place)}</circle>`
      );
    })
    .join('');
}
