import { describe, expect, it } from 'vitest';
import { judge, type NumberClaim } from '../../../experiments/reproduce/claim.ts';

/** Mean 0.5, standard deviation 0.1; 95 % interval of the mean [0.376, 0.624], of a further value [0.196, 0.804]. */
const ours = [0.4, 0.6, 0.4, 0.5, 0.6];

const verdict = (claim: Partial<NumberClaim>) =>
  judge({ quantity: 'share', published: null, ours, better: 'higher', ...claim }).verdict;

describe('a published mean of sessions', () => {
  const sessions = (value: number, standardDeviation: number) =>
    ({ value, of: 'sessions', standardDeviation }) as const;

  it.each([
    [0.5, 0.01, 'agrees within intervals'],
    // The ranges [0.6, 0.7] and [0.376, 0.624] have values in common.
    [0.65, 0.05, 'agrees within intervals'],
    [0.35, 0.05, 'agrees within intervals'],
    [0.65, 0.02, 'worse'],
    [0.35, 0.02, 'better'],
  ] as const)('of %d ± %d: %s', (value, spread, expected) => {
    expect(verdict({ published: sessions(value, spread) })).toBe(expected);
  });

  it('is worse where lower is better, and ours is higher', () => {
    expect(verdict({ published: sessions(0.3, 0.01), better: 'lower' })).toBe('worse');
  });

  it('says whether our mean lies within one standard deviation, whatever the verdict', () => {
    const why = (value: number, spread: number) =>
      judge({ quantity: 'share', published: sessions(value, spread), ours, better: 'higher' }).why;
    expect(why(0.52, 0.03)).toBe('our mean lies within one published standard deviation, [0.490, 0.550]');
    expect(why(0.62, 0.03)).toContain('our mean does not lie within');
  });
});

describe('one published run', () => {
  it.each([
    [0.79, 'agrees within intervals'],
    [0.81, 'worse'],
    [0.19, 'better'],
  ] as const)('of %d: %s', (value, expected) => {
    expect(verdict({ published: { value, of: 'one run' } })).toBe(expected);
  });
});

describe('a published number of unknown spread', () => {
  it.each([
    [0.62, 'agrees within intervals'],
    [0.63, 'worse'],
    [0.37, 'better'],
  ] as const)('of %d: %s', (value, expected) => {
    expect(verdict({ published: { value, of: 'unknown' } })).toBe(expected);
  });
});

it('compares nothing where nothing is published, protocols differ, or one seed has no interval', () => {
  const published = { value: 0.5, of: 'unknown' } as const;
  expect(verdict({})).toBe('cannot be compared');
  expect(verdict({ published, incomparable: true })).toBe('cannot be compared');
  expect(verdict({ published, ours: [0.5] })).toBe('cannot be compared');
});

it('adds the note to the reason, and gives the interval of several seeds only', () => {
  const claim = { quantity: 'share', published: null, better: 'higher', note: 'fewer layouts' } as const;
  expect(judge({ ...claim, ours: [0.5] })).toMatchObject({
    ours: 0.5,
    why: 'no number is published; fewer layouts',
  });
  expect(judge({ ...claim, ours }).ours).toMatchObject({ value: 0.5, low: expect.closeTo(0.376, 3) });
});

it.each([
  [true, 'confirmed'],
  [false, 'not confirmed'],
  [null, 'cannot be compared'],
] as const)('a statement that holds: %s is %s', (holds, expected) => {
  const judged = judge({ statement: 'errors fall', holds, evidence: '.3 to .1' });
  expect(judged).toMatchObject({ verdict: expected, why: '.3 to .1', ours: null });
});
