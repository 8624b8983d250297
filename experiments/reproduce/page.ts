import type { LeadLine, ReportDocument, Section } from '../../src/report/document.ts';
import { rangesOf } from '../../src/run/start-run.ts';
import { type Claim, type Judgement, judge } from './claim.ts';
import type { Extent, Findings } from './reproduction.ts';

/** What a page says of its experiment. */
export interface PageHead {
  readonly name: string;
  readonly title: string;
  readonly extent: Extent;
}

/** The findings of an experiment as a document: verdicts first, then tables and pictures. */
export function pageOf({ name, title, extent }: PageHead, { claims, findings }: Findings): ReportDocument {
  const { seeds, quick, maps } = extent;
  const judgements = claims.map(quick ? untested : judge);
  const command = `burstwise reproduce ${name}${quick ? ' --quick' : ` --seeds ${seeds.length}`}`;
  return {
    title: `${name}: ${title}`,
    subtitle: `Seeds ${rangesOf(seeds)}; ${quick ? 'a quick check, with shortened trainings' : 'the whole protocol'}.`,
    lead: leadOf(judgements, quick),
    sections: [
      ...(judgements.length > 0 ? [verdictSection(judgements, command)] : []),
      ...findings.map((finding) => ({ ...finding, command })),
    ],
    command,
    data: { experiment: name, seeds, quick, maps, judgements },
  };
}

/** The numbers of a quick check stand without a verdict. */
function untested(claim: Claim): Judgement {
  return { ...judge(claim), verdict: 'cannot be compared', why: 'trainings of a quick check are too short' };
}

/** Counts of the verdicts, in words; a quick check has none to report. */
function leadOf(judgements: readonly Judgement[], quick: boolean): readonly LeadLine[] {
  if (quick)
    return [
      {
        tone: 'note',
        text: 'Everything runs, in fewer and shorter trainings than the texts below describe. They say nothing about the published numbers, which are left out.',
      },
    ];
  const counts = new Map<string, number>();
  for (const { verdict } of judgements) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const text = [...counts].map(([verdict, count]) => `${count} × ${verdict}`).join(', ');
  const failed = judgements.some(({ verdict }) => verdict === 'worse' || verdict === 'not confirmed');
  return [
    { tone: failed ? 'fault' : 'good', text: `Verdicts: ${text || 'none, since nothing is published'}.` },
  ];
}

function verdictSection(judgements: readonly Judgement[], command: string): Section {
  const digits = Math.max(...judgements.map((judgement) => judgement.digits));
  return {
    id: 'verdicts',
    title: 'Published and measured',
    text: [
      'Ours is the mean over seeds with its 95 % interval (Student). A published mean of sessions agrees when our interval meets the range of one published standard deviation around it; one published run agrees when it might be a run of ours. A statement that something is smaller is confirmed when the interval of the difference, paired by seed, lies above 0.',
    ],
    parts: [
      {
        kind: 'table',
        id: 'verdicts',
        caption: 'Each number or statement, with its verdict',
        columns: [
          { key: 'subject', title: 'number or statement' },
          { key: 'published', title: 'published', digits },
          { key: 'ours', title: 'ours', digits },
          { key: 'verdict', title: 'verdict' },
          { key: 'why', title: 'why' },
        ],
        rows: judgements.map(({ subject, published, ours, verdict, why }) => ({
          subject,
          published,
          ours,
          verdict,
          why,
        })),
        brief: true,
      },
    ],
    command,
  };
}
