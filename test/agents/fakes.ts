import { Learner } from '../../agents/learner.ts';
import type { Model, ModelUnits, Stimulus } from '../../src/models/model.ts';

/** A model that says what it is told to, and notes what it is shown and taught. */
export class FakeModel implements Model {
  readonly units: ModelUnits;
  readonly output: Float64Array;
  readonly feature = new Float64Array(0);
  readonly activity = null;
  readonly computedBy = 'a test';
  readonly shown: { input: number[]; context: number[]; teaching: number[] | null; durationMs: number }[] =
    [];
  readonly learned: number[][] = [];
  /** The `plastic` of every reset. */
  readonly resets: boolean[] = [];

  constructor(outputs: number) {
    this.units = { inputs: 0, contexts: 0, outputs };
    this.output = new Float64Array(outputs);
  }

  reset(plastic = false): void {
    this.resets.push(plastic);
  }

  perceive({ input, context, teaching }: Stimulus, durationMs: number): number {
    this.shown.push({
      input: [...(input ?? [])],
      context: [...(context ?? [])],
      teaching: teaching ? [...teaching] : null,
      durationMs,
    });
    return durationMs;
  }

  learn(target: Float64Array): void {
    this.learned.push([...target]);
  }

  settle(): void {}

  apply(): void {}

  arrays() {
    return { fixed: [], learned: [] };
  }

  problem(): undefined {}
}

/** A learner with such a model. */
export class FakeLearner extends Learner {
  declare readonly model: FakeModel;

  constructor(name: string, outputs: number) {
    super(name, new FakeModel(outputs));
  }

  /** What `perceive` will return. */
  get answer(): Float64Array {
    return this.model.output;
  }

  get shown() {
    return this.model.shown;
  }

  get learned() {
    return this.model.learned;
  }

  get resets() {
    return this.model.resets;
  }
}
