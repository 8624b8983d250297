import * as Plot from '@observablehq/plot';
import { ink, inkOn, meaning, subtaskColour } from './palette.ts';
import { axis, plotPanel } from './plot-panel.ts';
import { composeSheet, type LegendEntry, type Panel, round, textWidth } from './sheet.ts';

/** Somatic spikes of a population; neurons are numbered from 0. */
export interface RasterPopulation {
  /** Name above the panel. */
  readonly name: string;
  /** Number of neurons. */
  readonly size: number;
  /** For each neuron, the times in ms of all its somatic spikes; length `size`. */
  readonly spikes: readonly (readonly number[])[];
  /** For each neuron, the times in ms of those spikes that belong to a burst; length `size`. */
  readonly burstSpikes: readonly (readonly number[])[];
  /** Neurons with something in common, e.g. those that one context reaches, marked at the side. */
  readonly groups?: readonly { readonly name: string; readonly first: number; readonly size: number }[];
}

/** Choices of the manager during a recording. */
export interface ManagerChoices {
  /** Index of the chosen subtask at each step of the environment. */
  readonly choices: readonly number[];
  /** Duration of a step of the environment, ms. */
  readonly stepDurationMs: number;
  /** Names of the subtasks by index. */
  readonly subtaskNames: readonly string[];
}

/** Content of a spike raster. */
export interface SpikeRaster {
  /** Heading of the sheet. */
  readonly title: string;
  /** Sentence below the heading. */
  readonly subtitle?: string;
  /** From top to bottom. */
  readonly populations: readonly RasterPopulation[];
  /** Shown as a coloured band over the panels; left out for a network without a manager. */
  readonly manager?: ManagerChoices;
  /** Duration of the recording, ms. */
  readonly durationMs: number;
  /** Largest number of drawn neurons of a population, evenly spread. Default: 150. */
  readonly maxNeurons?: number;
  /** Small print below the panels. */
  readonly caption?: string;
}

const width = 960;
const marginLeft = 64;
const marginRight = 96;
const rasterHeight = 250;
/** Ticks drawn for each population at most; keeps the file of two populations near a megabyte. */
const maxTicks = 40_000;

/**
 * Every somatic spike over time, those within bursts in colour, one panel for each population under the manager's choice; a
 * standalone SVG document.
 *
 * @throws RangeError when a population's lists do not have one entry a neuron
 */
export function spikeRaster(raster: SpikeRaster): string {
  const { title, subtitle, populations, manager, durationMs, maxNeurons = 150, caption } = raster;
  const chosen = populations.map((population) => spread(population, maxNeurons));
  const periods = manager === undefined ? [] : periodsOf(manager, durationMs);
  const panels = populations.map((population, index) => {
    const last = index === populations.length - 1;
    return populationPanel(population, chosen[index]!, periods, durationMs, last);
  });
  if (manager !== undefined) panels.unshift(choicePanel(periods, manager.subtaskNames, durationMs));
  const legend: LegendEntry[] = [
    { name: 'spike', colour: ink.recede, shape: 'tick' },
    { name: 'spike in a burst', colour: meaning.burst, shape: 'tick' },
    ...(manager?.subtaskNames ?? []).map((name, index): LegendEntry => {
      return { name: `manager chooses ${name}`, colour: subtaskColour(index), shape: 'area' };
    }),
  ];
  const notes = [caption, sampleNote(populations, chosen)].filter((note) => note !== undefined);
  return composeSheet({ title, subtitle, legend, panels, caption: notes.join(' ') || undefined });
}

/** A note on neurons that are not drawn; undefined where all are. */
function sampleNote(populations: readonly RasterPopulation[], chosen: readonly (readonly number[])[]) {
  const samples = populations.flatMap(({ name, size }, index) => {
    const { length } = chosen[index]!;
    return length < size ? [`${length} of ${size} neurons of the ${name}`] : [];
  });
  return samples.length === 0 ? undefined : `Shown: ${samples.join(' and ')}, evenly spread.`;
}

/** A time during which the manager keeps to one choice. */
interface Period {
  readonly start: number;
  readonly end: number;
  readonly subtask: number;
}

function periodsOf({ choices, stepDurationMs }: ManagerChoices, durationMs: number): readonly Period[] {
  const periods: Period[] = [];
  choices.forEach((subtask, step) => {
    const end = Math.min((step + 1) * stepDurationMs, durationMs);
    const last = periods.at(-1);
    if (last?.subtask === subtask) periods[periods.length - 1] = { ...last, end };
    else periods.push({ start: step * stepDurationMs, end, subtask });
  });
  return periods;
}

