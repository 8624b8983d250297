import type { Measured } from '../../src/run/cells/cell.ts';
import type { Claim } from '../reproduce/claim.ts';
import { smallerThan } from '../reproduce/paired-claim.ts';
import { defineReproduction } from '../reproduce/reproduction.ts';
import { type ContextCell, type ContextResult, storeInContexts } from './contexts.ts';
import { findingsOf, othersError, ownError } from './findings.ts';

const CONTEXTS = [1, 2, 4, 8, 16, 32];
const NEURONS = [250, 500, 1000, 2000, 4000];
/** Seeds of the capacity, which takes longest. */
const CAPACITY_SEEDS = 3;

/** Two trajectories in two contexts, and the number of contexts that networks can hold (Capone et al. 2022, Fig. 2). */
export default defineReproduction({
  title: 'trajectories in contexts',
  seeds: { full: 10, quick: 1 },
  cells: ({ seeds, quick }) => [
    ...(['apical', 'basal'] as const).flatMap((site) =>
      seeds.map((seed, k) => twoContexts(site, seed, quick, site === 'apical' && k === 0)),
    ),
    ...(quick ? [250] : NEURONS).flatMap((neurons) =>
      (quick ? [1, 2] : CONTEXTS).flatMap((contexts) =>
        seeds.slice(0, CAPACITY_SEEDS).map((seed) => capacity(neurons, contexts, seed, quick)),
      ),
    ),
  ],
  measure: storeInContexts,
  report: (measured) => ({ claims: claimsOf(measured), findings: findingsOf(measured) }),
});

function twoContexts(site: 'apical' | 'basal', seed: number, quick: boolean, pictured: boolean): ContextCell {
  const size = quick ? { neurons: 250, presentations: 2 } : { neurons: 1000, presentations: 500 };
  return {
    name: `${site} context`,
    seed,
    protocol: 'published',
    site,
    contexts: 2,
    steps: 1000,
    ...size,
    pictured,
  };
}

function capacity(neurons: number, contexts: number, seed: number, quick: boolean): ContextCell {
  return {
    name: `N = ${neurons}, ${contexts} contexts`,
    seed,
    protocol: 'recipe',
    site: 'apical',
    contexts,
    neurons,
    steps: 500,
    presentations: quick ? 1 : 25,
    pictured: false,
  };
}

function claimsOf(measured: readonly Measured<ContextCell, ContextResult>[]): readonly Claim[] {
  const of = (name: string) => measured.filter(({ cell }) => cell.name === name).map(({ result }) => result);
  const [apical, basal] = [of('apical context'), of('basal context')];
  const errors = (name: string, results: readonly ContextResult[], of: (result: ContextResult) => number) => {
    return { name, values: results.map(of) };
  };
  return [
    smallerThan(
      'In each of two contexts the network recalls its own trajectory, not the other one',
      errors('own', apical, ownError),
      errors('other', apical, othersError),
    ),
    smallerThan(
      'When the context is switched off half-way, recall is lost',
      errors('before', apical, ({ switchedOff }) => switchedOff.before.own),
      errors('after', apical, ({ switchedOff }) => switchedOff.after.own),
    ),
    smallerThan(
      'Apical context recalls better than basal context',
      errors('apical', apical, ownError),
      errors('basal', basal, ownError),
    ),
  ];
}
