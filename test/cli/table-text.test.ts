import { describe, expect, it } from 'vitest';
import { tableText } from '../../src/cli/table-text.ts';

const results = {
  head: ['layouts', 'agent', 'food', 'mean steps', 'manager agrees with expert'],
  rows: [
    ['standard', 'manager + workers', '0.714 [0.648, 0.772]', '231', '0.934'],
    ['wide', 'workers, perfect manager of the expert', '0.800 [0.739, 0.850]', '208', ''],
  ],
};
const longest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

describe('a table', () => {
  it('has lines around its cells where there is room', () => {
    expect(tableText(results)).toBe(tableText(results, 200));
    expect(tableText(results)).toMatch(/^┌.*┐\n│ layouts/);
  });

  it.each([80, 60, 30, 10])('is a list of records on %i columns', (columns) => {
    const text = tableText(results, columns);
    expect(text.split('\n\n')).toHaveLength(2);
    expect(text.replaceAll(/\s+/g, ' ')).toContain('agent: workers, perfect manager of the expert');
    expect(text).not.toMatch(/│/);
    if (columns >= 30) expect(longest(text)).toBeLessThanOrEqual(columns);
  });

  it('of names and values breaks its long values', () => {
    const table = { head: ['a/dataset-v0', ''], rows: [['observations', 'Box(0, 1) '.repeat(20).trim()]] };
    const text = tableText(table, 60);
    expect(longest(text)).toBeLessThanOrEqual(60);
    expect(text).toMatch(/^┌/);
    expect(text.match(/Box\(0, 1\)/g)!.length).toBeGreaterThan(10);
  });

  it('breaks the cells of its last column where that is enough', () => {
    const meaning = 'steps after which an episode is cut off; null: as the level says';
    const table = {
      head: ['--set', 'default', 'meaning'],
      rows: [['options.env.maxSteps', 'null', meaning]],
    };
    const text = tableText(table, 60);
    expect(longest(text)).toBeLessThanOrEqual(60);
    expect(text).toMatch(/│ options.env.maxSteps │ null +│ steps after which/);
    // The others take 37 columns: 20 are left of 57, and too few of 56.
    expect(tableText(table, 57)).toMatch(/^┌/);
    expect(tableText(table, 56)).toMatch(/^--set:/);
  });

  it('shows control characters of foreign text instead of obeying them', () => {
    const text = tableText({ head: ['author'], rows: [['evil\x1b]0;title\x07\x9b2J\nsecond line']] });
    expect(text).toContain('evil\\x1b]0;title\\x07\\x9b2J');
    expect(text.split('\n')).toHaveLength(6);
  });
});
