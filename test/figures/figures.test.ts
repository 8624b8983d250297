import { describe, expect, test } from 'vitest';
import { comparisonBars } from '../../src/figures/comparison-bars.ts';
import { learningCurve } from '../../src/figures/learning-curve.ts';
import { categorical, ink, inkOn, meaning, subtaskColour } from '../../src/figures/palette.ts';
import { composeSheet } from '../../src/figures/sheet.ts';
import { type RasterPopulation, spikeRaster } from '../../src/figures/spike-raster.ts';
import { svgToRgb } from '../../src/figures/svg-to-image.ts';
import { traces } from '../../src/figures/traces.ts';

const awkward = 'Button & <Food> "quoted"\u0007';

/** All numbers that an attribute takes in the elements that match. */
function numbers(svg: string, element: RegExp, attribute: string): number[] {
  const elements = svg.match(element) ?? [];
  return elements.map((text) => Number(new RegExp(` ${attribute}="([^"]*)"`).exec(text)![1]));
}

/** Path data of the one path in a colour. */
function pathOf(svg: string, colour: string): string {
  const paths = (svg.match(/<path [^>]*>/g) ?? []).filter((path) => path.includes(`stroke="${colour}"`));
  // The longest one: the swatch of the legend is short.
  return paths.map((path) => / d="([^"]*)"/.exec(path)![1]!).sort((a, b) => b.length - a.length)[0]!;
}

function population(size: number, spikesPerNeuron: number): RasterPopulation {
  const spikes = Array.from({ length: size }, (_, neuron) =>
    Array.from({ length: spikesPerNeuron }, (_, index) => 1 + index * 2 + (neuron % 2)),
  );
  return { name: 'worker', size, spikes, burstSpikes: spikes.map((times) => times.slice(0, 1)) };
}

const figures: Readonly<Record<string, (title: string) => string>> = {
  learningCurve: (title) =>
    learningCurve({
      title,
      xLabel: 'expert labels',
      series: [
        {
          name: title,
          points: [
            { x: 0, value: 0.1, low: 0, high: 0.2 },
            { x: 10, value: 0.9 },
          ],
        },
      ],
      references: [{ name: title, value: 0.5 }],
    }),
  spikeRaster: (title) =>
    spikeRaster({
      title,
      populations: [population(6, 3), { ...population(4, 2), groups: [{ name: title, first: 0, size: 2 }] }],
      manager: { choices: [0, 0, 1], stepDurationMs: 3, subtaskNames: [title, 'food'] },
      durationMs: 9,
    }),
  traces: (title) =>
    traces({ title, target: [[0, 1, 0]], recall: [[0, 0.9, 0.1]], stepDurationMs: 1, names: [title] }),
  comparisonBars: (title) =>
    comparisonBars({
      title,
      valueLabel: 'success rate',
      rows: [{ label: title, series: title, value: 0.5, low: 0.4, high: 0.6 }],
      reference: { name: title, value: 0.7 },
    }),
};

describe.each(Object.entries(figures))('%s', (_name, draw) => {
  test('is a standalone picture, whatever the names', () => {
    const svg = draw(awkward);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+"/);
    expect(svg).toContain('DejaVu Sans');
    expect(svg).not.toContain('<style');
    const { data, width } = svgToRgb(svg); // Throws unless the XML is well formed.
    expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
    expect(width).toBeGreaterThan(700);
    expect(data.some((value) => value < 60)).toBe(true);
  });

  test('is the same each time', () => {
    expect(draw('Title')).toBe(draw('Title'));
  });
});

