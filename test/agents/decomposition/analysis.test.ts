import { expect, test } from 'vitest';
import { analyse } from '../../../agents/decomposition/analysis.ts';
import { paceOf } from '../../../agents/decomposition/pickers.ts';
import type { DecompositionContext } from '../../../agents/decomposition/sections/context.ts';
import { subtasksSection } from '../../../agents/decomposition/sections/subtasks.ts';
import type { DecisionTrace } from '../../../agents/decomposition/trace.ts';
import type { DocumentTable } from '../../../src/report/document.ts';
import type { Task } from '../../../src/task/task.ts';
import { traceOf } from './trace-of.ts';

const won = (due: string, subtasks = due) => traceOf(due, subtasks, { reachedAt: [due.length] });

/** An analysis of casts that play the given episodes; those that are not given play as the expert. */
function analysisOf(
  names: readonly string[],
  expert: readonly DecisionTrace[],
  casts: Readonly<Record<string, readonly DecisionTrace[]>> = {},
) {
  const main = ['perfect/expert', 'perfect/learned', 'learned/expert', 'learned/learned'];
  const traces = new Map([
    ...main.map((name) => [name, expert] as const),
    ...Object.entries(casts).map(([name, own]) => [name, own] as const),
  ]);
  const task = { subtasks: { names, order: [] }, milestones: ['done'] } as unknown as Task;
  const { length: episodes } = expert;
  const request = { seed: 1, layout: 'any', episodes, controlEpisodes: episodes, hopelessAfter: null };
  const study = { task, request: { ...request, flat: true }, pace: paceOf(expert, names.length), traces };
  return analyse(study, { manager: [], workers: names.map(() => []) });
}

test('what a flat agent is ahead is its success minus that of the agent, layout by layout', () => {
  const expert = Array.from({ length: 10 }, () => won('0011'));
  const lost = traceOf('0011', '0011', { reachedAt: [-1] });
  // It plays fewer layouts; there it wins one and loses three.
  const learned = [lost, ...expert.slice(1)];
  const flat = [expert[0]!, lost, lost, lost, expert[4]!, expert[5]!, expert[6]!, expert[7]!];
  const { flatAdvantage, tested } = analysisOf(['a', 'b'], expert, { 'learned/learned': learned, flat });
  expect(flatAdvantage!.value).toBe(-2 / 8);
  expect(flatAdvantage!.low).toBeLessThan(-0.25);
  // Findings ask many questions at once, and so take wider intervals: 2 · 3 of subtasks, and 7 more.
  expect(tested.level).toBeCloseTo(1 - 0.05 / 13, 12);
  expect(tested.flatAdvantage!.low).toBeLessThan(flatAdvantage!.low);
  expect(analysisOf(['a', 'b'], expert).flatAdvantage).toBeNull();
});

test('an interval is not empty where no episode differed', () => {
  const expert = Array.from({ length: 10 }, () => won('0011'));
  const { low, value, high } = analysisOf(['a', 'b'], expert, { flat: expert }).flatAdvantage!;
  expect(value).toBe(0);
  expect(low).toBeLessThan(-0.05);
  expect(high).toBeCloseTo(-low, 12);
});

test('tables of subtasks leave out those that are neither due nor chosen, and say so', () => {
  const analysis = analysisOf(['key', 'box', 'door'], [won('0022', '0022')]);
  const section = subtasksSection({ analysis, command: 'again' } as unknown as DecompositionContext);
  const [subtasks, confusion] = section.parts as readonly DocumentTable[];
  expect(subtasks!.rows.map(({ subtask }) => subtask)).toEqual(['key', 'door']);
  expect(confusion!.rows).toEqual([
    { due: 'key', 'carried-0': 1, 'carried-2': 0 },
    { due: 'door', 'carried-0': 0, 'carried-2': 1 },
  ]);
  expect(section.text.at(-1)).toBe('Never due and never chosen, so not in the tables: box.');
  const chosen = analysisOf(['key', 'box', 'door'], [won('0022')], {
    'learned/learned': [won('0022', '0122')],
  });
  const other = subtasksSection({ analysis: chosen, command: 'again' } as unknown as DecompositionContext);
  expect((other.parts[0] as DocumentTable).rows).toHaveLength(3);
});
