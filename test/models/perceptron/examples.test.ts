import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Examples } from '../../../src/models/perceptron/examples.ts';

test('keeps rows in order, however many; a resize keeps those that fit, and fills with zeros', () => {
  const row = fc.array(fc.double({ noNaN: true }), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 100 }), fc.nat(120), (kept, count) => {
      const examples = new Examples(2);
      for (const values of kept) examples.add().set(values);
      expect(examples.count).toBe(kept.length);
      expect([...examples.values]).toEqual(kept.flat());
      examples.resize(count);
      const zeros = Array(Math.max(0, count - kept.length) * 2).fill(0);
      expect([...examples.values]).toEqual([...kept.slice(0, count).flat(), ...zeros]);
      examples.add().set([1, 2]);
      expect([...examples.row(count)]).toEqual([1, 2]);
    }),
    { seed: 5, numRuns: 100 },
  );
});
