import {
  Box,
  Discrete,
  Env,
  type RenderFrame,
  type ResetOptions,
  type ResetResult,
  type Space,
  type StepResult,
} from '../src/index.ts';

/** A sound environment; the faulty ones change one part of it. */
export class Sound extends Env<unknown, number> {
  override readonly metadata: Env['metadata'] = { renderModes: ['ansi', 'rgb_array', 'human'], renderFps: 5 };
  override readonly renderMode: string | null;
  observationSpace: Space = new Box({ low: 0, high: 9, shape: [2], dtype: 'float64' });
  actionSpace: Space<number> = new Discrete(2);
  protected steps = 0;
  #closed = false;

  constructor({ renderMode = null }: { renderMode?: string | null } = {}) {
    super();
    this.renderMode = renderMode;
  }

  override reset(resetOptions: ResetOptions = {}): ResetResult<unknown> {
    super.reset(resetOptions);
    this.steps = 0;
    return [this.observe(), { steps: 0 }];
  }

  step(action: number): StepResult<unknown> {
    this.steps++;
    return [this.observe(), action, this.steps >= 5, false, { steps: this.steps }];
  }

  protected observe(): unknown {
    return Float64Array.of(this.steps, this.npRandom.uniform(0, 9));
  }

  override render(): RenderFrame {
    if (this.renderMode === 'human') return null;
    if (this.renderMode === 'ansi') return `${this.steps}`;
    return { data: new Uint8Array(24), height: 2, width: 4, channels: 3 };
  }

  override close(): void {
    if (this.#closed) this.closedTwice();
    this.#closed = true;
  }

  protected closedTwice(): void {}
}

/** What an environment may return twice, though it should not. */
export const buffer = new Float64Array(2);
export const info = { steps: 0 };

export function steps(change: (result: StepResult<unknown>) => unknown): Env {
  return new (class extends Sound {
    override step = (action: number) => change(super.step(action)) as StepResult<unknown>;
  })();
}

export function drawing(renderMode: string, frame: unknown): Env {
  return new (class extends Sound {
    override render = () => frame as RenderFrame;
  })({ renderMode });
}

export function listing(frames: unknown): Env {
  return new (class extends Sound {
    override readonly metadata = { renderModes: ['ansi_list'], renderFps: 5 };
    override render = () => frames as RenderFrame;
  })({ renderMode: 'ansi_list' });
}
