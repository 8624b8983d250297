import { describe, expect, it } from 'vitest';
import { measureFindings } from '../../experiments/findings/measure.ts';
import table from '../../experiments/findings/table.ts';

describe('the table of findings', () => {
  const extent = { seeds: [6100], episodes: 30 };
  const cells = table.cells(extent);

  it('has every fault where it can be planted, and a healthy agent of each task', () => {
    expect(cells.filter(({ fault }) => fault === 'healthy')).toHaveLength(6);
    expect(cells.filter(({ fault }) => fault === 'workers never end').map(({ task }) => task)).toEqual([
      'ButtonChain, 4 buttons',
    ]);
  });

  const kinds: Readonly<Record<string, string>> = {
    'manager that dithers': 'dithering',
    'manager frozen at one subtask': 'never-chosen',
    'two workers swapped': 'swapped-workers',
    'two subtasks merged in training': 'merged-subtasks',
  };

  it.each(Object.entries(kinds))('%s: %s', async (fault, kind) => {
    const cell = cells.find((one) => one.fault === fault && one.task === 'Button & Food')!;
    const result = await measureFindings(cell);
    expect(result.kinds[0]).toBe(kind);
    const { data } = table.render([{ cell, result }], extent);
    expect(data).toMatchObject({ rows: [{ fault, reports: 1, named: 1, harmless: 0 }] });
  });
});
