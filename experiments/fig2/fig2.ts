import type { Measured } from '../../src/run/cells/cell.ts';
import { summariseMean } from '../../src/statistics/means.ts';
import type { Claim } from '../reproduce/claim.ts';
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
    ...(['apical', 'basal'] as const).flatMap((site) => seeds.map((seed) => twoContexts(site, seed, quick))),
    ...(quick ? [250] : NEURONS).flatMap((neurons) =>
      (quick ? [1, 2] : CONTEXTS).flatMap((contexts) =>
        seeds.slice(0, CAPACITY_SEEDS).map((seed) => capacity(neurons, contexts, seed, quick)),
      ),
    ),
  ],
  measure: storeInContexts,
  report: (measured) => ({ claims: claimsOf(measured), findings: findingsOf(measured) }),
});

function twoContexts(site: 'apical' | 'basal', seed: number, quick: boolean): ContextCell {
  const size = quick ? { neurons: 250, presentations: 2 } : { neurons: 1000, presentations: 500 };
  return { name: `${site} context`, seed, protocol: 'published', site, contexts: 2, steps: 1000, ...size };
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
  };
}

function claimsOf(measured: readonly Measured<ContextCell, ContextResult>[]): readonly Claim[] {
  const of = (name: string) => measured.filter(({ cell }) => cell.name === name).map(({ result }) => result);
  const [apical, basal] = [of('apical context'), of('basal context')];
  return [
    compared(
      'In each of two contexts the network recalls its own trajectory, not the other one',
      ['own', apical.map(ownError)],
      ['other', apical.map(othersError)],
    ),
    compared(
      'When the context is switched off half-way, recall is lost',
      ['before', apical.map(({ switchedOff }) => switchedOff.before.own)],
      ['after', apical.map(({ switchedOff }) => switchedOff.after.own)],
    ),
    compared(
      'Apical context recalls better than basal context',
      ['apical', apical.map(ownError)],
      ['basal', basal.map(ownError)],
    ),
  ];
}

/** A statement that one error is smaller than another: it holds when their difference, paired by seed, is, by its interval. */
function compared(
  statement: string,
  [smaller, first]: readonly [string, readonly number[]],
  [larger, second]: readonly [string, readonly number[]],
): Claim {
  const { value, low, high, count } = summariseMean(second.map((error, k) => error - first[k]!));
  const numbers = `${smaller} ${summariseMean(first).value.toFixed(3)}, ${larger} ${summariseMean(second).value.toFixed(3)}`;
  return {
    statement,
    holds: count < 2 ? null : low > 0,
    evidence: `${numbers}; difference ${value.toFixed(3)}${count < 2 ? '' : ` [${low.toFixed(3)}, ${high.toFixed(3)}]`}`,
  };
}
