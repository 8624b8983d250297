// Environments for worker threads, which run the compiled build.
import { Box, Discrete, Env, register } from 'gymnasium-js';

/** Counts up by action + 1 and terminates at `goal`; some actions and options do harm. */
export class Count extends Env {
  metadata = { renderModes: ['ansi'], renderFps: 10 };
  observationSpace = new Box({ low: 0, high: 1000, shape: [2], dtype: 'float64' });
  actionSpace = new Discrete(9);
  count = 0;

  constructor({ goal = 5, renderMode = null, size = 2 } = {}) {
    super();
    this.goal = goal;
    this.renderMode = renderMode;
    this.observationSpace = new Box({ low: 0, high: 1000, shape: [size], dtype: 'float64' });
  }

  reset(resetOptions = {}) {
    super.reset(resetOptions);
    this.count = resetOptions.options?.start ?? 0;
    return [Float64Array.of(this.count, this.npRandom.random()), { start: this.count }];
  }

  step(action) {
    if (action === 8) throw new RangeError('eight is too much');
    if (action === 7) process.exit(1);
    if (action === 6) for (;;);
    this.count += action + 1;
    const info = action === 5 ? { f: () => 0 } : { count: this.count };
    return [
      Float64Array.of(this.count, this.npRandom.random()),
      this.count,
      this.count >= this.goal,
      false,
      info,
    ];
  }

  render() {
    return `count ${this.count}`;
  }

  add(a, b) {
    return this.goal + a + b;
  }
}

export const makeCount = (kwargs) => new Count(kwargs);
export const makeNothing = () => ({});
export const makeTrouble = () => {
  throw new TypeError('no environment today');
};
export const notAFunction = 3;

register({ id: 'worker/Count-v0', entryPoint: makeCount, maxEpisodeSteps: 3 });
