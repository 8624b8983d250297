import { encode } from 'fast-png';
import type { RgbFrame } from '../env.ts';
import { nodeModule } from '../node.ts';
import type { FrameSink } from './frame-sink.ts';

/** A folder of PNG pictures: `frame-000000.png`, `frame-000001.png`, … */
export class PngSink implements FrameSink {
  readonly #fs = nodeModule('node:fs', 'RecordVideo');
  readonly #folder: string;
  #count = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#fs.mkdirSync(folder, { recursive: true });
  }

  add({ data, width, height, channels }: RgbFrame): void {
    const name = `frame-${String(this.#count++).padStart(6, '0')}.png`;
    this.#fs.writeFileSync(`${this.#folder}/${name}`, encode({ data, width, height, channels }));
  }

  finish(): void {}
}
