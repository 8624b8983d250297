import { describe, expect, it } from 'vitest';
import { holdCue } from '../../experiments/recurrence/hold.ts';
import { conditions } from '../../experiments/recurrence/protocol.ts';

/** Share of right answers from `from` to `to` ms after the cue, of a seed that the settings were chosen on. */
function accuracies(name: string, spans: readonly (readonly [from: number, to: number])[]): number[] {
  const condition = conditions.find((candidate) => candidate.name === name)!;
  const { right, asked } = holdCue({ name, condition, seed: 1, trials: 2 }, () => {});
  return spans.map(([from, to]) => {
    const counts = right.slice(from / 100, to / 100);
    return counts.reduce((sum, count) => sum + count, 0) / (asked * counts.length);
  });
}

describe('a cue is held', () => {
  it('by learned recurrence longer than without it', () => {
    const [held] = accuracies('learned recurrence', [[500, 1000]]);
    const [faded] = accuracies('control: no learned recurrence', [[500, 1000]]);
    expect(held).toBeGreaterThan(0.9);
    expect(faded).toBeLessThan(0.5);
  });

  it('by low-passed inputs for some time constants, and no longer', () => {
    const name = 'control: cue low-passed with 20 and 200 ms, no neurons';
    const [soon, late] = accuracies(name, [
      [0, 500],
      [1600, 2000],
    ]);
    expect(soon).toBeGreaterThan(0.9);
    expect(late).toBeLessThan(0.6);
  });
});
