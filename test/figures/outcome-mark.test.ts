import { expect, test } from 'vitest';
import { outcomeMark } from '../../src/figures/outcome-mark.ts';
import { drawTimelines } from '../../src/figures/timelines.ts';

test('an episode that is under way has neither succeeded nor failed', () => {
  const marks = [
    { succeeded: true },
    { succeeded: false },
    { succeeded: false, underWay: true },
    { succeeded: true, underWay: false },
  ].map((outcome) => outcomeMark(outcome)[0]);
  expect(marks).toEqual(['✓', '✗', '…', '✓']);
  const drawn = drawTimelines([{ choices: [0, 1], succeeded: false, underWay: true }], ['a', 'b'], 'test');
  expect(drawn).toContain('>under way<');
});
