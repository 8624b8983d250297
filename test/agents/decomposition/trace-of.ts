import type { DecisionTrace } from '../../../agents/decomposition/trace.ts';

/** A trace in which digits are subtasks, one a step. */
export function traceOf(due: string, subtasks: string, more: Partial<DecisionTrace> = {}): DecisionTrace {
  const digits = (text: string) => Int16Array.from([...text].map(Number));
  return {
    seed: 1n,
    subtasks: digits(subtasks),
    choices: digits(subtasks),
    due: digits(due),
    ways: null,
    endsTurns: false,
    ended: new Uint8Array(due.length),
    actionSize: 1,
    actions: new Float32Array(due.length),
    rightActions: new Float32Array(due.length),
    likeness: null,
    states: Uint32Array.from(due, (_, k) => k),
    rewards: new Float64Array(due.length),
    reachedAt: [-1, -1],
    terminated: false,
    truncated: true,
    ...more,
  };
}
