import { START } from '../../envs/handwriting/pen-path.ts';
import type { HandwritingInfo } from '../../envs/handwriting/types.ts';
import { ink, subtaskColour } from '../../src/figures/palette.ts';
import { composeSheet, round } from '../../src/figures/sheet.ts';
import type { WrittenWord } from './write-word.ts';

const WIDTH = 928;
/** Height of the word, of the raster, and of the axis below it, in pixels. */
const WORD = 190;
const RASTER = 300;
const AXIS = 26;
/** Height of a small letter, and where the line lies. */
const SMALL = 74;
const LINE = 138;
/** Rows of the raster. */
const ROWS = 240;
/** Width of the bins in which the moment of most bursts is looked for, ms. */
const BIN = 20;
/** Seconds of the animation for a second of network time, and for which its end stands. */
const SLOW = 4;
const PAUSE = 3;

/** The time that one letter took. */
interface Turn {
  /** Another one for each letter of the word. */
  readonly colour: string;
  readonly from: number;
  readonly to: number;
}

/**
 * A written word, each letter above the time in which it was written, and beneath it the bursts of the neurons that wrote it, as an SVG
 * document.
 * @param animated as it was written, four times slower; pictures that stand still show the end
 */
export function drawWord(written: WrittenWord, { animated }: { readonly animated: boolean }): string {
  const { infos, word, burstSpikes } = written;
  const durationMs = infos.length - 1;
  const perMs = WIDTH / durationMs;
  const turns = turnsOf(infos);
  const seconds = (durationMs / 1000) * SLOW;
  const clock: Clock = { durationMs, seconds, total: seconds + PAUSE, animated };
  const order = rowsOf(burstSpikes, durationMs);
  const content = [
    ...turns.map((turn, k) => column(turn, k, perMs)),
    ...turns.map((turn) => letter(turn, infos, perMs, clock)),
    `<g transform="translate(0,${WORD})">${raster(order, burstSpikes, turns, perMs)}${axis(durationMs, perMs)}</g>`,
    animated ? curtain(clock) : '',
  ].join('');
  return composeSheet({
    title: `Bursts write “${word}”`,
    subtitle:
      `One network of ${burstSpikes.length} burst neurons holds the whole alphabet; its apical context names the letter, and a clock runs. ` +
      `Beneath: the bursts of ${order.length} of its neurons, sorted by the moment at which each bursts most. A linear readout turns them into ` +
      `the movement of the pen.${animated ? ` ${SLOW} times slower.` : ''}`,
    panels: [{ width: WIDTH, height: WORD + RASTER + AXIS, content }],
  });
}

/** Network time and the time of the animation. */
interface Clock {
  readonly durationMs: number;
  /** Seconds until the word is written, and until the animation begins anew. */
  readonly seconds: number;
  readonly total: number;
  readonly animated: boolean;
}

function turnsOf(infos: readonly HandwritingInfo[]): Turn[] {
  const ends = infos.flatMap(({ written }, k) =>
    k > 0 && written.length > infos[k - 1]!.written.length ? [k] : [],
  );
  const letters = [...new Set(infos.map(({ subtask }) => subtask))];
  return ends.map((to, k) => {
    const from = k === 0 ? 0 : ends[k - 1]!;
    return { colour: subtaskColour(letters.indexOf(infos[from]!.subtask)), from, to };
  });
}

function column({ from, to }: Turn, index: number, perMs: number): string {
  const fill = index % 2 === 0 ? '#f6f8fa' : '#ffffff';
  return `<rect x="${round(from * perMs)}" width="${round((to - from) * perMs)}" height="${WORD + RASTER}" fill="${fill}"/>`;
}

/** The ink of a letter, in the middle of its time. */
function letter(
  { colour, from, to }: Turn,
  infos: readonly HandwritingInfo[],
  perMs: number,
  clock: Clock,
): string {
  const [originX] = infos[from]!.pen;
  const marks = infos.slice(from + 1, to).map(({ pen }) => pen);
  const inked = marks.filter(([, , writes]) => writes).map(([x]) => x - originX + START[0]);
  const middle = ((Math.min(...inked) + Math.max(...inked)) / 2) * SMALL;
  const shift = ((from + to) / 2) * perMs - middle;
  const place = (k: number) => {
    const [x, y] = marks[k]!;
    return `${round(shift + (x - originX + START[0]) * SMALL)},${round(LINE - y * SMALL)}`;
  };
  const strokes: string[] = [];
  for (let k = 0; k < marks.length; k++) {
    if (!marks[k]![2]) continue;
    const first = k;
    while (k + 1 < marks.length && marks[k + 1]![2]) k++;
    const points = Array.from({ length: k - first + 1 }, (_, i) => place(first + i)).join(' ');
    strokes.push(
      `<polyline points="${points}" pathLength="1" fill="none" stroke="${colour}" stroke-width="7" ` +
        `stroke-linecap="round" stroke-linejoin="round">${growth(from + first, from + k, clock)}</polyline>`,
    );
  }
  return strokes.join('');
}

