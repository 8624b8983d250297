import type { Learner } from '../../agents/network-learner.ts';
import type { Stimulus } from '../../src/models/burst/network.ts';

/** A learner without a network: says what it is told to, and writes down what it is shown and taught. */
export class FakeLearner {
  readonly name: string;
  readonly target: Float64Array;
  steps = 0;
  /** What `perceive` will return. */
  readonly answer: Float64Array;
  readonly shown: { input: number[]; context: number[]; teaching: number[] | null; durationMs: number }[] =
    [];
  readonly learned: number[][] = [];
  /** The `plastic` of every reset. */
  readonly resets: boolean[] = [];
  readonly network = {
    reset: (plastic = false) => {
      this.resets.push(plastic);
    },
  };

  constructor(name: string, outputs: number) {
    this.name = name;
    this.target = new Float64Array(outputs);
    this.answer = new Float64Array(outputs);
  }

  perceive({ input, context, teaching }: Stimulus, durationMs: number): Float64Array {
    this.steps += durationMs;
    this.shown.push({
      input: [...(input ?? [])],
      context: [...(context ?? [])],
      teaching: teaching ? [...teaching] : null,
      durationMs,
    });
    return this.answer;
  }

  learn(): void {
    this.learned.push([...this.target]);
  }

  apply(): void {}

  get asLearner(): Learner {
    return this as unknown as Learner;
  }
}
