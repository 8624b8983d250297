/**
 * Settings under which agents learn to write. One network of workers holds every letter as a motor program: its apical context says which
 * letter, and it sees a clock alone. The manager decides when a letter is finished.
 */
export const handwritingRecipe = {
  agent: {
    manager: {
      decisions: { when: 'arrivals' },
      network: {
        neurons: 500,
        excitatory: 500,
        inputSigma: 40,
        apicalContext: { targets: 'all' },
        feature: { trace: 'burst-spikes', gain: 20 },
        timing: { mode: 'decision', duration: '20 ms', averaging: '10 ms' },
        neuron: { apicalReset: -20 },
      },
    },
    workers: {
      networks: 'gated',
      turns: 'from-rest',
      network: {
        neurons: 2000,
        excitatory: 1600,
        inputSigma: 12,
        teachingSigma: 20,
        teachingSparsity: 0.75,
        apicalContext: { sigma: 20, distribution: 'normal', targets: 'all' },
        feature: { trace: 'recurrent-bursts', gain: 20 },
        plasticity: { learningRate: 10 },
      },
    },
  },
  imitation: {
    algorithm: 'rehearsal',
    demonstrations: 1,
    passes: 10,
    labelInterval: '1 ms',
  },
  evaluation: { layouts: ['words'] },
};