/** Neurons to draw: at most `maxNeurons`, fewer if the ticks would be too many, evenly spread over the population. */
function spread(
  { name, size, spikes, burstSpikes }: RasterPopulation,
  maxNeurons: number,
): readonly number[] {
  if (spikes.length !== size || burstSpikes.length !== size) {
    const received = `${spikes.length} and ${burstSpikes.length}`;
    throw new RangeError(`population ${name}: expected spike lists of ${size} neurons, received ${received}`);
  }
  const ticks = [...spikes, ...burstSpikes].reduce((total, times) => total + times.length, 0);
  const affordable = Math.floor(Math.min(1, maxTicks / ticks) * size);
  const count = Math.max(1, Math.min(size, maxNeurons, affordable));
  return Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * size) / count));
}

function choicePanel(periods: readonly Period[], subtaskNames: readonly string[], durationMs: number): Panel {
  const scale = (width - marginLeft - marginRight) / durationMs;
  const named = periods.filter(({ start, end, subtask }) => {
    return textWidth(subtaskNames[subtask]!, 12) < (end - start) * scale;
  });
  return plotPanel({
    width,
    height: 26,
    marginLeft,
    marginRight,
    marginTop: 2,
    marginBottom: 4,
    x: { domain: [0, durationMs], axis: null },
    marks: [
      Plot.rect(periods, { x1: 'start', x2: 'end', fill: ({ subtask }: Period) => subtaskColour(subtask) }),
      Plot.text(named, {
        x: ({ start, end }: Period) => (start + end) / 2,
        text: ({ subtask }: Period) => subtaskNames[subtask],
        fill: ({ subtask }: Period) => inkOn(subtaskColour(subtask)),
        fontWeight: 'bold',
      }),
      Plot.text(['choice'], { frameAnchor: 'left', dx: -8, textAnchor: 'end', fill: ink.text }),
    ],
  });
}

function populationPanel(
  population: RasterPopulation,
  neurons: readonly number[],
  periods: readonly Period[],
  durationMs: number,
  last: boolean,
): Panel {
  const { name, size, spikes, burstSpikes, groups = [] } = population;
  // A tick fills the height that its neuron has on the paper.
  const tickHeight = Math.max(1.2, (0.85 * rasterHeight) / neurons.length);
  const ticks = (times: readonly (readonly number[])[], colour: string, strokeWidth: number) =>
    tickMark(neurons, times, colour, strokeWidth, tickHeight);
  return plotPanel({
    width,
    height: rasterHeight + (last ? 62 : 24),
    marginLeft,
    marginRight,
    marginTop: 18,
    marginBottom: last ? 44 : 6,
    x: {
      ...axis,
      domain: [0, durationMs],
      label: last ? 'time (ms)' : null,
      tickSize: last ? 6 : 0,
      tickFormat: last ? 'd' : () => '',
    },
    y: { ...axis, domain: [size, 0], label: 'neuron', ticks: 5 },
    marks: [
      Plot.rect(periods, {
        x1: 'start',
        x2: 'end',
        fill: ({ subtask }: Period) => subtaskColour(subtask),
        fillOpacity: 0.09,
      }),
      ticks(spikes, ink.recede, 1),
      ticks(burstSpikes, meaning.burst, 1.1),
      Plot.frame({ stroke: ink.faint }),
      Plot.text([`${name} (${size} neurons)`], { frameAnchor: 'top-left', dy: -15, fontWeight: 'bold' }),
      ...groups.flatMap((group) => groupMarks(group, durationMs)),
    ],
  });
}

/** A bracket beside the panel. */
function groupMarks(
  { name, first, size }: { name: string; first: number; size: number },
  durationMs: number,
) {
  const end = first + size;
  return [
    Plot.ruleX([durationMs], { y1: first, y2: end, dx: 6, inset: 1.5, stroke: ink.muted, strokeWidth: 2 }),
    Plot.text([name], {
      x: durationMs,
      y: (first + end) / 2,
      dx: 12,
      textAnchor: 'start',
      lineWidth: 7,
      fill: ink.muted,
    }),
  ];
}

/** Ticks at the times of spikes, as one path for all neurons. */
function tickMark(
  neurons: readonly number[],
  times: readonly (readonly number[])[],
  stroke: string,
  strokeWidth: number,
  tickHeight: number,
): Plot.RenderFunction {
  return (_index, scales, _values, _dimensions, context) => {
    const path = context.document.createElementNS('http://www.w3.org/2000/svg', 'path');
    const commands = neurons.flatMap((neuron) => {
      const top = round(Number(scales.y!(neuron + 0.5)) - tickHeight / 2);
      return times[neuron]!.map(
        (time) => `M${Math.round(10 * Number(scales.x!(time))) / 10},${top}v${round(tickHeight)}`,
      );
    });
    path.setAttribute('d', commands.join(''));
    path.setAttribute('stroke', stroke);
    path.setAttribute('stroke-width', String(strokeWidth));
    return path;
  };
}
