import { ink, meaning } from '../../src/figures/palette.ts';
import { composeSheet, round } from '../../src/figures/sheet.ts';
import type { BurstWave, WaveQuestion } from './burst-wave.ts';

/** How a picture places a wave. */
export interface WaveFigureOptions {
  /** Centre of a place in units of places, from the top left. */
  position(place: number): readonly [x: number, y: number];
  /** Times of the frames, ms since the plan began. */
  readonly times: readonly number[];
}

const unit = 40;
const gap = 24;

/**
 * A wave of bursts at several times, side by side: a disc for each place, darker the more of its neurons burst, and a line for
 * each open door. The goal and the agent's place have rings.
 */
export function drawWave(
  wave: BurstWave,
  question: WaveQuestion,
  { position, times }: WaveFigureOptions,
): string {
  const frames = recordFrames(wave, question, times);
  const { places } = wave.groups.graph;
  const corners = Array.from({ length: places }, (_, place) => position(place));
  const columns = Math.max(...corners.map(([x]) => x)) + 1;
  const rows = Math.max(...corners.map(([, y]) => y)) + 1;
  const width = columns * unit;
  const content = frames.map(({ timeMs, bursting }, k) => {
    const shift = k * (width + gap);
    const title = `<text x="0" y="14" font-size="12" fill="${ink.muted}">${timeMs} ms</text>`;
    const drawing = doors(wave, question, position) + discs(bursting, corners, question);
    return `<g transform="translate(${shift},0)">${title}<g transform="translate(0,22)">${drawing}</g></g>`;
  });
  return composeSheet({
    title: 'A wave of bursts spreads from the goal through open doors',
    legend: [
      { name: 'neurons of the place burst', colour: meaning.burst, shape: 'area' },
      { name: 'goal', colour: meaning.success, shape: 'line' },
      { name: 'agent', colour: ink.text, shape: 'line' },
    ],
    panels: [{ width: frames.length * (width + gap), height: rows * unit + 30, content: content.join('') }],
  });
}

interface Frame {
  readonly timeMs: number;
  /** Share of bursting neurons of each place. */
  readonly bursting: readonly number[];
}

function recordFrames(wave: BurstWave, question: WaveQuestion, times: readonly number[]): readonly Frame[] {
  const { groups, parameters, population } = wave;
  const frames: Frame[] = [];
  const watched = wave.watch;
  wave.watch = (timeMs) => {
    if (!times.includes(timeMs)) return;
    const { burstWindow } = population.state;
    const share = (group: number) => {
      const members = burstWindow.subarray(group * parameters.members, (group + 1) * parameters.members);
      return members.reduce((sum, bursts) => sum + bursts, 0) / members.length;
    };
    const bursting = Array.from({ length: groups.graph.places }, (_, place) => share(groups.place(place)));
    frames.push({ timeMs, bursting });
  };
  wave.plan(question);
  wave.watch = watched;
  return frames;
}

function doors(
  { groups }: BurstWave,
  { open }: WaveQuestion,
  position: WaveFigureOptions['position'],
): string {
  const lines = groups.graph.exits.flatMap(({ from, to }, exit) => {
    if (from >= to || !open(exit)) return [];
    const [[x1, y1], [x2, y2]] = [position(from), position(to)];
    return [`M${(x1 + 0.5) * unit} ${(y1 + 0.5) * unit}L${(x2 + 0.5) * unit} ${(y2 + 0.5) * unit}`];
  });
  return `<path d="${lines.join('')}" stroke="${ink.faint}" stroke-width="6" fill="none"/>`;
}

function discs(
  bursting: readonly number[],
  corners: readonly (readonly [number, number])[],
  { here, goal }: WaveQuestion,
): string {
  return bursting
    .map((share, place) => {
      const [x, y] = corners[place]!;
      const ring = place === goal ? meaning.success : place === here ? ink.text : ink.faint;
      const at = `cx="${(x + 0.5) * unit}" cy="${(y + 0.5) * unit}" r="13"`;
      const width = place === goal || place === here ? 3.5 : 1.5;
      return (
        `<circle ${at} fill="${ink.background}" stroke="${ring}" stroke-width="${width}"/>` +
        `<circle ${at} fill="${meaning.burst}" fill-opacity="${round(share)}"/>`
      );
    })
    .join('');
}
