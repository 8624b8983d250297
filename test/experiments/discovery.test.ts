import { describe, expect, it } from 'vitest';
import { measureDiscovery, methods } from '../../experiments/discovery/measure.ts';
import table from '../../experiments/discovery/table.ts';
import { tasks } from '../../experiments/discovery/tasks.ts';

describe('the table of discovery', () => {
  const extent = { seeds: [6000], episodes: 2 };
  const cells = table.cells(extent);

  it('has every method for every task that it suits', () => {
    expect(cells.filter(({ task }) => task.env === 'button-food')).toHaveLength(2 * methods.length);
    const others = methods.filter(({ only }) => only === undefined).map(({ name }) => name);
    expect(cells.filter(({ task }) => task.env === 'craft').map(({ method }) => method.name)).toEqual(others);
    expect(others.length).toBeGreaterThan(methods.length / 2);
  });

  it('measures what was found, the same each time, and trains agents on it', async () => {
    const few = { ...tasks[0]!, demonstrations: 12 };
    const measured = ['options', 'random'].map((name) => {
      const cell = cells.find(({ task, method }) => task.name === few.name && method.name === name)!;
      return { cell: { ...cell, task: few }, result: measureDiscovery({ ...cell, task: few }) };
    });
    const [options, random] = measured as [(typeof measured)[0], (typeof measured)[0]];
    expect(options.result.success).not.toBeNull();
    expect(random.result).toMatchObject({ count: 2, success: null });
    expect(random.result).toEqual(measureDiscovery(random.cell));
    const { title, data } = table.render(measured, extent);
    expect(title).toContain('seeds 6000');
    expect(data).toMatchObject({ rows: [{ method: 'options', demonstrations: 12 }, { method: 'random' }] });
  });
});
