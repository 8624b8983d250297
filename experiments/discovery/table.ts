import { byName } from '../../src/run/cells/cell.ts';
import { rangesOf } from '../../src/run/start-run.ts';
import { defineExperiment } from '../harness/experiment.ts';
import { type DiscoveryCell, type DiscoveryScores, measureDiscovery, methods } from './measure.ts';
import { tasks } from './tasks.ts';

/** How well subtasks are found in demonstrations without labels, by task and method. */
export default defineExperiment<DiscoveryCell, DiscoveryScores>({
  script: 'table:discovery',
  description: 'subtasks found in demonstrations without labels, against those of the expert',
  defaults: { seeds: '801-805', episodes: 200 },
  cells: ({ seeds, episodes }) =>
    tasks.flatMap((task) =>
      methods.flatMap((method) =>
        method.only === undefined || method.only === task.env
          ? seeds.map((seed) => ({ name: `${task.name}: ${method.name}`, seed, task, method, episodes }))
          : [],
      ),
    ),
  measure: measureDiscovery,
  render: (measured, { seeds, episodes }) => {
    const rows = byName(measured).map((group) => {
      const [{ cell }] = group;
      const mean = (of: (scores: DiscoveryScores) => number) =>
        group.reduce((sum, { result }) => sum + of(result), 0) / group.length;
      const worst = Math.min(...group.map(({ result }) => result.boundaryF1));
      return {
        task: cell.task.name,
        method: cell.method.name,
        demonstrations: Math.min(
          cell.task.demonstrations,
          cell.method.demonstrations ?? Number.POSITIVE_INFINITY,
        ),
        subtasks: cell.task.subtasks,
        counts: group.map(({ result }) => result.count),
        frameAccuracy: mean(({ frameAccuracy }) => frameAccuracy),
        boundaryF1: mean(({ boundaryF1 }) => boundaryF1),
        worst,
        tolerance: cell.task.tolerance,
        adjustedRandIndex: mean(({ adjustedRandIndex }) => adjustedRandIndex),
        success: group.every(({ result }) => result.success !== null)
          ? { found: mean(({ success }) => success!.found), given: mean(({ success }) => success!.given) }
          : null,
      };
    });
    return {
      title: `Subtasks found in demonstrations without labels, seeds ${rangesOf(seeds)}; success on ${episodes} fresh layouts a seed`,
      table: {
        head: [
          'task',
          'method',
          'found, of',
          'frame accuracy',
          'boundary F1 (worst)',
          'ARI',
          'success, found',
          'given',
        ],
        rows: rows.map((row) => [
          row.task,
          `${row.method}, ${row.demonstrations}`,
          `${row.counts.join(' ')} of ${row.subtasks}`,
          row.frameAccuracy.toFixed(3),
          `${row.boundaryF1.toFixed(3)} (${row.worst.toFixed(3)}) ± ${row.tolerance}`,
          row.adjustedRandIndex.toFixed(3),
          row.success?.found.toFixed(3) ?? '',
          row.success?.given.toFixed(3) ?? '',
        ]),
      },
      data: { rows },
    };
  },
});
