import type { Section } from '../../../src/report/document.ts';
import type { Attribution } from '../attribution.ts';
import { castName, managers, workers } from '../cast.ts';
import type { DecompositionContext } from './context.ts';

const managerNames = {
  perfect: 'perfect: picks what is due',
  learned: 'learned',
  frozen: 'frozen: the expert’s most common order and times',
  random: 'random: any subtask for the expert’s time',
  untrained: 'untrained',
} as const;

/** Success of every manager with all workers, and the loss shared out between them. */
export function whoFails({ analysis, command }: DecompositionContext): Section {
  const { outcomes, success, steps, study } = analysis;
  const of = (name: string) => outcomes.find((outcome) => outcome.name === name);
  const flat = of('flat');
  const { episodes, controlEpisodes, hopelessAfter } = study.request;
  const hopeless =
    hopelessAfter === null
      ? ''
      : ` Untrained workers, and pairs that succeeded in at most a quarter of them, stopped after ${hopelessAfter}.`;
  const rows = managers.map((manager) => ({
    manager: managerNames[manager] as string,
    ...Object.fromEntries(
      workers.map((kind) => [kind, of(castName({ manager, workers: kind }))?.success ?? null]),
    ),
  }));
  return {
    id: 'who-fails',
    title: 'Who fails: the manager or the workers?',
    text: [
      `Every manager with all workers on the same layouts; success with 95 % Wilson intervals. Learned and perfect managers with learned and expert workers played ${episodes} episodes each, the others the first ${Math.min(episodes, controlEpisodes)}.${hopeless}`,
      'The loss against the expert is shared out as follows. Alone: the loss when this level is learned and the other perfect. Interaction: what is lost beyond these two when the learned levels meet; below 0 where one loss hides the other. Share (Shapley): the loss alone and half of the interaction; the two shares sum to the whole. Mended: what the agent would win if this level were perfect. Intervals: 95 %, bootstrap over layouts; [0.00, 0.00] says that no episode differed.',
    ],
    parts: [
      {
        kind: 'table',
        id: 'success',
        caption: 'Success by who picks the subtasks (rows) and who carries them out (columns)',
        brief: true,
        columns: [
          { key: 'manager', title: 'manager' },
          ...workers.map((kind) => ({ key: kind, title: `${kind} workers`, show: 'shade' as const })),
        ],
        rows:
          flat === undefined
            ? rows
            : [
                ...rows,
                {
                  manager: 'none: flat agent, same settings',
                  expert: null,
                  learned: flat.success,
                  untrained: null,
                },
              ],
      },
      lossTable('success-lost', 'Success lost against the expert', success, 2, true),
      lossTable('steps-lost', 'Steps an episode lost against the expert', steps, 0, false),
    ],
    command,
  };
}

function lossTable(id: string, caption: string, loss: Attribution, digits: number, isShare: boolean) {
  const row = (
    level: string,
    alone: keyof Attribution,
    share: keyof Attribution | null,
    mended: keyof Attribution | null,
  ) => ({
    level,
    alone: loss[alone],
    share: share === null ? null : loss[share],
    mended: mended === null ? null : loss[mended],
  });
  return {
    kind: 'table' as const,
    id,
    caption,
    brief: isShare,
    columns: [
      { key: 'level', title: 'level' },
      { key: 'alone', title: 'alone', digits },
      { key: 'share', title: 'share', digits, ...(isShare ? { show: 'bar' as const } : {}) },
      { key: 'mended', title: 'mended', digits },
    ],
    rows: [
      row('manager', 'managerAlone', 'manager', 'perfectManagerWins'),
      row('workers', 'workersAlone', 'workers', 'expertWorkersWin'),
      row('interaction', 'interaction', null, null),
      row('whole', 'total', 'total', null),
    ],
  };
}
