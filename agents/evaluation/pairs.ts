import { differenceOfRates, mcNemar, type PairedOutcomes } from '../../src/statistics/paired.ts';
import { formatEstimate, statementOfP } from '../../src/statistics/proportions.ts';

/** Outcomes of an agent under perturbations (first) and without (second), on the same layouts. */
export interface Pair extends PairedOutcomes {
  readonly layout: string;
  readonly condition: string;
  readonly milestone: string;
}

/** The pairs of several seeds, counted together. */
export function pooledPairs(reports: readonly { readonly pairs?: readonly Pair[] }[]): readonly Pair[] {
  return (reports[0]?.pairs ?? []).map((pair, k) => {
    const alike = reports.map(({ pairs }) => pairs![k]!);
    const sum = (count: 'both' | 'onlyFirst' | 'onlySecond' | 'neither') =>
      alike.reduce((total, one) => total + one[count], 0);
    return {
      ...pair,
      both: sum('both'),
      onlyFirst: sum('onlyFirst'),
      onlySecond: sum('onlySecond'),
      neither: sum('neither'),
    };
  });
}

/** What perturbations changed, a sentence for each pair. */
export function remarksOn(pairs: readonly Pair[]): readonly string[] {
  return pairs.map((pair) => {
    const { layout, condition, milestone, both, onlyFirst, onlySecond, neither } = pair;
    const layouts = both + onlyFirst + onlySecond + neither;
    return (
      `${layout}, ${condition}, ${milestone}: perturbed − undisturbed ${formatEstimate(differenceOfRates(pair))}; ` +
      `of ${layouts} layouts ${onlySecond} lost and ${onlyFirst} won, ${statementOfP(mcNemar(pair))} (exact McNemar test)`
    );
  });
}
