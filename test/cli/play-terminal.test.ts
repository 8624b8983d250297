import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { inTerminal, LEAVE } from './pseudo-terminal.ts';

const level = ['play', 'MiniGrid-DoorKey-5x5-v0'];

describe('play, in a terminal', () => {
  it('plays an episode, prints what came of it, and leaves the terminal as it was', () => {
    const session = inTerminal(
      [...level, '--json'],
      [
        { await: 'step 0 of 250', send: '\t\x1b[D \x1b[A\x1b[A\x1b[C\x1b[A' },
        { await: 'success after 7 steps', send: '\x1b' },
      ],
    );
    expect(session).toMatchObject({ status: 0, restored: true, left: [] });
    expect(JSON.parse(session.stdout)).toMatchObject([{ seed: 1, steps: 7, terminated: true }]);
    expect(session.screen.endsWith(LEAVE)).toBe(true);
    expect(session.screen).toContain('\x1b[48;5;');
  });

  it('heeds NO_COLOR', () => {
    const session = inTerminal(level, [{ await: 'step 0 of 250', send: 'q' }], { NO_COLOR: '1' });
    expect(session).toMatchObject({ status: 0, restored: true });
    expect(session.screen.replaceAll('\x1b', 'ESC')).not.toMatch(/ESC\[[\d;]*m/);
    expect(session.screen).toContain('##vvLY  ##');
  });

  it('leaves the terminal as it was at a signal and at Ctrl-C', () => {
    const terminated = inTerminal(level, [{ await: 'step 0', signals: [constants.signals.SIGTERM] }]);
    expect(terminated).toMatchObject({ status: 130, restored: true });
    expect(terminated.screen).toContain(LEAVE);
    const interrupted = inTerminal(
      ['play', 'button-food'],
      [
        { await: 'step 0', send: '\x1b[C' },
        { await: 'step', send: '\x03' },
      ],
    );
    expect(interrupted).toMatchObject({ status: 0, restored: true, left: [] });
  });
});