describe('learningCurve', () => {
  const points = [0.2, 0.4, 0.8].map((value, x) => ({ x, value, low: value - 0.1, high: value + 0.1 }));
  const curve = { title: 'Title', xLabel: 'episodes', series: [{ name: 'button', points }] };

  test('puts points where their values are', () => {
    const heights = numbers(learningCurve(curve), /<circle [^>]*>/g, 'cy');
    expect(heights.length).toBe(3);
    // The axis points up and is linear: steps of 0.2 and 0.4.
    expect(heights[0]).toBeGreaterThan(heights[1]!);
    expect((heights[1]! - heights[2]!) / (heights[0]! - heights[1]!)).toBeCloseTo(2, 6);
  });

  test('draws a band only where there are intervals, and no dots when they would merge', () => {
    const many = Array.from({ length: 100 }, (_, x) => ({ x, value: 0.5 }));
    const svg = learningCurve({ ...curve, series: [{ name: 'button', points: many }] });
    expect(svg).not.toContain('<circle');
    expect(svg).not.toMatch(/fill-opacity="0\.18"[^>]*><path/);
    expect(learningCurve(curve)).toMatch(/fill-opacity="0\.18"/);
  });

  test('names and colours every series, and draws before there is a point', () => {
    const series = ['a', 'b', 'c'].map((name) => ({ name: `series ${name}`, points: [] }));
    const svg = learningCurve({ ...curve, series });
    for (const [index, { name }] of series.entries()) {
      expect(svg).toContain(name);
      expect(svg).toContain(categorical[index]);
    }
  });
});

test('a legend that is too long for one row goes on in the next', () => {
  const series = Array.from({ length: 8 }, (_, index) => ({
    name: `a series with a long name ${index}`,
    points: [],
  }));
  const heightFor = (count: number) =>
    svgToRgb(learningCurve({ title: 'Title', xLabel: 'x', series: series.slice(0, count) })).height;
  expect(heightFor(1)).toBe(heightFor(2));
  expect(heightFor(8)).toBeGreaterThan(heightFor(2));
});

describe('spikeRaster', () => {
  const raster = { title: 'Title', populations: [population(6, 3)], durationMs: 9 };

  test('draws a tick for every spike, those in bursts once more in colour', () => {
    const svg = spikeRaster(raster);
    expect(pathOf(svg, ink.recede).match(/M/g)!.length).toBe(18);
    expect(pathOf(svg, meaning.burst).match(/M/g)!.length).toBe(6);
    expect(svg).not.toContain('Shown:');
  });

  test('draws a later spike further to the right, and a higher neuron further down', () => {
    const spikes = [[2], [7]];
    const svg = spikeRaster({
      ...raster,
      populations: [{ name: 'a', size: 2, spikes, burstSpikes: [[], []] }],
    });
    const [first, second] = [...pathOf(svg, ink.recede).matchAll(/M([\d.]+),([\d.]+)/g)];
    expect(Number(second![1])).toBeGreaterThan(Number(first![1]));
    expect(Number(second![2])).toBeGreaterThan(Number(first![2]));
  });

  test('shows the choices of the manager as long as they last', () => {
    const manager = { choices: [0, 0, 1, 1, 1, 1], stepDurationMs: 1.5, subtaskNames: ['button', 'food'] };
    const svg = spikeRaster({ ...raster, manager });
    const widthOf = (subtask: number) =>
      numbers(svg, new RegExp(`<rect [^>]*fill="${subtaskColour(subtask)}"[^>]*>`, 'g'), 'width').slice(1);
    // The band and the shade of the panel, after the swatch of the legend.
    expect(widthOf(0).length).toBe(2);
    expect(widthOf(1)[0]! / widthOf(0)[0]!).toBeCloseTo(2, 1);
    expect(svg).toContain('manager chooses food');
    expect(spikeRaster(raster)).not.toContain('manager chooses');
  });

  test('leaves neurons out and says so when there are too many, and stays small', () => {
    const svg = spikeRaster({ ...raster, populations: [population(500, 5)] });
    expect(svg).toContain('Shown: 150 of 500 neurons of the worker, evenly spread.');
    expect(pathOf(svg, ink.recede).match(/M/g)!.length).toBe(150 * 5);

    const dense = { ...population(500, 1000), burstSpikes: population(500, 1000).spikes };
    const large = spikeRaster({ title: 'Title', populations: [dense, dense], durationMs: 2002 });
    expect(large.length).toBeLessThan(1_500_000);
    expect(large).toMatch(/Shown: \d+ of 500 neurons of the worker and/);
  });

  test('refuses spike lists of another number of neurons', () => {
    const short = { ...population(3, 1), size: 4 };
    expect(() => spikeRaster({ ...raster, populations: [short] })).toThrow(
      'population worker: expected spike lists of 4 neurons, received 3 and 3',
    );
  });
});

