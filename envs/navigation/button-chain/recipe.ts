const everyNeuron = { targets: 'all' } as const;

/**
 * Settings under which agents learn chains of buttons without seeing what has been pressed: workers end their turns
 * themselves, and the manager then decides, from rest, on the subtask that has just ended. Workers read their inputs beside their
 * neurons, scaled up, under a ridge that punishes weights of bursts more: ways and nearness are sure from few labels.
 */
export const buttonChainRecipe = {
  agent: {
    manager: {
      memory: 'basal',
      decisions: { when: 'terminations', threshold: 0.75 },
      network: {
        neurons: 300,
        excitatory: 300,
        inputSigma: 40,
        apicalContext: everyNeuron,
        feature: { trace: 'burst-spikes', gain: 20 },
        timing: { mode: 'decision', duration: '20 ms', averaging: '10 ms' },
        neuron: { apicalReset: -20 },
      },
    },
    workers: {
      networks: 'separate',
      network: {
        neurons: 200,
        excitatory: 200,
        inputSigma: 30,
        directPath: 30,
        apicalContext: everyNeuron,
      },
      readout: { kind: 'ridge', ridge: 1 },
    },
  },
  imitation: {
    demonstrations: 30,
    labelInterval: '16 ms',
    rounds: 6,
    episodesPerRound: 15,
    episodeDuration: '1500 ms',
  },
};
