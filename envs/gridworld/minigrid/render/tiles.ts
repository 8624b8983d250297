import { type Colour, colours, doorStates, type ObjectType, objectTypes } from '../encoding.ts';
import { circle, line, rectangle, type Shape, triangle, turned } from './shapes.ts';

type Rgb = readonly [red: number, green: number, blue: number];

const rgb: Readonly<Record<Colour, Rgb>> = {
  red: [255, 0, 0],
  green: [0, 255, 0],
  blue: [0, 0, 255],
  purple: [112, 39, 195],
  yellow: [255, 255, 0],
  grey: [100, 100, 100],
};
const black: Rgb = [0, 0, 0];
const lavaOrange: Rgb = [255, 128, 0];
const whole = rectangle(0, 1, 0, 1);
const agentShape = triangle([0.12, 0.19], [0.87, 0.5], [0.12, 0.81]);

/** Tiles are drawn this many times larger and then averaged, so that edges are smooth. */
const SUPERSAMPLING = 3;
const HIGHLIGHT = 0.3;

/** The content of a tile. */
export interface Tile {
  /** Encoding of the object in it; 0 without one. */
  readonly encoding: number;
  /** Direction of the agent in it; −1 without an agent. */
  readonly agentDirection: number;
  readonly highlight: boolean;
}

/** Pictures of all tiles drawn so far, by size, then content; there are few, and they are needed all the time. */
const cache = new Map<number, Map<number, Uint8Array>>();

/**
 * A picture of a cell, pixel by pixel that of MiniGrid: `[size, size, 3]` bytes, not to be written to.
 *
 * @param size width and height in pixels
 */
export function tilePixels(tile: Tile, size: number): Uint8Array {
  const { encoding, agentDirection, highlight } = tile;
  let tiles = cache.get(size);
  if (tiles === undefined) cache.set(size, (tiles = new Map()));
  const content = (encoding * 5 + agentDirection + 1) * 2 + Number(highlight);
  const known = tiles.get(content);
  if (known !== undefined) return known;
  const pixels = drawTile(tile, size);
  tiles.set(content, pixels);
  return pixels;
}

function drawTile({ encoding, agentDirection, highlight }: Tile, size: number): Uint8Array {
  const canvas = new Canvas(size * SUPERSAMPLING);
  canvas.fill(rectangle(0, 0.031, 0, 1), rgb.grey);
  canvas.fill(rectangle(0, 1, 0, 0.031), rgb.grey);
  const [type, colour, state] = [encoding & 0xff, (encoding >> 8) & 0xff, encoding >> 16];
  drawObject[objectTypes[type]!]?.(canvas, rgb[colours[colour]!], state);
  if (agentDirection >= 0) canvas.fill(turned(agentShape, agentDirection), rgb.red);
  if (highlight) canvas.lighten();
  return canvas.downsample(size);
}

/** How to draw each type of object. */
const drawObject: Partial<Record<ObjectType, (canvas: Canvas, colour: Rgb, state: number) => void>> = {
  goal: (canvas, colour) => canvas.fill(whole, colour),
  wall: (canvas, colour) => canvas.fill(whole, colour),
  floor: (canvas, colour) => canvas.fill(rectangle(0.031, 1, 0.031, 1), scaled(colour, 0.5)),
  lava: drawLava,
  door: drawDoor,
  key: drawKey,
  ball: (canvas, colour) => canvas.fill(circle(0.5, 0.5, 0.31), colour),
  box: (canvas, colour) => {
    canvas.fill(rectangle(0.12, 0.88, 0.12, 0.88), colour);
    canvas.fill(rectangle(0.18, 0.82, 0.18, 0.82), black);
    canvas.fill(rectangle(0.16, 0.84, 0.47, 0.53), colour);
  },
};

function drawLava(canvas: Canvas): void {
  canvas.fill(whole, lavaOrange);
  for (let wave = 0; wave < 3; wave++) {
    const [high, low] = [0.3 + 0.2 * wave, 0.4 + 0.2 * wave];
    canvas.fill(line(0.1, high, 0.3, low, 0.03), black);
    canvas.fill(line(0.3, low, 0.5, high, 0.03), black);
    canvas.fill(line(0.5, high, 0.7, low, 0.03), black);
    canvas.fill(line(0.7, low, 0.9, high, 0.03), black);
  }
}

function drawDoor(canvas: Canvas, colour: Rgb, state: number): void {
  switch (doorStates[state]) {
    case 'open':
      canvas.fill(rectangle(0.88, 1, 0, 1), colour);
      canvas.fill(rectangle(0.92, 0.96, 0.04, 0.96), black);
      break;
    case 'locked':
      canvas.fill(whole, colour);
      canvas.fill(rectangle(0.06, 0.94, 0.06, 0.94), scaled(colour, 0.45));
      canvas.fill(rectangle(0.52, 0.75, 0.5, 0.56), colour);
      break;
    case 'closed':
      canvas.fill(whole, colour);
      canvas.fill(rectangle(0.04, 0.96, 0.04, 0.96), black);
      canvas.fill(rectangle(0.08, 0.92, 0.08, 0.92), colour);
      canvas.fill(rectangle(0.12, 0.88, 0.12, 0.88), black);
      canvas.fill(circle(0.75, 0.5, 0.08), colour);
      break;
  }
}

function drawKey(canvas: Canvas, colour: Rgb): void {
  canvas.fill(rectangle(0.5, 0.63, 0.31, 0.88), colour);
  canvas.fill(rectangle(0.38, 0.5, 0.59, 0.66), colour);
  canvas.fill(rectangle(0.38, 0.5, 0.81, 0.88), colour);
  canvas.fill(circle(0.56, 0.28, 0.19), colour);
  canvas.fill(circle(0.56, 0.28, 0.064), black);
}

function scaled([red, green, blue]: Rgb, factor: number): Rgb {
  return [red * factor, green * factor, blue * factor];
}

/** A square of RGB bytes, black at first. Fractions of colours are cut off. */
class Canvas {
  readonly #size: number;
  readonly #data: Uint8Array;

  constructor(size: number) {
    this.#size = size;
    this.#data = new Uint8Array(size * size * 3);
  }

  fill(shape: Shape, colour: Rgb): void {
    for (let y = 0, target = 0; y < this.#size; y++) {
      for (let x = 0; x < this.#size; x++, target += 3) {
        if (shape((x + 0.5) / this.#size, (y + 0.5) / this.#size)) this.#data.set(colour, target);
      }
    }
  }

  lighten(): void {
    const data = this.#data;
    for (let i = 0; i < data.length; i++) data[i] = data[i]! + HIGHLIGHT * (255 - data[i]!);
  }

  /** Averages squares of pixels: rows first, then columns, because the order decides how sums are rounded. */
  downsample(size: number): Uint8Array {
    const out = new Uint8Array(size * size * 3);
    const factor = this.#size / size;
    for (let target = 0; target < out.length; target++) {
      const [channel, column, row] = [
        target % 3,
        Math.floor(target / 3) % size,
        Math.floor(target / 3 / size),
      ];
      let sum = 0;
      for (let y = 0; y < factor; y++)
        sum += this.#meanOfRow(row * factor + y, column * factor, channel, factor);
      out[target] = sum / factor;
    }
    return out;
  }

  #meanOfRow(y: number, x: number, channel: number, count: number): number {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += this.#data[(y * this.#size + x + i) * 3 + channel]!;
    return sum / count;
  }
}
