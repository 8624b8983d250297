import type { LeadLine } from '../../report/document.ts';
import { formatEstimate, statementOfP } from '../../statistics/proportions.ts';
import type { AgainstRuns, RunsRow } from './runs-summary.ts';

/** Probability of a false finding that is put up with, among all contenders together. */
const LEVEL = 0.05;

/** What may be concluded of each contender, and of what. @param layouts of each seed of a task */
export function verdicts(rows: readonly RunsRow[], layouts: number): readonly LeadLine[] {
  const reference = rows[0]!;
  return rows.slice(1).map((row) => verdict(row, reference, layouts));
}

/**
 * A difference is claimed only where the exact test, adjusted for the number of contenders, and the interval agree; of other
 * seeds of the training it is claimed only where the interval over seeds excludes none, too.
 */
function verdict(
  { contender, ofSeeds, againstReference }: RunsRow,
  reference: RunsRow,
  layouts: number,
): LeadLine {
  const against = againstReference!;
  const { differenceOnLayouts: difference, pHolm, onlyFirst, onlySecond } = against;
  const facts = `difference ${formatEstimate(difference)}, won ${onlyFirst} and lost ${onlySecond} layouts, ${statementOfP(pHolm)}`;
  const told = pHolm < LEVEL && (difference.low > 0 || difference.high < 0);
  if (!told) {
    const text = `Between ${contender} and ${reference.contender} no difference can be told on ${layouts} layouts${ofSeeds.length > 1 ? ' of each seed' : ''}: ${facts}.`;
    return { tone: 'note', text };
  }
  const more = difference.value > 0 ? 'more' : 'less';
  const text = `${contender} succeeds ${more} often than ${reference.contender} on the same layouts: ${facts}. ${ofOtherSeeds(against, ofSeeds, reference.ofSeeds)}`;
  return { tone: difference.value > 0 ? 'good' : 'fault', text };
}

/** Fewer seeds say nothing of others. */
const ENOUGH_SEEDS = 3;

function ofOtherSeeds(
  { difference, improvement }: AgainstRuns,
  own: readonly number[],
  theirs: readonly number[],
): string {
  if (own.length < ENOUGH_SEEDS)
    return `That is of ${own.length === 1 ? 'these two trainings' : 'these trainings'}; other seeds may differ, and it takes ${ENOUGH_SEEDS} or more to tell.`;
  const overSeeds = `over ${own.length} seeds the mean difference is ${formatEstimate(difference)}, and a seed of one beats a seed of the other with probability ${formatEstimate(improvement, 2)}`;
  if (difference.low > 0 || difference.high < 0)
    return `It holds beyond these seeds as far as ${own.length} can tell: ${overSeeds}.`;
  const spread = `${Math.min(...theirs).toFixed(3)} … ${Math.max(...theirs).toFixed(3)}`;
  return `Other seeds may turn out otherwise: ${overSeeds} (seeds of the reference: ${spread}).`;
}
