/**
 * Settings of networks that decide between discrete actions, as measurements here found them to learn gridworlds: a decision takes
 * 20 ms from rest, inputs drive every neuron by a current of standard deviation 40, every neuron may burst, and bursts
 * follow each other fast, since an apical spike sets its compartment back little.
 */
const decisionNetwork = {
  inputSigma: 40,
  apicalContext: { targets: 'all' },
  feature: { trace: 'burst-spikes', gain: 20 },
  timing: { mode: 'decision', duration: '20 ms', averaging: '10 ms' },
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
