import type { RawConfig } from '../../src/config/config-file.ts';
import { columns } from '../harness/columns.ts';
import type { Variant } from '../harness/imitation.ts';
import { eachSummary, imitationTable } from '../harness/imitation-table.ts';
import { kinds, models } from '../harness/models.ts';

const lengths = [2, 4, 8, 16];

/** Ways of learning a chain; each names what it changes of the recipe for a model. */
const ways: Readonly<Record<string, (network: RawConfig) => RawConfig>> = {
  terminations: (network) => ({ agent: kinds.hierarchical(network) }),
  flat: (network) => ({ agent: kinds.flat(network) }),
  'flat, press state shown': (network) => ({
    agent: kinds.flat(network),
    options: { encoding: { pressState: true } },
  }),
};

/** Workers that read their neurons alone, with the λ that serves these best. */
const noDirectPath: RawConfig = {
  agent: { workers: { network: { directPath: 0 }, readout: { kind: 'ridge', ridge: 1e-3 } } },
};

/** What the burst network can do without. */
const ablations: Readonly<Record<string, RawConfig>> = {
  'decisions at every step': { agent: { manager: { decisions: { when: 'steps' } } } },
  'workers see all objects': { options: { encoding: { workersSee: 'all-objects' } } },
  'no direct path': noDirectPath,
  'no direct path, twice the labels': { ...noDirectPath, imitation: { labelInterval: '8 ms' } },
  'half of the labels': { imitation: { rounds: 2 } },
};

const variants: readonly Variant[] = lengths.flatMap((buttons) => [
  ...Object.entries(models).flatMap(([model, network]) =>
    Object.entries(ways).map(([way, configOf]) => chain(buttons, `${model}, ${way}`, configOf(network))),
  ),
  ...Object.entries(ablations).map(([name, config]) => chain(buttons, `burst, ${name}`, config)),
]);

function chain(buttons: number, name: string, { options, ...config }: RawConfig): Variant {
  const { encoding = {} } = (options ?? {}) as { readonly encoding?: RawConfig };
  return {
    task: 'button-chain',
    name: `K = ${buttons}, ${name}`,
    config: { ...config, options: { env: { buttons }, encoding } },
    layouts: ['random'],
  };
}

/** Chains of buttons whose press state is not shown: success by length, model and way of learning. */
export default imitationTable({
  script: 'table:button-chain',
  description: 'success on chains of buttons by length, model and way of learning',
  defaults: { seeds: '1-3', episodes: 200 },
  subject: 'Chains of K buttons',
  notes: () => [
    'the press state is hidden, and workers see their own object, where the row does not say otherwise',
  ],
  variants,
  rows: eachSummary,
  columns: {
    'way of learning': columns.name,
    'all buttons + food': columns.success,
    'worst seed': columns.worstSeed,
    'manager + worker labels': columns.labelsApart,
    'steps a network': columns.networkSteps,
  },
});
