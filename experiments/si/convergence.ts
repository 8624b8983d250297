import { publishedNetwork } from '../../src/models/burst/network.ts';
import type { Cell, ShowProgress } from '../../src/run/cells/cell.ts';
import type { StepObserver } from '../../src/sequence/sequence.ts';
import { Memory } from '../trajectories/memory.ts';

/** A network whose burst patterns are followed over presentations. */
export interface ConvergenceCell extends Cell {
  readonly teachingSigma: number;
  readonly neurons: number;
  /** Presentations at which patterns are compared, ascending, each at least 2. */
  readonly compared: readonly number[];
}

/** Distances between burst patterns, 0 for equal patterns and 1 for patterns that share no burst. */
export interface Distances {
  readonly presentation: number;
  /** Target bursts of this presentation and of the one before. */
  readonly successive: number;
  /** Target bursts and recurrent bursts of this presentation. */
  readonly predicted: number;
}

const STEPS = 1000;

/** Stores one trajectory with the constants of Fig. 1, and compares burst patterns of presentations. */
export function follow(cell: ConvergenceCell, show: ShowProgress): readonly Distances[] {
  const { seed, teachingSigma, neurons, compared } = cell;
  const network = {
    ...publishedNetwork,
    neurons,
    excitatory: Math.round(0.8 * neurons),
    inputSigma: 12,
    teachingSigma,
    plasticity: { ...publishedNetwork.plasticity, learningRate: 10 },
  };
  const size = { contexts: 1, clockBins: 5, outputs: 3, steps: STEPS };
  const memory = new Memory({ ...size, network, readoutRate: 0.01 }, seed);
  const distances: Distances[] = [];
  const last = compared.at(-1)!;
  let before: Float32Array = new Float32Array(0);
  for (let presentation = 1; presentation <= last; presentation++) {
    const isCompared = compared.includes(presentation);
    if (isCompared || compared.includes(presentation + 1)) {
      const { target, recurrent } = recordBursts(memory, neurons);
      if (isCompared) {
        const successive = distance(before, target);
        distances.push({ presentation, successive, predicted: distance(target, recurrent) });
      }
      before = target;
    } else memory.present();
    show(presentation, last);
  }
  return distances;
}

/** Presents the trajectory, and records b and b^rec of every step, `[T, N]` each. */
function recordBursts(memory: Memory, neurons: number): Record<'target' | 'recurrent', Float32Array> {
  const target = new Float32Array(STEPS * neurons);
  const recurrent = new Float32Array(STEPS * neurons);
  const { state } = memory.network.population;
  const observer: StepObserver = {
    after: (t) => {
      target.set(state.targetBurstTrace, t * neurons);
      recurrent.set(state.recurrentBurstTrace, t * neurons);
    },
  };
  memory.present(() => observer);
  return { target, recurrent };
}

/** Σ (a − b)² / Σ (a² + b²): a distance between spike trains filtered with tau_star (van Rossum 2001), relative to their size. */
function distance(a: Float32Array, b: Float32Array): number {
  let difference = 0;
  let size = 0;
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k]!, b[k]!];
    difference += (x - y) * (x - y);
    size += x * x + y * y;
  }
  return size === 0 ? 0 : difference / size;
}
