import type { MetricsLine } from '../../metrics-log.ts';
import type { RunEntry } from '../run-entry.ts';
import type { ScalarEvent } from './event-file.ts';

/** The numbers of a line of metrics, at the units of work that were complete. */
export function trainingScalars({ completed, ...metrics }: MetricsLine): ScalarEvent {
  const scalars = Object.entries(metrics).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return { step: completed, scalars };
}

/** The numbers of the report, at the end of the training, as `result/…`; null before there is a report. */
export function resultScalars({ completed, results }: RunEntry): ScalarEvent | null {
  const scalars = Object.entries(results).flatMap(([name, result]) =>
    typeof result === 'number'
      ? [[`result/${name}`, result] as const]
      : (['value', 'low', 'high'] as const).map(
          (end) => [`result/${name}${end === 'value' ? '' : `.${end}`}`, result[end]] as const,
        ),
  );
  return scalars.length === 0 ? null : { step: completed, scalars };
}
