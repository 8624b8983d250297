import { expect, test } from 'vitest';
import type { Analysis } from '../../../agents/decomposition/analysis.ts';
import { flatLine } from '../../../agents/decomposition/flat-line.ts';

const success = { value: 0.2, low: 0.1, high: 0.3 };
const outcomes = [{ name: 'flat', success, episodes: 50 }] as unknown as Analysis['outcomes'];
const line = (low: number, high: number, lacks: string | null = null) =>
  flatLine({ outcomes, flatAdvantage: { value: (low + high) / 2, low, high } }, lacks);

test('a flat agent that is behind shows that the split pays, but where it lacks more than subtasks', () => {
  expect(line(-0.9, -0.5)).toEqual([
    {
      tone: 'good',
      text: 'An agent without subtasks, trained with the same settings, reaches 0.20 [0.10, 0.30] in 50 episodes: the split pays, by 0.70 [0.50, 0.90].',
    },
  ]);
  const [lacking, ...others] = line(-0.9, -0.5, 'the waves');
  expect(others).toEqual([]);
  expect(lacking).toMatchObject({
    tone: 'note',
    text: expect.stringContaining('but without the waves, reaches 0.20'),
  });
  expect(lacking!.text).not.toContain('pays');
});

test('a flat agent that is as good shows that the split does not pay, whatever it lacks', () => {
  expect(line(-0.02, 0.03)[0]!.text).toMatch(/^The split does not pay here/);
  expect(line(-0.02, 0.03, 'the waves')).toEqual(line(-0.02, 0.03));
  expect(line(-0.2, 0.1)[0]!.text).toContain('no difference can be told');
});

test('nothing is said without a flat agent', () => {
  expect(flatLine({ outcomes: [], flatAdvantage: null }, null)).toEqual([]);
});
