import { byName, type Measured } from '../../src/run/cells/cell.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import type { Claim } from '../reproduce/claim.ts';
import { defineReproduction, type Extent } from '../reproduce/reproduction.ts';
import { findingsOf } from './findings.ts';
import { PUBLISHED, publishedAfter } from './published.ts';
import { type Setting, type StoreCell, type StoreResult, store } from './store.ts';

/** Name of the recipe beside the published settings. */
const RECIPE = 'recipe: N = 1000, 50 clock units, ridge readout';

/** Errors of the published setting differ tenfold from seed to seed, so it has this many times the seeds of the others. */
const SEEDS_FACTOR = 5;

/** The published setting first, then every combination of the three differences, so that each can be seen alone. */
const settings: readonly Setting[] = ([20, 10] as const).flatMap((teachingSigma) =>
  ([0, 0.75] as const).flatMap((teachingSparsity) =>
    [false, true].map((halved) => ({ teachingSigma, teachingSparsity, halved })),
  ),
);

function nameOf({ teachingSigma, teachingSparsity, halved }: Setting): string {
  const zeros = teachingSparsity === 0 ? 'dense' : '75 % zeros';
  return `σ_target ${teachingSigma}, ${zeros}, ${halved ? 'halved' : 'constant'} rates`;
}

/** Store & recall of trajectories in three dimensions (Capone et al. 2022, Fig. 1). */
export default defineReproduction({
  title: 'store and recall of trajectories in three dimensions',
  seeds: { full: 10, quick: 2 },
  cells: ({ seeds, quick }: Extent) => [...publishedCells(seeds, quick), ...recipeCells(seeds, quick)],
  measure: store,
  report: (measured) => {
    const groups = byName(measured);
    const published = groups.find(([{ cell }]) => cell.name === nameOf(settings[0]!))!;
    const recipe = groups.find(([{ cell }]) => cell.name === RECIPE)!;
    return { claims: claimsOf(published, recipe), findings: findingsOf(groups) };
  },
});

function publishedCells(seeds: readonly number[], quick: boolean): readonly StoreCell[] {
  const recallEvery = quick ? 1 : 100;
  return (quick ? settings.slice(0, 2) : settings).flatMap((setting, s) =>
    (s === 0 && !quick ? withFurther(seeds) : seeds).map((seed, k) => ({
      name: nameOf(setting),
      seed,
      setting,
      presentations: PUBLISHED.length * recallEvery,
      recallEvery,
      pictured: s === 0 && k === 0,
    })),
  );
}

/** Seeds and those that follow them. */
function withFurther(seeds: readonly number[]): readonly number[] {
  return Array.from({ length: SEEDS_FACTOR * seeds.length }, (_, k) => seeds[0]! + k);
}

function recipeCells(seeds: readonly number[], quick: boolean): readonly StoreCell[] {
  const presentations = quick ? 2 : 50;
  return seeds.map((seed) => {
    return { name: RECIPE, seed, setting: null, presentations, recallEvery: presentations, pictured: false };
  });
}

type Group = readonly [Measured<StoreCell, StoreResult>, ...Measured<StoreCell, StoreResult>[]];

function claimsOf(published: Group, recipe: Group): readonly Claim[] {
  const [{ cell, result: recalled }] = published;
  const course = recalled.errors.map((_, k): Claim => {
    const presentations = cell.recallEvery * (k + 1);
    const value = publishedAfter(presentations);
    return {
      quantity: `error after ${presentations === 1 ? '1 presentation' : `${presentations} presentations`}, published constants`,
      published: value === null ? null : { value, of: 'one run' },
      ours: published.map(({ result }) => result.errors[k]!),
      better: 'lower',
    };
  });
  const last = summariseMean(recipe.map(({ result }) => result.errors.at(-1)!));
  const seconds = Math.max(...recipe.map(({ result }) => result.cpuSeconds));
  return [
    ...course,
    {
      statement: 'A recipe recalls with an error of .02 or less after less than 30 s of training',
      holds: last.value <= 0.02 && seconds < 30,
      evidence: `mean error ${last.value.toFixed(4)}; longest training ${seconds.toFixed(1)} s of CPU`,
    },
  ];
}
