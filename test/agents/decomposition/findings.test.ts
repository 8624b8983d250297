import { expect, test } from 'vitest';
import { analyse } from '../../../agents/decomposition/analysis.ts';
import { findingsOf } from '../../../agents/decomposition/findings.ts';
import { paceOf } from '../../../agents/decomposition/pickers.ts';
import type { Study } from '../../../agents/decomposition/study.ts';
import type { DecisionTrace } from '../../../agents/decomposition/trace.ts';
import type { Task } from '../../../src/task/task.ts';
import { traceOf } from './trace-of.ts';

/** Findings of a study in which every cast plays one episode over and over; casts that are not given play as the expert. */
function findings(
  expert: DecisionTrace,
  casts: Partial<Record<'perfect/learned' | 'learned/expert' | 'learned/learned', DecisionTrace>>,
  names: readonly string[] = ['key', 'door'],
) {
  const episodes = 40;
  const task = {
    subtasks: { names, order: [] },
    milestones: ['done'],
  } as unknown as Task;
  const shown = {
    'perfect/expert': expert,
    'perfect/learned': expert,
    'learned/expert': expert,
    'learned/learned': expert,
    ...casts,
  };
  const study: Study = {
    task,
    request: {
      seed: 1,
      layout: 'any',
      episodes,
      controlEpisodes: episodes,
      hopelessAfter: null,
      flat: false,
    },
    pace: paceOf([expert], names.length),
    traces: new Map(Object.entries(shown).map(([name, trace]) => [name, Array(episodes).fill(trace)])),
  };
  return findingsOf(analyse(study, { manager: [], workers: names.map(() => []) }));
}

const won = (due: string, subtasks = due, choices = subtasks) =>
  traceOf(due, subtasks, {
    reachedAt: [due.length],
    choices: Int16Array.from([...choices].map(Number)),
  });

test('a delay is told from dithering, which workers make of it', () => {
  const due = '0001010101'.repeat(3);
  const late = `0000${due.slice(0, -4)}`;
  const [first] = findings(won('000111'), { 'learned/learned': won(due, late) });
  expect(first).toMatchObject({ kind: 'late-switch', level: 'manager' });
  expect(first!.sentence).toMatch(/^The manager switches too late: to “key” and “door” 4 steps after/);
});

test('a delay shows beside the expert’s workers where the manager knows no states beside its own', () => {
  const due = '0001110101'.repeat(3);
  const lost = '0000000001'.repeat(3);
  const [first] = findings(won('000111'), {
    'learned/expert': won('000111', '000111', '000000'),
    'learned/learned': won(due, lost),
  });
  expect(first).toMatchObject({ kind: 'late-switch' });
});

test('switching to and fro at random is dithering', () => {
  const [first] = findings(won('000111'), {
    'learned/learned': won('0'.repeat(15) + '1'.repeat(15), '01'.repeat(15)),
  });
  expect(first).toMatchObject({ kind: 'dithering' });
  expect(first!.sentence).toMatch(
    /chooses anew 30 times an episode, every 1 step, the expert 2 times an episode, every 3 steps/,
  );
});

test('workers that lose between them are named where none can be', () => {
  const lost = traceOf('000111', '000111', { reachedAt: [-1] });
  const [first] = findings(won('000111'), { 'perfect/learned': lost, 'learned/learned': lost });
  expect(first).toMatchObject({ kind: 'failing-worker', subtasks: ['door'], loss: 1 });
});

test('ways that lead elsewhere are failures, though the expert finds another way from there', () => {
  const ways = (place: readonly number[]) => ({
    place: Int16Array.from(place),
    destination: Int16Array.from([1, 1, 1, 2, 2, 2]),
  });
  const expert = traceOf('000111', '000111', { reachedAt: [6], ways: ways([0, 0, 0, 1, 1, 1]) });
  const astray = traceOf('000111', '000111', { reachedAt: [-1], ways: ways([0, 0, 0, 3, 3, 3]) });
  const found = findings(expert, { 'perfect/learned': astray, 'learned/learned': astray });
  expect(found.map(({ kind, subtasks }) => [kind, ...subtasks])).toEqual([
    ['failing-worker', 'key'],
    ['failing-worker', 'door'],
  ]);
});
