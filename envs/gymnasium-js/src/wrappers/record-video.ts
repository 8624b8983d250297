import { describe } from '../checks/describe.ts';
import type { Env, RenderFrame, ResetOptions, ResetResult, RgbFrame, StepResult } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { logger } from '../logger.ts';
import { nodeModule } from '../node.ts';
import type { FrameSink } from '../recording/frame-sink.ts';
import { GifSink } from '../recording/gif.ts';
import { PngSink } from '../recording/png.ts';
import { checkedSettings, Wrapper } from './wrapper.ts';

/** Whether a recording starts at this episode or step, counted from 0. */
export type RecordingTrigger = (index: number) => boolean;

export interface RecordVideoSettings {
  /** Where the recordings go; created when missing. */
  readonly videoFolder: string;
  /** Called at every reset. Default, when there is no step trigger either: `cubicSchedule`. */
  readonly episodeTrigger?: RecordingTrigger;
  /** Called at every step, counted over all episodes. */
  readonly stepTrigger?: RecordingTrigger;
  /** Steps after which a recording stops, perhaps in a later episode. Default 0: it stops with the episode. */
  readonly videoLength?: number;
  /** Default 'rl-video'. */
  readonly namePrefix?: string;
  /** Frames a second. Default `metadata.renderFps`, or 30. */
  readonly fps?: number;
  /** 'gif' writes one animation for each recording, 'png' a folder of pictures. Default 'gif'. */
  readonly format?: 'gif' | 'png';
}

/** Episodes 0, 1, 8, 27, …, 729, then every thousandth. */
export const cubicSchedule: RecordingTrigger = (episode) =>
  episode < 1000 ? Math.round(Math.cbrt(episode)) ** 3 === episode : episode % 1000 === 0;

/**
 * Records what the environment renders, as `<prefix>-episode-<n>` or `<prefix>-step-<n>` in the video folder.
 * `close` completes a recording under way.
 */
export class RecordVideo<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  readonly #folder: string;
  readonly #settings: RecordVideoSettings;
  readonly #maxFrames: number;
  readonly #fps: number;
  #recording: { readonly sink: FrameSink; frames: number } | undefined;
  /** Frames that recording took out of a collection, which `render` still owes its caller. */
  #history: (RgbFrame | string)[] = [];
  #episode = -1;
  #step = -1;

  /** @throws InvalidWrapper when the environment's render mode gives no pictures, or a setting is out of range */
  constructor(env: Env<Observation, Action>, settings: RecordVideoSettings) {
    super(env, settings);
    if (env.renderMode !== 'rgb_array' && env.renderMode !== 'rgb_array_list') {
      throw new InvalidWrapper(
        `RecordVideo.env: expected the render mode 'rgb_array', received '${env.renderMode}'. Make the environment with { renderMode: 'rgb_array' }.`,
      );
    }
    checkSettings(settings);
    const { videoFolder, videoLength = 0, episodeTrigger, stepTrigger } = settings;
    const noTrigger = episodeTrigger === undefined && stepTrigger === undefined;
    this.#settings = noTrigger ? { ...settings, episodeTrigger: cubicSchedule } : settings;
    this.#maxFrames = videoLength === 0 ? Number.POSITIVE_INFINITY : videoLength;
    this.#fps = settings.fps ?? env.metadata.renderFps ?? 30;
    this.#folder = nodeModule('node:path', 'RecordVideo').resolve(videoFolder);
    const { existsSync, mkdirSync } = nodeModule('node:fs', 'RecordVideo');
    if (existsSync(this.#folder)) {
      logger.warn(`RecordVideo writes over recordings in ${this.#folder}, which exists already.`);
    }
    mkdirSync(this.#folder, { recursive: true });
  }

  get recording(): boolean {
    return this.#recording !== undefined;
  }

  override reset(resetOptions?: ResetOptions): ResetResult<Observation> {
    const result = this.env.reset(resetOptions);
    this.#episode++;
    if (this.#maxFrames === Number.POSITIVE_INFINITY) this.stopRecording();
    if (this.#settings.episodeTrigger?.(this.#episode)) this.startRecording(`episode-${this.#episode}`);
    this.#capture();
    return result;
  }

  override step(action: Action): StepResult<Observation> {
    const result = this.env.step(action);
    this.#step++;
    if (this.#settings.stepTrigger?.(this.#step)) this.startRecording(`step-${this.#step}`);
    this.#capture();
    return result;
  }

  override render(): RenderFrame {
    const frame = this.env.render();
    if (!Array.isArray(frame) || this.#history.length === 0) return frame;
    const frames = [...this.#history, ...frame];
    this.#history = [];
    return frames;
  }

  override close(): void {
    this.env.close();
    this.stopRecording();
  }

  /** Starts a recording, after the end of the one under way. */
  startRecording(name: string): void {
    this.stopRecording();
    const { namePrefix = 'rl-video', format = 'gif' } = this.#settings;
    const path = `${this.#folder}/${namePrefix}-${name}`;
    const sink = format === 'gif' ? new GifSink(`${path}.gif`, this.#fps) : new PngSink(path);
    this.#recording = { sink, frames: 0 };
  }

  /** Completes the recording under way, if there is one. */
  stopRecording(): void {
    if (this.#recording === undefined) return;
    const { sink, frames } = this.#recording;
    this.#recording = undefined;
    if (frames === 0) logger.warn('RecordVideo had no frames to write.');
    else sink.finish();
  }

  #capture(): void {
    if (this.#recording === undefined) return;
    const rendered = this.env.render();
    if (Array.isArray(rendered)) this.#history.push(...rendered);
    const frame = Array.isArray(rendered) ? rendered.at(-1) : rendered;
    if (typeof frame !== 'object' || frame === null) return;
    this.#recording.sink.add(frame as RgbFrame);
    if (++this.#recording.frames > this.#maxFrames) this.stopRecording();
  }
}

/** @throws InvalidWrapper */
function checkSettings(settings: RecordVideoSettings): void {
  const { videoFolder, videoLength = 0, fps = 1, format = 'gif' } = checkedSettings(settings, 'RecordVideo');
  const expectations = [
    ['videoFolder', 'the path of a folder', typeof videoFolder === 'string', videoFolder],
    ['videoLength', 'an integer ≥ 0', Number.isSafeInteger(videoLength) && videoLength >= 0, videoLength],
    ['fps', 'a positive number', fps > 0 && Number.isFinite(fps), fps],
    ['format', "'gif' or 'png'", format === 'gif' || format === 'png', format],
  ] as const;
  for (const [name, expected, met, received] of expectations) {
    if (met) continue;
    throw new InvalidWrapper(`RecordVideo.${name}: expected ${expected}, received ${describe(received)}.`);
  }
}
