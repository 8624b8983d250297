import { holm } from '../../../src/statistics/holm.ts';
import { differenceOfRates, mcNemar, pairOutcomes } from '../../../src/statistics/paired.ts';
import { proportion } from '../../../src/statistics/proportions.ts';
import { range } from '../findings/wording.ts';
import type { SplitResult } from '../splits.ts';

/** A split as a row of a table. @param own the task’s own with as many labels */
export function rowOf(result: SplitResult, own: SplitResult) {
  const { name, subtasks, bits, labels, successes } = result;
  const difference = result === own ? null : differenceOfRates(pairOutcomes(successes, own.successes));
  return { split: name, subtasks, description: bits, labels, success: successOf(successes), difference };
}

/** Success with its interval. */
export function successOf(successes: readonly boolean[]) {
  return proportion(successes.filter(Boolean).length, successes.length);
}

/** Success from which an agent counts as trained, so that a split without an advantage does not pay. */
const ENOUGH = 0.5;

/** How conclusions are drawn, for people. */
export const testsOfSplits =
  'The first sentence names a split only where the exact McNemar test, adjusted for the number of splits after Holm, excludes chance.';

/**
 * What may be concluded from agents that had as many labels; `testsOfSplits` says how.
 * @param results the task's own split first
 * @param how the sentence begins
 */
export function verdict([own, ...others]: readonly SplitResult[], how: string): string {
  const pairs = others.map(({ successes }) => pairOutcomes(successes, own!.successes));
  const adjusted = holm(pairs.map(mcNemar));
  const compared = others.flatMap(({ name }, k) =>
    adjusted[k]! < 0.05 ? [{ name, difference: differenceOfRates(pairs[k]!) }] : [],
  );
  const better = compared.filter(({ difference }) => difference.value > 0);
  const worse = compared.filter(({ difference }) => difference.value < 0);
  const names = (list: typeof compared) =>
    list.map(({ name, difference }) => `${name} (${range(difference)})`).join(', ');
  const begin = `${how} the own split succeeds in ${range(successOf(own!.successes))}.`;
  if (better.length > 0) return `${begin} Better: ${names(better)}.`;
  if (worse.length === 0)
    return `${begin} No other split can be told from it${successOf(own!.successes).low > ENOUGH ? ': this split does not pay here' : ', but none may have had labels enough'}.`;
  return `${begin} None is better; worse: ${names(worse)}.`;
}
