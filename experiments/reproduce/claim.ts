import { type MeanSummary, summariseMean } from '../../src/statistics/means.ts';
import type { Estimate } from '../../src/statistics/proportions.ts';
import { studentHalfWidth } from '../../src/statistics/quantiles.ts';

/** A published number, and what it is the number of. */
export type PublishedNumber =
  /** The outcome of one run, e.g. of a notebook: it says nothing about how runs differ. */
  | { readonly value: number; readonly of: 'one run' }
  /** The mean of several sessions with their standard deviation. */
  | { readonly value: number; readonly of: 'sessions'; readonly standardDeviation: number }
  /** A number whose repetitions and spread are not told. */
  | { readonly value: number; readonly of: 'unknown' };

/** A published number beside ours. */
export interface NumberClaim {
  /** The quantity in words. */
  readonly quantity: string;
  /** Null where no number is published. */
  readonly published: PublishedNumber | null;
  /** Our values, one for each seed. */
  readonly ours: readonly number[];
  /** The direction in which the quantity improves. */
  readonly better: 'higher' | 'lower';
  /** Decimals; 3 if not given. */
  readonly digits?: number;
  /** A deviation of the protocol, or the reason why numbers cannot be compared. */
  readonly note?: string;
  /** Whether the protocols differ so much that no verdict is possible; `note` then says how. */
  readonly incomparable?: boolean;
}

/** A published statement, or one that others made about the published model, put to the test. */
export interface StatementClaim {
  /** The statement. */
  readonly statement: string;
  /** Whether our measurements bear it out; null where they cannot tell. */
  readonly holds: boolean | null;
  /** The numbers that decide. */
  readonly evidence: string;
}

/** What is put to the test. */
export type Claim = NumberClaim | StatementClaim;

/** The outcome of a test. */
export type Verdict =
  | 'agrees within intervals'
  | 'better'
  | 'worse'
  | 'cannot be compared'
  | 'confirmed'
  | 'not confirmed';

/** A claim with its verdict. */
export interface Judgement {
  readonly subject: string;
  readonly published: number | null;
  /** Mean of our seeds with its 95 % interval; null for statements, and the mean alone for a single seed. */
  readonly ours: Estimate | number | null;
  readonly digits: number;
  readonly verdict: Verdict;
  /** Why the verdict is what it is. */
  readonly why: string;
}

/**
 * Compares a claim with the measurements.
 *
 * - A mean of sessions agrees when the 95 % interval of our mean and the range of one published standard deviation around
 *   the published mean have a value in common.
 * - One published run agrees when it lies in the 95 % prediction interval of a further run of ours, so that it might be one
 *   of our runs.
 * - A number of unknown spread agrees when the 95 % interval of our mean contains it.
 * - Otherwise ours is better or worse. With fewer than two seeds there is no interval, and numbers cannot be compared.
 */
export function judge(claim: Claim): Judgement {
  return 'statement' in claim ? judgeStatement(claim) : judgeNumber(claim);
}

function judgeStatement({ statement, holds, evidence }: StatementClaim): Judgement {
  const verdict = holds === null ? 'cannot be compared' : holds ? 'confirmed' : 'not confirmed';
  return { subject: statement, published: null, ours: null, digits: 3, verdict, why: evidence };
}

function judgeNumber(claim: NumberClaim): Judgement {
  const { quantity, published, ours, digits = 3, note } = claim;
  const { value, low, high } = summariseMean(ours);
  const { verdict, why } = compare(claim);
  return {
    subject: quantity,
    published: published?.value ?? null,
    ours: ours.length > 1 ? { value, low, high } : value,
    digits,
    verdict,
    why: note === undefined ? why : `${why}; ${note}`,
  };
}

function compare(claim: NumberClaim): Pick<Judgement, 'verdict' | 'why'> {
  const { published, ours, better, incomparable = false } = claim;
  if (published === null) return { verdict: 'cannot be compared', why: 'no number is published' };
  if (incomparable) return { verdict: 'cannot be compared', why: 'the protocols differ' };
  if (ours.length < 2) return { verdict: 'cannot be compared', why: 'one seed has no interval' };
  const mean = summariseMean(ours);
  const { agrees, why } = agreement(published, mean, claim.digits ?? 3);
  if (agrees) return { verdict: 'agrees within intervals', why };
  return { verdict: mean.value > published.value === (better === 'higher') ? 'better' : 'worse', why };
}

/** Whether a mean of ours agrees with a published number, and by which of the rules of `judge`. */
function agreement(
  published: PublishedNumber,
  mean: MeanSummary,
  digits: number,
): { readonly agrees: boolean; readonly why: string } {
  const { value, low, high, count, standardDeviation } = mean;
  const range = (middle: number, half: number) =>
    `[${(middle - half).toFixed(digits)}, ${(middle + half).toFixed(digits)}]`;
  switch (published.of) {
    case 'sessions': {
      const spread = published.standardDeviation;
      const inside = Math.abs(value - published.value) <= spread ? 'lies' : 'does not lie';
      return {
        agrees: low <= published.value + spread && high >= published.value - spread,
        why: `our mean ${inside} within one published standard deviation, ${range(published.value, spread)}`,
      };
    }
    case 'one run': {
      const half = studentHalfWidth(0.95, count - 1) * standardDeviation * Math.sqrt(1 + 1 / count);
      return {
        agrees: Math.abs(published.value - value) <= half,
        why: `one run is published; 95 % of further runs of ours fall into ${range(value, half)}`,
      };
    }
    case 'unknown':
      return {
        agrees: low <= published.value && high >= published.value,
        why: 'the published spread is unknown',
      };
  }
}
