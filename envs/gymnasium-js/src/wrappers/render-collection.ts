import type { Env, Metadata, RenderFrame, ResetOptions, ResetResult, StepResult } from '../env.ts';
import { InvalidWrapper } from '../errors.ts';
import { checkedSettings, Wrapper } from './wrapper.ts';

export interface RenderCollectionSettings {
  /** Whether `render` empties the collection. Default true. */
  readonly popFrames?: boolean;
  /** Whether `reset` empties the collection. Default true. */
  readonly resetClean?: boolean;
}

/** Draws after every `reset` and `step`; `render` returns the frames drawn so far. Its render mode ends in `_list`. */
export class RenderCollection<Observation = unknown, Action = unknown> extends Wrapper<Observation, Action> {
  readonly #popFrames: boolean;
  readonly #resetClean: boolean;
  #frames: Exclude<RenderFrame, null | readonly unknown[]>[] = [];

  /** @throws InvalidWrapper when the environment draws nothing, or lists already */
  constructor(env: Env<Observation, Action>, settings: RenderCollectionSettings = {}) {
    super(env, checkedSettings(settings, 'RenderCollection'));
    const mode = env.renderMode;
    if (mode === null || mode === 'human' || mode.endsWith('_list')) {
      throw new InvalidWrapper(
        `RenderCollection.env: expected an environment that renders single frames, received render mode '${mode}'. Make it with renderMode 'rgb_array' or 'ansi'.`,
      );
    }
    this.#popFrames = settings.popFrames ?? true;
    this.#resetClean = settings.resetClean ?? true;
    const modes = env.metadata.renderModes;
    const listMode = `${mode}_list`;
    if (!modes.includes(listMode)) {
      const metadata: Metadata = { ...env.metadata, renderModes: [...modes, listMode] };
      this.metadata = metadata;
    }
  }

  override get renderMode(): string {
    return `${this.env.renderMode}_list`;
  }

  override reset(resetOptions?: ResetOptions): ResetResult<Observation> {
    const result = this.env.reset(resetOptions);
    if (this.#resetClean) this.#frames = [];
    this.#collect();
    return result;
  }

  override step(action: Action): StepResult<Observation> {
    const result = this.env.step(action);
    this.#collect();
    return result;
  }

  /** The frames drawn since the last call, or since the last reset. */
  override render(): RenderFrame {
    const frames = this.#frames;
    if (!this.#popFrames) return [...frames];
    this.#frames = [];
    return frames;
  }

  override close(): void {
    this.#frames = [];
    this.env.close();
  }

  #collect(): void {
    const frame = this.env.render();
    if (Array.isArray(frame)) this.#frames.push(...frame);
    else if (frame !== null) this.#frames.push(frame as string);
  }
}