describe('traces', () => {
  test('draws one panel an output, with a common scale', () => {
    const target = [new Float64Array([0, 1]), new Float64Array([0, 0.5]), new Float64Array([0, -1])];
    const svg = traces({ title: 'Title', target, recall: target, stepDurationMs: 1 });
    expect(svg.match(/output \d/g)).toEqual(['output 1', 'output 2', 'output 3']);
    const paths = [
      ...svg.matchAll(/stroke-dasharray="5 3"[^>]*><path d="M[\d.]+,([\d.]+)L[\d.]+,([\d.]+)"/g),
    ];
    const rises = paths.map(([, from, to]) => Number(from) - Number(to));
    expect(rises.length).toBe(3);
    expect(rises[0]! / rises[1]!).toBeCloseTo(2, 1);
    expect(rises[2]!).toBeLessThan(0);
  });

  test('refuses recall of another shape', () => {
    const options = { title: 'Title', target: [[0, 1]], stepDurationMs: 1 };
    expect(() => traces({ ...options, recall: [[0]] })).toThrow(RangeError);
    expect(() =>
      traces({
        ...options,
        recall: [
          [0, 1],
          [0, 1],
        ],
      }),
    ).toThrow(/target \(2\), received 2, 2/);
  });
});

describe('comparisonBars', () => {
  const row = (label: string, series: string, value: number) => ({
    label,
    series,
    value,
    low: value,
    high: value,
  });

  test('draws bars as long as their values, grouped by label', () => {
    const rows = [row('agent', 'button', 0.8), row('agent', 'food', 0.4), row('untrained', 'food', 0.2)];
    const svg = comparisonBars({ title: 'Title', valueLabel: 'success rate', rows });
    const bars = (colour: string) =>
      numbers(svg, new RegExp(`<rect [^>]*fill="${colour}"[^>]*>`, 'g'), 'width').slice(1);
    const [button] = bars(categorical[0]!);
    const food = bars(categorical[1]!);
    expect(food[0]! / button!).toBeCloseTo(0.5, 6);
    expect(food[1]! / button!).toBeCloseTo(0.25, 6);
    expect(svg.match(/>agent</g)!.length).toBe(1);
    expect(svg).toContain('0.800');
  });
});

test('inkOn keeps text readable on every colour of the palette', () => {
  expect(inkOn('#ffffff')).toBe(ink.text);
  expect(inkOn('#000000')).toBe(ink.background);
  expect(inkOn(categorical[0]!)).toBe(ink.background);
  expect(inkOn(categorical[1]!)).toBe(ink.text);
  expect(subtaskColour(categorical.length)).toBe(subtaskColour(0));
});

test('a caption of numbers is broken before it leaves the sheet', () => {
  const caption = Array.from({ length: 12 }, (_, k) => `${10n ** 19n + BigInt(k)}`).join(', ');
  const svg = composeSheet({ title: 'seeds', panels: [{ width: 1000, height: 10, content: '' }], caption });
  const lines = [...svg.matchAll(/<tspan[^>]*>([\d, ]+)</g)].map(([, line]) => line!);
  expect(lines.join(' ')).toBe(caption);
  // Advances of DejaVu Sans, in em, and the size of captions.
  const widthOf = (line: string) =>
    [...line].reduce((sum, c) => sum + (/\d/.test(c) ? 0.636 : 0.318), 0) * 11;
  for (const line of lines) expect(widthOf(line)).toBeLessThan(1000);
});
