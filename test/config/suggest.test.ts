import { expect, it } from 'vitest';
import { closest } from '../../src/config/suggest.ts';

it.each([
  ['gird', 'grid'],
  ['grids', 'grid'],
  ['SEED', 'seeds'],
  ['halvign', 'halving'],
  ['laoyuts', 'layouts'],
  ['lost', 'list'],
  ['axis', undefined],
  ['', undefined],
])('%j was probably meant as %j', (word, meant) => {
  expect(closest(word, ['grid', 'zip', 'list', 'seeds', 'layouts', 'halving'])).toBe(meant);
});
