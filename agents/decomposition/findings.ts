import type { Analysis } from './analysis.ts';
import type { Finding } from './findings/finding.ts';
import { managerFindings } from './findings/manager.ts';
import { splitFindings } from './findings/split.ts';
import { wholeAgentFindings } from './findings/whole-agent.ts';
import { workerFindings } from './findings/workers.ts';

/** What is wrong with an agent and its split into subtasks: first what explains the greatest loss. */
export function findingsOf(analysis: Analysis): readonly Finding[] {
  const whole = wholeAgentFindings(analysis);
  if (whole.length > 0) return [...whole, ...splitFindings(analysis)];
  const found = [...workerFindings(analysis), ...managerFindings(analysis), ...splitFindings(analysis)];
  const rest = found.filter((finding) => !found.some((other) => explains(other, finding)));
  return rest.sort((a, b) => b.loss - a.loss || b.steps - a.steps);
}

/** Whether one finding is but the consequence of another. */
function explains(cause: Finding, { kind, subtasks }: Finding): boolean {
  // Choices follow the ends of turns, and a subtask that is never chosen has a worker that never learned.
  if (cause.kind === 'early-termination') return kind === 'wrong-choice';
  return (
    cause.kind === 'merged-subtasks' &&
    kind === 'failing-worker' &&
    subtasks.every((name) => cause.subtasks.includes(name))
  );
}
