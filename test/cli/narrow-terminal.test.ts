import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './burstwise.ts';
import { inTerminal } from './pseudo-terminal.ts';

/** The lines that a terminal shows, and those that it showed before something was written over them. */
function linesOf(screen: string): string[] {
  return screen
    .replaceAll('\x1b', '⎋')
    .split(/\r|\n|⎋\[\d*G/)
    .map((line) => line.replaceAll(/⎋(?:\[[\d;?]*[A-Za-z]|[78])/g, ''));
}

describe('a terminal of 60 columns', () => {
  it.each([
    ['--help', 0],
    ['train --help', 0],
    ['data combine --help', 0],
    ['envs list --levels', 0],
    ['envs show craft', 0],
    ['config button-food --explain', 0],
    ['train button-fod', 2],
    ['record door-key --episodes 2', 0],
  ])('shows burstwise %s without a line that is too long', (command, expected) => {
    const { status, screen } = inTerminal(
      command.split(' '),
      [],
      { MINARI_DATASETS_PATH: temporaryFolder() },
      { columns: 60, isOutput: true },
    );
    expect(linesOf(screen).filter((line) => line.length > 60)).toEqual([]);
    expect(screen).not.toContain('    at ');
    expect(status).toBe(expected);
  });

  it('shows ASCII alone where the locale is C, in as many columns', () => {
    const show = (env: Readonly<Record<string, string>>) =>
      inTerminal(['envs', 'show', 'craft'], [], env, { columns: 200, isOutput: true });
    const [plain, full] = [show({ LC_ALL: 'C' }), show({ LC_ALL: 'C.UTF-8' })];
    expect(full.screen).toContain('─');
    expect([...plain.screen].every((character) => character < '\x80')).toBe(true);
    expect(linesOf(plain.screen).map(({ length }) => length)).toEqual(
      linesOf(full.screen).map(({ length }) => length),
    );
  });
});
