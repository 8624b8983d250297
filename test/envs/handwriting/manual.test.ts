import { describe, expect, it } from 'vitest';
import { Handwriting } from '../../../envs/handwriting/handwriting.ts';
import { HandwritingControl } from '../../../envs/handwriting/manual.ts';
import type { HandwritingInfo } from '../../../envs/handwriting/types.ts';
import { plainText } from '../../../src/terminal/styled-text.ts';

/** A person at the keys, who is to write words with l and z. */
function atTheKeys(word: string) {
  const env = new Handwriting({ alphabet: 'lz' });
  const control = new HandwritingControl(env);
  let [, info] = env.reset({ options: { words: [word] } });
  control.reset();
  const press = (...keys: readonly (readonly [count: number, key: string])[]) => {
    for (const [count, key] of keys) for (let k = 0; k < count; k++) control.press(key);
  };
  /** Lets the pen write; returns its number of steps. */
  const write = () => {
    for (let steps = 0, terminated = false; ; steps++) {
      const action = terminated ? null : control.take();
      if (action === null) return steps;
      [, , terminated, , info] = env.step(action);
    }
  };
  const screen = () =>
    control.draw({ columns: 49, rows: 24 }).map(plainText).concat(control.status).join('\n');
  return { control, press, write, screen, read: () => (info as HandwritingInfo).written };
}

describe('handwriting at the keys', () => {
  it('draws strokes over the letter to be written; then the pen follows them, and the next letter is due', () => {
    const { control, press, write, screen, read } = atTheKeys('lz');
    expect(screen()).toContain('letter 1: l');
    press([10, 'up'], [1, 'space'], [15, 'down'], [1, 'space']);
    expect(control.stepMs).toBeNull();
    expect(write()).toBe(0);
    press([1, 'enter']);
    // Time passes, and keys mean nothing.
    expect(control.stepMs).toBe(1);
    expect(control.press('right')).toBe(false);
    expect(write()).toBeGreaterThan(100);
    expect(control.stepMs).toBeNull();
    expect(read()).toMatchObject([{ letter: 'l', isRight: true }]);
    expect(screen()).toContain('letter 2: z');
    press([5, 'up'], [1, 'space'], [11, 'right'], [1, 'space'], [10, 'down'], [11, 'left'], [1, 'space']);
    press([11, 'right'], [1, 'space'], [1, 'enter']);
    write();
    expect(read().map(({ readAs }) => readAs)).toEqual(['l', 'z']);
    expect(read()[1]!.isRight).toBe(true);
  });

  it('shows the ink while the pen writes, and what was read', () => {
    const { control, press, write, screen } = atTheKeys('ll');
    press([1, 'enter']);
    expect(control.stepMs).toBeNull();
    press([5, 'up'], [1, 'space'], [11, 'right'], [1, 'space'], [10, 'down'], [11, 'left'], [1, 'space']);
    press([11, 'right'], [1, 'space'], [1, 'enter']);
    expect(screen()).toContain('the pen writes');
    write();
    expect(screen()).toContain('read as z');
    expect(control.nameOf(Float64Array.of(0.25, 1, 1, 1))).toBe('pen on the paper, to (0.25, 1.00), end');
  });
});
