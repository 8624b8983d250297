import { expect, it } from 'vitest';
import type { NumberClaim } from '../../../experiments/reproduce/claim.ts';
import { pageOf } from '../../../experiments/reproduce/page.ts';

const claim: NumberClaim = {
  quantity: 'error',
  published: { value: 0.5, of: 'unknown' },
  ours: [0.1, 0.11],
  better: 'lower',
};
const statement = { statement: 'errors fall', holds: false, evidence: 'they rise' };

function page(quick: boolean) {
  const head = { name: 'fig0', title: 'nothing', extent: { seeds: [1001, 1002], quick, maps: null } };
  return pageOf(head, { claims: [claim, statement], findings: [] });
}

it('begins with the verdicts, and warns where one is against us', () => {
  const { lead, sections, data } = page(false);
  expect(lead).toEqual([{ tone: 'fault', text: 'Verdicts: 1 × better, 1 × not confirmed.' }]);
  expect(sections.map(({ id }) => id)).toEqual(['verdicts']);
  expect(data).toMatchObject({ experiment: 'fig0', judgements: [{ verdict: 'better' }, {}] });
});

it('gives no verdict after a quick check', () => {
  const { lead, data, command } = page(true);
  expect(lead[0]!.tone).toBe('note');
  const verdicts = (data['judgements'] as { verdict: string }[]).map(({ verdict }) => verdict);
  expect(verdicts).toEqual(['cannot be compared', 'cannot be compared']);
  expect(command).toBe('burstwise reproduce fig0 --quick');
});
