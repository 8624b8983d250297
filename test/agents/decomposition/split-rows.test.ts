import { expect, test } from 'vitest';
import { rowOf, verdict } from '../../../agents/decomposition/sections/split-rows.ts';

/** A split under which the first so many of a hundred layouts succeeded. */
const split = (name: string, succeeded: number) => ({
  name,
  subtasks: 2,
  bits: 20,
  labels: 500,
  successes: Array.from({ length: 100 }, (_, layout) => layout < succeeded),
});

test('splits are named as better or worse only where chance is excluded', () => {
  const said = (own: number, ...others: number[]) =>
    verdict(
      [split('own', own), ...others.map((count, k) => split(`split ${k + 1}`, count))],
      'With 500 labels',
    );
  expect(said(80, 95, 60)).toMatch(
    /^With 500 labels the own split succeeds in 0\.80 .* Better: split 1 \(0\.15 /,
  );
  expect(said(80, 60, 80)).toMatch(/None is better; worse: split 1 \(-0\.20 \[[^)]*\)\.$/);
  expect(said(80, 80, 81)).toMatch(/No other split can be told from it: this split does not pay here\.$/);
  expect(said(3, 3, 4)).toMatch(/but none may have had labels enough\.$/);
});

test('the more splits are tried, the clearer a difference has to be', () => {
  const others = (count: number) => Array.from({ length: count }, (_, k) => split(`split ${k + 1}`, 80));
  // Seven layouts to none: p = .016 of one test, .094 of six.
  const one = verdict([split('own', 80), split('odd', 87)], 'With all labels');
  expect(one).toContain('Better: odd');
  const many = verdict([split('own', 80), split('odd', 87), ...others(5)], 'With all labels');
  expect(many).toContain('No other split can be told from it');
});

test('rows compare with the own split, and leave it alone', () => {
  const own = split('own', 80);
  expect(rowOf(own, own).difference).toBeNull();
  expect(rowOf(split('other', 60), own).difference).toMatchObject({ value: -0.2 });
});
