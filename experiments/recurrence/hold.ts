import { RegressionReadout } from '../../src/models/readout/regression-readout.ts';
import { createReadoutLearner } from '../../src/models/readout/rules.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import type { Cell, ShowProgress } from '../../src/run/cells/cell.ts';
import { LowPassMemory, type Memory, NetworkMemory } from './memories.ts';
import { CONTEXTS, type Condition, CUE, DELAY, INTERVAL, PRESENTATION, SPAN } from './protocol.ts';

/** A way to remember, with one seed. */
export interface HoldCell extends Cell {
  readonly condition: Condition;
  /** Trials of each context from which the readout learns, and in which it is asked. */
  readonly trials: number;
}

/** Right answers in each span after the cue, and answers in each span. */
export interface HoldResult {
  readonly right: readonly number[];
  readonly asked: number;
}

/** λ of every readout. */
const RIDGES = { neurons: 0.1, none: 1e-6 };

/**
 * Lets a memory learn while contexts are shown all the time; then shows each for the time of a cue, fits a readout of the context to what
 * the memory is like afterwards, and counts, on trials of their own, how often the readout tells the right one.
 */
export function holdCue({ condition, seed, trials }: HoldCell, show: ShowProgress): HoldResult {
  const noise = streamGenerator(seed, 'noise');
  const memory =
    'trace' in condition.memory
      ? new LowPassMemory(condition.memory.trace, noise)
      : new NetworkMemory(condition.memory.network, streamGenerator(seed, 'workerWeights'), noise);
  present(memory, condition.presentations);
  if (condition.shuffled && memory instanceof NetworkMemory) memory.shuffle(streamGenerator(seed, 'shuffle'));
  const readout = new RegressionReadout(CONTEXTS, memory.feature.length);
  const ridge = memory instanceof NetworkMemory ? RIDGES.neurons : RIDGES.none;
  const learner = createReadoutLearner({ kind: 'ridge', ridge }, readout, 0);
  for (let trial = 0; trial < trials; trial++) {
    forEachAnswer(memory, condition.tonic, (target) => learner.learn(memory.feature, target));
    show(trial + 1, 2 * trials);
  }
  learner.apply();
  const right = new Array<number>(DELAY / SPAN).fill(0);
  for (let trial = 0; trial < trials; trial++) {
    forEachAnswer(memory, condition.tonic, (target, delay) => {
      const span = Math.floor(delay / SPAN);
      if (target[largest(readout.read(memory.feature))] === 1) right[span] = right[span]! + 1;
    });
    show(trials + trial + 1, 2 * trials);
  }
  return { right, asked: (trials * CONTEXTS * SPAN) / INTERVAL };
}

/** The recurrence learns to predict the bursts that each context evokes. */
function present(memory: Memory, presentations: number): void {
  for (let presentation = 0; presentation < presentations; presentation++) {
    for (let shown = 0; shown < CONTEXTS; shown++) {
      const context = oneHot(shown);
      memory.reset(true);
      for (let t = 0; t < PRESENTATION; t++) memory.step(context);
      memory.settle();
    }
  }
}

/** A trial of each context: `answer` is called now and then during the delay, with the context and the time since the cue. */
function forEachAnswer(
  memory: Memory,
  tonic: number,
  answer: (target: Float64Array, delayMs: number) => void,
): void {
  const after = new Float64Array(CONTEXTS).fill(tonic);
  for (let shown = 0; shown < CONTEXTS; shown++) {
    const target = oneHot(shown);
    memory.reset();
    for (let t = 0; t < CUE; t++) memory.step(target);
    for (let delay = 0; delay < DELAY; delay++) {
      memory.step(after);
      if (delay % INTERVAL === 0) answer(target, delay);
    }
    memory.settle();
  }
}

function oneHot(unit: number): Float64Array {
  const units = new Float64Array(CONTEXTS);
  units[unit] = 1;
  return units;
}

function largest(values: Float64Array): number {
  return values.indexOf(Math.max(...values));
}
