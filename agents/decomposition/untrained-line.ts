import type { LeadLine } from '../../src/report/document.ts';
import type { Analysis } from './analysis.ts';
import { castName } from './cast.ts';
import { type DecisionTrace, succeeded } from './trace.ts';

/** Says so where success does not show what was learned, since an untrained agent succeeds as often on the same layouts. */
export function untrainedLine({ study }: Pick<Analysis, 'study'>): LeadLine[] {
  const of = (kind: 'untrained' | 'learned') =>
    study.traces.get(castName({ manager: kind, workers: kind })) ?? [];
  const untrained = of('untrained');
  const learned = of('learned').slice(0, untrained.length);
  const [without, trained] = [untrained, learned].map((traces) => traces.filter(succeeded).length);
  if (without === 0 || without! < trained!) return [];
  return [
    {
      tone: 'note',
      text: `Success does not show here what was learned: an untrained manager with untrained workers succeeds on ${without} of ${untrained.length} layouts, the agent on ${trained} of them; they take ${meanSteps(untrained)} and ${meanSteps(learned)} steps.`,
    },
  ];
}

function meanSteps(traces: readonly DecisionTrace[]): string {
  return (traces.reduce((sum, { subtasks }) => sum + subtasks.length, 0) / traces.length).toFixed(0);
}
