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

  it('shows letters where the locale has ASCII alone, also in colour', () => {
    const session = inTerminal(level, [{ await: 'step 0 of 250', send: 'q' }], { LC_ALL: 'C' });
    expect(session).toMatchObject({ status: 0, restored: true, left: [] });
    expect(session.screen).toContain('LY');
    expect([...session.screen.replaceAll('?: keys', '')].every((each) => each < '\x80')).toBe(true);
    expect(session.screen).not.toMatch(/o\?/);
  });

  it('refuses a terminal that cannot place its cursor', () => {
    const { status, screen } = inTerminal(level, [], { TERM: 'dumb' });
    expect(screen).toContain('expected one that can place its cursor, received TERM=dumb');
    expect(screen).not.toContain('\x1b');
    expect(status).toBe(2);
  });

  it('shows the keys on a page of their own where they do not fit', () => {
    const session = inTerminal(
      [...level, '--hint'],
      [
        { await: '?: keys', send: '?' },
        { await: 'keys, 1 of 2; ?: next page', send: '?' },
        { await: 'keys, 2 of 2; ?: back', send: 'x' },
        { await: 'step 0 of 250', send: 'q' },
      ],
      {},
      { columns: 40, rows: 10 },
    );
    expect(session).toMatchObject({ status: 0, restored: true, left: [] });
    expect(session.screen).toContain('quit');
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