/** Draws a stroke between two moments of the animation. */
function growth(fromMs: number, toMs: number, { durationMs, seconds, total, animated }: Clock): string {
  if (!animated) return '';
  const share = (ms: number) => Math.round((((ms / durationMs) * seconds) / total) * 1e4) / 1e4;
  const [begin, end] = [share(fromMs), Math.max(share(toMs), share(fromMs) + 1e-4)];
  const keys = `keyTimes="0;${begin};${end};1" dur="${round(total)}s" repeatCount="indefinite"`;
  const shown = `keyTimes="0;${begin};1" dur="${round(total)}s" repeatCount="indefinite"`;
  return (
    `<animate attributeName="stroke-dasharray" values="0 1;0 1;1 0;1 0" ${keys}/>` +
    `<animate attributeName="opacity" calcMode="discrete" values="0;1;1" ${shown}/>`
  );
}

/** Covers the part of the raster that is yet to come. */
function curtain({ seconds, total }: Clock): string {
  const reached = Math.round((seconds / total) * 1e4) / 1e4;
  const keys = `keyTimes="0;${reached};1" dur="${round(total)}s" repeatCount="indefinite"`;
  return (
    `<rect x="${WIDTH}" y="${WORD - 2}" width="${WIDTH}" height="${RASTER + 4}" fill="${ink.background}">` +
    `<animate attributeName="x" values="0;${WIDTH};${WIDTH}" ${keys}/></rect>`
  );
}

/** Neurons that burst, evenly spread, in the order of the time in which each bursts most. */
function rowsOf(burstSpikes: readonly (readonly number[])[], durationMs: number): number[] {
  const bursting = burstSpikes.flatMap((times, neuron) => (times.length > 0 ? [neuron] : []));
  const step = Math.max(bursting.length / ROWS, 1);
  const chosen = Array.from(
    { length: Math.min(ROWS, bursting.length) },
    (_, k) => bursting[Math.floor(k * step)]!,
  );
  const peaks = new Map(chosen.map((neuron) => [neuron, peakOf(burstSpikes[neuron]!, durationMs)]));
  return chosen.sort((a, b) => peaks.get(a)! - peaks.get(b)!);
}

function peakOf(times: readonly number[], durationMs: number): number {
  const counts = new Uint16Array(Math.ceil(durationMs / BIN) + 1);
  for (const time of times) {
    const bin = Math.floor(time / BIN);
    counts[bin] = counts[bin]! + 1;
  }
  const bin = counts.indexOf(Math.max(...counts));
  return times.find((time) => Math.floor(time / BIN) === bin)!;
}

function raster(
  order: readonly number[],
  burstSpikes: readonly (readonly number[])[],
  turns: readonly Turn[],
  perMs: number,
): string {
  const height = RASTER / order.length;
  return turns
    .map(({ colour, from, to }) => {
      const dots = order.flatMap((neuron, row) =>
        burstSpikes[neuron]!.filter((time) => time > from && time <= to).map(
          (time) => `M${round(time * perMs)} ${round((row + 0.5) * height)}h1.4`,
        ),
      );
      return `<path d="${dots.join('')}" stroke="${colour}" stroke-width="${round(height + 0.2)}" fill="none"/>`;
    })
    .join('');
}

function axis(durationMs: number, perMs: number): string {
  const ticks = Array.from({ length: Math.floor(durationMs / 500) + 1 }, (_, k) => {
    const x = round(k * 500 * perMs);
    const anchor = k === 0 ? 'start' : 'middle';
    return (
      `<path d="M${x} ${RASTER}v5" stroke="${ink.muted}"/>` +
      `<text x="${x}" y="${RASTER + 19}" font-size="12" fill="${ink.muted}" text-anchor="${anchor}">${k / 2} s</text>`
    );
  });
  return ticks.join('');
}
