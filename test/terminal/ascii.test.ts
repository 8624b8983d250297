import { describe, expect, it } from 'vitest';
import { isAsciiLocale, toAscii } from '../../src/terminal/ascii.ts';

describe('a terminal without other characters than ASCII', () => {
  it.each([
    [{ LC_ALL: 'C' }, true],
    [{ LC_ALL: 'POSIX', LANG: 'en_GB.UTF-8' }, true],
    [{ LC_CTYPE: 'C.UTF-8', LANG: 'C' }, false],
    [{ LANG: 'de_DE.utf8' }, false],
    [{ LC_ALL: '', LANG: 'de_DE.ISO-8859-1' }, true],
    [{}, false],
  ])('has the locale %j: %s', (env, expected) => {
    expect(isAsciiLocale(env)).toBe(expected);
  });

  it('shows stand-ins of the same width', () => {
    expect(toAscii('┌─┐ 1 → 2 é “95 %” 0.01 … 1 ≤ ½ 字')).toBe('+-+ 1 > 2 e "95 %" 0.01 . 1 < 1 ?');
  });

  it('still obeys escape sequences', () => {
    expect(toAscii('\x1b[31m█\x1b[0m')).toBe('\x1b[31m#\x1b[0m');
  });
});
