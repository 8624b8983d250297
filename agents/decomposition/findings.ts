import type { Analysis } from './analysis.ts';
import type { Finding, Remark } from './findings/finding.ts';
import { managerFindings, managerRemarks } from './findings/manager.ts';
import { slowness } from './findings/slow.ts';
import { flatIsBetter, splitRemarks, unneededSubtasks } from './findings/split.ts';
import { wholeAgentFindings, wholeAgentRemarks } from './findings/whole-agent.ts';
import { workerFindings, workerRemarks } from './findings/workers.ts';

/** What is wrong with an agent and its split into subtasks: first what explains the greatest loss. */
export function findingsOf(analysis: Analysis): readonly Finding[] {
  const whole = wholeAgentFindings(analysis);
  const parts = whole.length > 0 ? [] : [...workerFindings(analysis), ...managerFindings(analysis)];
  const causes = parts.filter((finding) => !parts.some((other) => explains(other, finding)));
  const losses = [...whole, ...causes, ...flatIsBetter(analysis)];
  const known = losses.length > 0 ? losses : slowness(analysis);
  return [...known, ...unneededSubtasks(analysis)].sort((a, b) => b.loss - a.loss || b.steps - a.steps);
}

/** What is worth knowing, though it costs nothing that could be told. */
export function remarksOf(analysis: Analysis): readonly Remark[] {
  // A manager at fault is named with its fault.
  const whole = managerFindings(analysis).length > 0 ? [] : wholeAgentRemarks(analysis);
  const parts = [...workerRemarks(analysis), ...managerRemarks(analysis)];
  return [...(whole.length > 0 ? whole : parts), ...splitRemarks(analysis)];
}

/** Whether one finding is but the consequence of another. */
function explains(cause: Finding, { kind, level, subtasks }: Finding): boolean {
  // Choices follow the ends of turns, and a subtask that is never chosen has a worker that never learned.
  if (cause.kind.endsWith('-termination')) return level === 'manager';
  // A worker that does not see its object does not end its turn there either.
  if (cause.kind === 'hidden-object' && cause.level === 'workers')
    return kind === 'merged-subtasks' && subtasks.some((name) => cause.subtasks.includes(name));
  return (
    cause.kind === 'merged-subtasks' &&
    kind === 'failing-worker' &&
    subtasks.every((name) => cause.subtasks.includes(name))
  );
}
