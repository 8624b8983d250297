import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import { environmentSeed } from '../../src/cli/settings.ts';

describe('seeds of environments', () => {
  test.each([
    ['0', 0],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['9007199254740992', 2n ** 53n],
    ['18446744073709551615', 2n ** 64n - 1n],
  ])('are read without loss: %s', (text, expected) => {
    expect(environmentSeed(text)).toBe(expected);
  });

  test.each(['', '-1', '1.5', 'x', '18446744073709551616'])('are refused: %s', (text) => {
    expect(() => environmentSeed(text)).toThrow(InvalidArgumentError);
  });
});
