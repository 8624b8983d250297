import { rollout } from '../../../src/episodes/rollout.ts';
import { streamSeed } from '../../../src/numeric/seeds.ts';
import type { Task } from '../../../src/task/task.ts';
import type { Agent } from '../../agent.ts';
import type { Rows } from '../../discovery/sequences.ts';
import type { Learner } from '../../learner.ts';

/** The signals that a subtask may be read from. */
export const signals = ['bursts', 'spikes', 'spikes outside bursts', 'features'] as const;

/** Spikes within bursts, all spikes, the spikes that belong to no burst, or the vector that the output is read from. */
export type Signal = (typeof signals)[number];

/** What one learner did, in bins of time. Bins in which its network did not run at all, such as that of a worker whose turn it was not, are left out. */
export interface BinnedActivity {
  /** Of the learner. */
  readonly name: string;
  /** The subtask carried out at the end of each bin, `[bins]`. */
  readonly subtasks: Int32Array;
  /** The episode of each bin, `[bins]`, ascending. */
  readonly episodes: Int32Array;
  /** The number of each bin in its episode, `[bins]`: those of a network that ran all along count up by 1. */
  readonly places: Int32Array;
  readonly binMs: number;
  /** Network time of an environment step, ms. */
  readonly stepMs: number;
  /** `[bins, neurons]` counts, or features; absent where the model has none. */
  readonly signals: Readonly<Partial<Record<Signal, Rows>>>;
}

/** How activity is recorded. */
export interface BinOptions {
  /** Names the layouts. */
  readonly seed: number;
  readonly episodes: number;
  readonly layout?: string | undefined;
  /** Length of a bin, ms; at least an environment step. */
  readonly binMs: number;
}

/** Plays fresh layouts and counts every neuron's spikes and burst spikes in bins of time. */
export function recordBins<Observation, Action>(
  task: Task<Observation, Action>,
  agent: Agent<Observation, Action>,
  { seed, episodes, layout, binMs }: BinOptions,
): readonly BinnedActivity[] {
  const stepsInBin = Math.max(1, Math.round(binMs / task.stepDurationMs));
  const counters = agent.learners.map((learner) => new BinCounter(learner));
  const env = task.environment({ layout });
  for (let episode = 0; episode < episodes; episode++) {
    let steps = 0;
    const policy = {
      reset: () => agent.reset(),
      act(observation: Observation) {
        const action = agent.act(observation);
        if (++steps % stepsInBin === 0) {
          const bin = { subtask: agent.subtask ?? 0, episode, place: steps / stepsInBin - 1 };
          for (const counter of counters) counter.close(bin);
        }
        return action;
      },
    };
    rollout(env, policy, { seed: streamSeed(seed, 'evaluation', episode) });
    for (const counter of counters) counter.drop();
  }
  env.close();
  return counters.map((counter) => ({
    name: counter.name,
    binMs: stepsInBin * task.stepDurationMs,
    stepMs: task.stepDurationMs,
    ...counter.end(),
  }));
}

/** When a bin was, and what for. */
interface BinPlace {
  readonly subtask: number;
  readonly episode: number;
  readonly place: number;
}

/** The counts of one bin by neuron, and the features at its end. */
interface Bin extends BinPlace {
  readonly spikes: Float32Array;
  readonly bursts: Float32Array;
  readonly features: Float32Array;
}

/** Counts the spikes of one learner. */
class BinCounter {
  readonly name: string;
  readonly #learner: Learner;
  readonly #spikes: Float32Array;
  readonly #bursts: Float32Array;
  readonly #bins: Bin[] = [];
  /** Network steps of the learner until the latest bin. */
  #steps: number;

  constructor(learner: Learner) {
    const { activity } = learner.model;
    this.name = learner.name;
    this.#learner = learner;
    this.#steps = learner.steps;
    this.#spikes = new Float32Array(activity?.neurons ?? 0);
    this.#bursts = new Float32Array(activity?.neurons ?? 0);
    if (activity === null) return;
    activity.watch = () => {
      const { spikes, burstSpikes } = activity;
      for (let i = 0; i < spikes.length; i++) {
        this.#spikes[i]! += spikes[i]!;
        this.#bursts[i]! += burstSpikes?.[i] ?? 0;
      }
    };
  }

  /** Ends a bin, which counts where the network ran in it. */
  close(place: BinPlace): void {
    const features = Float32Array.from(this.#learner.model.feature);
    if (this.#learner.steps > this.#steps)
      this.#bins.push({ ...place, spikes: this.#spikes.slice(), bursts: this.#bursts.slice(), features });
    this.drop();
  }

  /** Forgets what belongs to no whole bin. */
  drop(): void {
    this.#steps = this.#learner.steps;
    this.#spikes.fill(0);
    this.#bursts.fill(0);
  }

  /** Stops watching; returns what was counted. */
  end(): Pick<BinnedActivity, 'subtasks' | 'episodes' | 'places' | 'signals'> {
    const column = (of: (bin: Bin) => number) => Int32Array.from(this.#bins, of);
    return {
      subtasks: column(({ subtask }) => subtask),
      episodes: column(({ episode }) => episode),
      places: column(({ place }) => place),
      signals: this.#signals(),
    };
  }

  #signals(): BinnedActivity['signals'] {
    const { activity } = this.#learner.model;
    const rows = (of: (bin: Bin) => Float32Array): Rows => {
      const columns = this.#bins.length === 0 ? 0 : of(this.#bins[0]!).length;
      const values = new Float32Array(columns * this.#bins.length);
      for (const [index, bin] of this.#bins.entries()) values.set(of(bin), index * columns);
      return { columns, values };
    };
    const features = { features: rows((bin) => bin.features) };
    if (activity === null) return features;
    activity.watch = null;
    const spikes = { spikes: rows((bin) => bin.spikes), ...features };
    if (activity.burstSpikes === null) return spikes;
    return {
      bursts: rows((bin) => bin.bursts),
      ...spikes,
      'spikes outside bursts': rows(({ spikes: all, bursts }) => all.map((count, i) => count - bursts[i]!)),
    };
  }
}
