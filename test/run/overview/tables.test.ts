import { join } from 'node:path';
import { expect, it } from 'vitest';
import { curvesOf } from '../../../src/run/overview/curves.ts';
import { differencesOf, differencesTable } from '../../../src/run/overview/differences.ts';
import { flatResults, flatSettings } from '../../../src/run/overview/flat.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';
import { entryOf, makeRun } from './make-run.ts';

it('gives settings and results dotted names', () => {
  expect(flatSettings({ a: { b: 1, c: [1, [2]], d: null }, e: {}, f: 'x' })).toEqual({
    'a.b': 1,
    'a.c': '[1,[2]]',
    'a.d': null,
    e: '{}',
    f: 'x',
  });
  const estimate = { value: 1, low: 0, high: 1 };
  const report = {
    error: 2,
    note: 'text',
    results: [
      { layout: 'a b', condition: 'x + y', success: { goal: estimate } },
      { layout: 'a b', condition: 'z', success: { goal: estimate }, steps: 3 },
    ],
    parts: [{ size: 1 }, { size: 2 }],
    list: [1, 2],
  };
  expect(flatResults(report)).toEqual({
    error: 2,
    'a-b.x-y.success.goal': estimate,
    'a-b.z.success.goal': estimate,
    'a-b.z.steps': 3,
    'parts.0.size': 1,
    'parts.1.size': 2,
  });
});

it('sets runs side by side: what differs, what is of some only, and what each found', () => {
  const folder = temporaryFolder();
  const one = entryOf(
    makeRun(join(folder, 'one'), { successes: 9, settings: { agent: { size: 3, only: 1 } } }),
  );
  const two = entryOf(makeRun(join(folder, 'two'), { successes: 4, settings: { agent: { size: 5 } } }));
  const differences = differencesOf([one, two]);
  expect(differences.settings).toEqual({ 'agent.size': [3, 5] });
  expect(differences.notShared).toEqual(['agent.only']);
  expect(differences.results['standard.manager-workers.meanSteps']).toEqual([120.5, 120.5]);
  expect(differencesTable(differences).rows[0]).toEqual(['agent.size', '3', '5']);
  const many = differencesTable(differencesOf([one, two, one, two, one, two]));
  expect(many.head.slice(0, 2)).toEqual(['folder', 'agent.size']);
  expect(many.rows[1]!.slice(0, 2)).toEqual([two.path, '5']);
});

it('draws the course of each metric as a line of text', () => {
  const lines = Array.from({ length: 240 }, (_, k) => ({
    completed: k + 1,
    up: k,
    flat: 2,
    phase: 'practice',
    ...(k >= 120 && { late: -k }),
  }));
  const curves = Object.fromEntries(curvesOf(lines).map(({ name, ...curve }) => [name, curve]));
  expect(Object.keys(curves)).toEqual(['up', 'flat', 'late']);
  expect(curves['up']!.line).toMatch(/^▁+▂+▃+▄+▅+▆+▇+█+$/);
  expect(curves['up']!.line).toHaveLength(24);
  expect(curves['flat']).toEqual({ first: 2, last: 2, line: '▁'.repeat(24) });
  expect(curves['late']!.line).toMatch(/^ {12}█.*▁$/);
  expect(curvesOf([])).toEqual([]);
});
