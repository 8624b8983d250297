/** Network time in ms of a step of a gridworld: one decision. */
export const DECISION_MS = 20;

/**
 * Settings of networks that decide between discrete actions, as measurements here found them to learn gridworlds: a
 * decision takes 20 ms from rest, inputs drive every neuron by a current of standard deviation 40, every neuron may
 * burst, and bursts follow each other fast, since an apical spike sets its compartment back little.
 */
const decisionNetwork = {
  inputSigma: 40,
  apicalContext: { targets: 'all' },
  feature: { trace: 'burst-spikes', gain: 20 },
  timing: { mode: 'decision', duration: `${DECISION_MS} ms`, averaging: '10 ms' },
  neuron: { apicalReset: -20 },
} as const;

const decisionReadout = { kind: 'ridge', ridge: 0.1 } as const;

/** A manager that decides at every step, and a network for each subtask. */
export const decisionAgent = {
  manager: { inputs: 'standardised', network: decisionNetwork, readout: decisionReadout },
  workers: {
    networks: 'separate',
    inputs: 'standardised',
    network: decisionNetwork,
    readout: decisionReadout,
  },
} as const;

/** The amount of imitation that a gridworld takes. */
export interface Practice {
  /** Number of episodes that the expert shows. */
  readonly demonstrations: number;
  /** Number of rounds of practice. */
  readonly rounds: number;
  /** Number of episodes of a round. */
  readonly episodesPerRound: number;
}

/** A recipe for a gridworld: deciding agents, a label at every step, and episodes of practice of 100 steps. */
export function decisionRecipe(practice: Practice) {
  const durations = { episodeDuration: '2 s', labelInterval: `${DECISION_MS} ms` };
  return { agent: decisionAgent, imitation: { ...practice, ...durations } };
}
