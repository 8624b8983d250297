import { expect, it } from 'vitest';
import { smallerThan } from '../../../experiments/reproduce/paired-claim.ts';

const side = (name: string, ...values: number[]) => ({ name, values });

it('holds when the paired difference is above 0 by its interval, however much seeds differ', () => {
  const claim = smallerThan('a is smaller', side('a', 0.1, 0.5, 0.9), side('b', 0.2, 0.61, 0.99));
  expect(claim.holds).toBe(true);
  expect(claim.evidence).toBe('a 0.500, b 0.600; difference 0.100 [0.075, 0.125]');
});

it('does not hold when the interval contains 0, or the difference is the other way round', () => {
  expect(smallerThan('', side('a', 0.1, 0.5, 0.9), side('b', 0.3, 0.4, 0.9)).holds).toBe(false);
  expect(smallerThan('', side('a', 0.2, 0.61, 0.99), side('b', 0.1, 0.5, 0.9)).holds).toBe(false);
});

it('cannot tell from one seed', () => {
  expect(smallerThan('', side('a', 0.1), side('b', 0.9)).holds).toBe(null);
});
