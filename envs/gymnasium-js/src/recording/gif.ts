import type { RgbFrame } from '../env.ts';
import { nodeModule } from '../node.ts';
import type { FrameSink } from './frame-sink.ts';

type Palette = readonly (readonly number[])[];

/** The part of gifenc that is used; the library ships no types. */
interface GifEnc {
  GIFEncoder(): {
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      options: { palette: Palette; delay: number; repeat: number },
    ): void;
    finish(): void;
    bytes(): Uint8Array;
  };
  quantize(rgba: Uint8Array, maxColors: number): Palette;
  applyPalette(rgba: Uint8Array, palette: Palette): Uint8Array;
}

/** It is a CommonJS module marked as an ES module, whose exports Node and bundlers import differently. */
function loadGifEnc(): GifEnc {
  return nodeModule('node:module', 'RecordVideo').createRequire(import.meta.url)('gifenc');
}

/** An animated GIF that repeats for ever; each frame has its own palette of 256 colours. */
export class GifSink implements FrameSink {
  readonly #path: string;
  readonly #delay: number;
  readonly #gifenc = loadGifEnc();
  readonly #encoder = this.#gifenc.GIFEncoder();

  /** @param fps frames a second; GIF rounds the time of a frame to 10 ms */
  constructor(path: string, fps: number) {
    this.#path = path;
    this.#delay = 1000 / fps;
  }

  add(frame: RgbFrame): void {
    const rgba = withAlpha(frame.data);
    const palette = this.#gifenc.quantize(rgba, 256);
    const index = this.#gifenc.applyPalette(rgba, palette);
    this.#encoder.writeFrame(index, frame.width, frame.height, { palette, delay: this.#delay, repeat: 0 });
  }

  finish(): void {
    this.#encoder.finish();
    nodeModule('node:fs', 'RecordVideo').writeFileSync(this.#path, this.#encoder.bytes());
  }
}

function withAlpha(rgb: Uint8Array): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from]!;
    rgba[to + 1] = rgb[from + 1]!;
    rgba[to + 2] = rgb[from + 2]!;
    rgba[to + 3] = 255;
  }
  return rgba;
}
