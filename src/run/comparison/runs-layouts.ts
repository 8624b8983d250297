import { streamSeed } from '../../numeric/seeds.ts';
import type { Section } from '../../report/document.ts';
import type { ComparedRuns } from './compared-runs.ts';
import type { RunsPlan, SharedTask } from './runs-plan.ts';
import type { Contender } from './summary.ts';

/** Layouts that a report lists. */
const MOST_LAYOUTS = 10;

/** Layouts on which runs differ most, to be looked at. */
export function layoutsSection({ plan, contenders, command }: ComparedRuns): Section[] {
  const rows = plan.tasks.flatMap((shared, task) => layoutsOf(plan, shared, contenders, task));
  const most = rows.sort((a, b) => b.spread - a.spread).slice(0, MOST_LAYOUTS);
  if (most.length === 0) return [];
  return [
    {
      id: 'layouts',
      title: 'Layouts on which they differ',
      text: ['Where runs differ in the most seeds; the command lets you play the layout yourself.'],
      parts: [
        {
          kind: 'table',
          id: 'layouts',
          caption: 'Seeds of each run that succeed',
          columns: [
            { key: 'layout', title: 'layout' },
            ...contenders.map(({ contender: title }, k) => ({ key: `run-${k}`, title, digits: 0 })),
            { key: 'play', title: 'to play it', show: 'command' as const },
          ],
          rows: most.map(({ spread: _, ...row }) => row),
        },
      ],
      command,
    },
  ];
}

function layoutsOf(
  { seed, episodes }: RunsPlan,
  { play }: SharedTask,
  contenders: readonly Contender[],
  task: number,
) {
  return Array.from({ length: episodes }, (_, k) => {
    const wins = contenders.map(({ trials }) => trials[task]!.filter(({ successes }) => successes[k]).length);
    return {
      spread: Math.max(...wins) - Math.min(...wins),
      layout: `${k}`,
      ...Object.fromEntries(wins.map((count, run) => [`run-${run}`, count])),
      play: `${play} --seed ${streamSeed(seed, 'evaluation', k)}`,
    };
  }).filter(({ spread }) => spread > 0);
}
