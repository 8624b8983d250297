import type { LeadLine } from '../../src/report/document.ts';
import type { Analysis } from './analysis.ts';
import { range } from './findings/wording.ts';

/**
 * What may be concluded from the agent without subtasks.
 *
 * @param lacks what it lacks beside subtasks, e.g. a planner; null: nothing
 */
export function flatLine(
  { outcomes, flatAdvantage }: Pick<Analysis, 'outcomes' | 'flatAdvantage'>,
  lacks: string | null,
): LeadLine[] {
  const flat = outcomes.find(({ name }) => name === 'flat');
  if (flat === undefined || flatAdvantage === null) return [];
  const { low, high } = flatAdvantage;
  const without = 'An agent without subtasks, trained with the same settings';
  const reaches = `reaches ${range(flat.success)} in ${flat.episodes} episodes`;
  const difference = `(difference ${range(flatAdvantage)})`;
  if (high < 0) {
    if (lacks !== null)
      return [
        note(
          `${without} but without ${lacks}, ${reaches} ${difference}: that does not tell what the split adds.`,
        ),
      ];
    const gain = { value: -flatAdvantage.value, low: -high, high: -low };
    return [{ tone: 'good', text: `${without}, ${reaches}: the split pays, by ${range(gain)}.` }];
  }
  if (Math.max(-low, high) < 0.05)
    return [
      note(
        `The split does not pay here, in success: an agent without subtasks, trained with the same settings, reaches as much, ${range(flat.success)} in ${flat.episodes} episodes ${difference}.`,
      ),
    ];
  return [note(`${without}, ${reaches} ${difference}: no difference can be told.`)];
}

function note(text: string): LeadLine {
  return { tone: 'note', text };
}
