import type { Agent } from '../../../agents/agent.ts';
import { FlatAgent } from '../../../agents/flat/flat-agent.ts';
import { largestReadout, onTermination } from '../../../agents/hierarchy/decisions.ts';
import { HierarchicalAgent } from '../../../agents/hierarchy/hierarchical-agent.ts';
import { Manager } from '../../../agents/hierarchy/manager.ts';
import { GatedWorkers } from '../../../agents/hierarchy/workers.ts';
import type { ActionDecoder, ObservationEncoder } from '../../../src/encoding/encoder.ts';
import type { Lesson } from '../../../src/episodes/lesson.ts';
import { FakeLearner } from '../fakes.ts';

const encoder: ObservationEncoder<number> = {
  size: 1,
  labels: ['x'],
  encode: (out, observation) => {
    out[0] = observation;
  },
};

const decoder: ActionDecoder<number> = {
  size: 1,
  decode: (readout) => readout[0]!,
  encode: (out, action) => {
    out[0] = action;
  },
};

/** A learner whose answers are given in advance, one for each time that it perceives in an episode. */
class ScriptedLearner extends FakeLearner {
  readonly #answers: readonly number[];
  #next = 0;

  constructor(name: string, outputs: number, answers: readonly number[]) {
    super(name, outputs);
    this.#answers = answers;
  }

  override reset(plastic = false): void {
    super.reset(plastic);
    this.#next = 0;
  }

  override perceive(...stimulus: Parameters<FakeLearner['perceive']>): Float64Array {
    this.answer.fill(0)[this.#answers[this.#next++] ?? 0] = 1;
    return super.perceive(...stimulus);
  }
}

/** Agents of fake learners; the manager makes the given choices of three subtasks, one a decision. */
export function agentOf(choices: readonly number[], { ends = false } = {}) {
  const managing = new ScriptedLearner('manager', 3, choices);
  const working = new FakeLearner('worker', ends ? 2 : 1);
  const manager = new Manager(managing, encoder, 'none', 3, ends ? onTermination : largestReadout);
  const workers = new GatedWorkers(working, encoder, decoder, 3);
  const agent: Agent<number, number> = new HierarchicalAgent(
    manager,
    workers,
    1,
    ends ? { threshold: 0.75, limits: null } : null,
  );
  const flat: Agent<number, number> = new FlatAgent(new FakeLearner('agent', 1), encoder, decoder, 1);
  return { agent, flat, managing, working };
}

/** A step in which a subtask is due. */
export interface Step {
  readonly due: number;
}

/** A lesson of given steps; what is right in a step is its number. */
export function* lessonOf(steps: readonly Step[], done = true): Lesson<number, number> {
  for (const [step, { due }] of steps.entries())
    yield { observation: step, info: {}, subtask: due, label: () => step };
  return { steps: steps.length, terminated: done, achieved: [done] };
}
