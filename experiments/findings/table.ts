import { byName } from '../../src/run/cells/cell.ts';
import { rangesOf } from '../../src/run/start-run.ts';
import { defineExperiment } from '../harness/experiment.ts';
import { faults } from './faults.ts';
import { type FindingsCell, type FoundFaults, measureFindings } from './measure.ts';
import { tasks } from './tasks.ts';

/** What the first lines of reports say about healthy agents, and about agents with planted faults. */
export default defineExperiment<FindingsCell, FoundFaults>({
  script: 'table:findings',
  description: 'first lines of reports on healthy agents and on planted faults',
  defaults: { seeds: '821-823', episodes: 100 },
  cells: ({ seeds, episodes }) =>
    faults.flatMap(({ name: fault, only }) =>
      tasks.flatMap(({ name: task, env }) =>
        only === undefined || only.includes(env)
          ? seeds.map((seed) => ({ name: `${fault}: ${task}`, seed, task, fault, episodes }))
          : [],
      ),
    ),
  measure: measureFindings,
  render: (measured, { seeds, episodes }) => {
    const rows = byName(measured).map((group) => {
      const [{ cell }] = group;
      const { named } = faults.find(({ name }) => name === cell.fault)!;
      const results = group.map(({ result }) => result);
      const right = results.filter(({ kinds, remarks }) =>
        named.length === 0 ? kinds.length === 0 : named.includes(kinds[0] ?? remarks[0] ?? ''),
      );
      const harmless =
        named.length === 0 ? [] : results.filter((one) => !right.includes(one) && one.kinds.length === 0);
      const others = results.filter((one) => !right.includes(one) && !harmless.includes(one));
      return {
        fault: cell.fault,
        task: cell.task,
        reports: results.length,
        named: right.length,
        harmless: harmless.length,
        success: results.map(({ success }) => success),
        otherwise: others.map(({ kinds, first }) => ({ kind: kinds[0] ?? 'none', first })),
        first: results[0]!.first,
      };
    });
    return {
      title: `First lines of reports, seeds ${rangesOf(seeds)} × ${episodes} fresh layouts: named rightly (healthy: nothing), and those in which the fault costs nothing`,
      table: {
        head: ['fault', 'task', 'named', 'no loss', 'success', 'otherwise'],
        rows: rows.map(({ fault, task, reports, named, harmless, success, otherwise }) => [
          fault,
          task,
          `${named} of ${reports}`,
          `${harmless}`,
          `${Math.min(...success).toFixed(2)} – ${Math.max(...success).toFixed(2)}`,
          otherwise.map(({ kind }) => kind).join(', '),
        ]),
      },
      data: { seeds, episodes, rows },
    };
  },
});
