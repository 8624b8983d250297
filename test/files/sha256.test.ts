import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSha256, portable, sha256OfText } from '../../src/files/sha256.ts';

test('knows the checksums of the standard', () => {
  // FIPS 180-2, appendix B.
  expect(sha256OfText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('gives the same with and without Node', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (pieces) => {
      const sum = (hash: ReturnType<typeof createSha256>) =>
        pieces.reduce((begun, piece) => begun.update(piece), hash).digest();
      expect(sum(createSha256())).toBe(sum(portable()));
    }),
  );
});
