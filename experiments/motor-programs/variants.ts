import type { RawConfig } from '../../src/config/config-file.ts';
import { settingsOf } from '../harness/settings.ts';

/** A way of learning to write. */
export interface WritingVariant {
  /** Name in tables. */
  readonly name: string;
  /** Settings other than the defaults. */
  readonly config: RawConfig;
  /** Layout of the words to write. */
  readonly words: string;
  /** Evaluate without having trained. */
  readonly untrained?: boolean;
}

/** Whether a way of learning is a control: it writes fewer words, whose letters are the same whenever they are written. */
export function isControl({ name }: WritingVariant): boolean {
  return name.startsWith('control');
}

const workers = (network: RawConfig): RawConfig => ({ agent: { workers: { network } } });
/** The readout of a network whose recurrence learns nothing, which has no recurrent bursts to read. */
const burstSpikes = { feature: { trace: 'burst-spikes', gain: 40 } };

function variant(name: string, config: RawConfig = {}, words = 'words'): WritingVariant {
  return { name, config, words };
}

/** The recipe, other tasks with it, and controls. */
export const variants: readonly WritingVariant[] = [
  variant('learned recurrence'),
  variant('words from memory', settingsOf('motor-programs/from-memory.yaml'), 'list'),
  variant('three glyphs of a user', settingsOf('motor-programs/own-glyphs.json')),
  variant('control: turns continue the last state', { agent: { workers: { turns: 'continue' } } }),
  variant('control: no learned recurrence', workers({ plasticity: { learningRate: 0 }, ...burstSpikes })),
  variant('control: learned recurrence, burst spikes read', workers(burstSpikes)),
  variant('control: no amplification', workers({ neuron: { burstAmplification: 0 } })),
  variant(
    'control: no amplification, burst spikes read',
    workers({ neuron: { burstAmplification: 0 }, ...burstSpikes }),
  ),
  variant('control: no bursts', workers({ neuron: { somaWindowThreshold: 1 } })),
  variant('control: no gating', workers({ apicalContext: { sigma: 0 } })),
  variant(
    'control: context at the soma',
    workers({ apicalContext: { sigma: 0 }, basalContext: { sigma: 20 } }),
  ),
  variant('control: linear, gated', workers({ model: 'linear' })),
  variant('control: linear, letter as input', workers({ model: 'linear', context: 'input' })),
  variant('control: random ReLU, gated', workers({ model: 'random-relu', neurons: 2000 })),
  variant(
    'control: random ReLU, letter as input',
    workers({ model: 'random-relu', neurons: 2000, context: 'input' }),
  ),
  // A new order of the names with every demonstration.
  variant('control: shuffled letters', {
    imitation: { shuffleSubtasks: true, demonstrations: 5, passes: 1 },
  }),
  { ...variant('control: untrained'), untrained: true },
];
