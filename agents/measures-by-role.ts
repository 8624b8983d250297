import type { Learner } from './learner.ts';
import type { LearningMeasure } from './learning-measures.ts';

/** The measures of a learner, as metrics of a training name them. */
export const measureNames = [
  'labelError',
  'burstDistance',
] as const satisfies readonly (keyof LearningMeasure)[];

/** The role of a learner: `manager`, `worker` for the workers of all subtasks, `flat`. */
function roleOf({ name }: Pick<Learner, 'name'>): string {
  return name.split('-')[0]!;
}

/** The metric of a role and a measure, e.g. `workerLabelError`. */
function metricOf(role: string, name: string): string {
  return `${role}${name[0]!.toUpperCase()}${name.slice(1)}`;
}

/** Role and measure of a metric; null where it is another one. */
export function measureOf(
  metric: string,
): { readonly role: string; readonly name: (typeof measureNames)[number] } | null {
  for (const name of measureNames) {
    const role = metric.slice(0, -name.length);
    if (role !== '' && metric === metricOf(role, name)) return { role, name };
  }
  return null;
}

/** What learners measured since the last call, as metrics: the mean over the learners of a role. */
export function measuresByRole(learners: readonly Learner[]): Readonly<Record<string, number>> {
  const values = new Map<string, number[]>();
  for (const learner of learners) {
    const measure = learner.measures.take();
    for (const name of measureNames) {
      const value = measure[name];
      if (value === null) continue;
      const key = metricOf(roleOf(learner), name);
      values.set(key, [...(values.get(key) ?? []), value]);
    }
  }
  return Object.fromEntries(
    [...values].map(([key, all]) => [key, all.reduce((sum, one) => sum + one, 0) / all.length]),
  );
}
