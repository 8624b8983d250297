import type { RgbFrame } from '../env.ts';

/** Writes the frames of one recording, in order. */
export interface FrameSink {
  add(frame: RgbFrame): void;
  /** Completes the recording. */
  finish(): void;
}
