import { UsageError } from '../../src/errors.ts';
import type { Reproduction } from './reproduction.ts';

/** An experiment by name; its module is loaded when it is needed. */
interface Entry {
  /** One line for `--help`. */
  readonly description: string;
  load(): Promise<{ readonly default: unknown }>;
}

/** The experiments of `burstwise reproduce`, in the order of `reproduce all`. A new one is a folder and a line here. */
const entries: Readonly<Record<string, Entry>> = {
  fig1: {
    description: 'store and recall of three-dimensional trajectories (Capone et al. 2022, Fig. 1)',
    load: () => import('../fig1/fig1.ts'),
  },
  fig2: {
    description: 'trajectories in two contexts, context switched off, capacity (Fig. 2)',
    load: () => import('../fig2/fig2.ts'),
  },
  fig3: {
    description: 'Button & Food by the published protocol, context apical or basal (Fig. 3)',
    load: () => import('../fig3/fig3.ts'),
  },
  si1: {
    description: 'convergence of burst patterns by strength of the teacher (Supporting Information)',
    load: () => import('../si/si1.ts'),
  },
  si2: {
    description: 'convergence of burst patterns by number of neurons (Supporting Information)',
    load: () => import('../si/si2.ts'),
  },
  le2018: {
    description:
      'hierarchical and flat imitation in a maze of 16 rooms, success against labels (Le et al. 2018)',
    load: () => import('../le2018/le2018.ts'),
  },
  ablations: {
    description: 'one part of the networks taken away at a time, on recall and on control, beside controls',
    load: () => import('../ablations/ablations.ts'),
  },
  'motor-programs': {
    description: 'handwriting: the alphabet as motor programs of one network, words, and controls',
    load: () => import('../motor-programs/motor-programs.ts'),
  },
  recurrence: {
    description: 'how long a cue is held with and without learned recurrence',
    load: () => import('../recurrence/recurrence.ts'),
  },
};

/** An experiment with its name. */
export interface NamedReproduction {
  readonly name: string;
  readonly reproduction: Reproduction;
}

/** Names and descriptions of all experiments. */
export function describeReproductions(): readonly { readonly name: string; readonly description: string }[] {
  return Object.entries(entries).map(([name, { description }]) => ({ name, description }));
}

/** The names that a request means: `all` stands for every experiment. @throws UsageError for an unknown name */
export function namesOf(requested: readonly string[]): readonly string[] {
  const known = Object.keys(entries);
  const unknown = requested.find((name) => name !== 'all' && !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`reproduce: expected all or some of ${known.join(', ')}, received ${unknown}`);
  return requested.includes('all') ? known : known.filter((name) => requested.includes(name));
}

/** Loads experiments by their names, which `namesOf` has checked. */
export async function loadReproductions(names: readonly string[]): Promise<readonly NamedReproduction[]> {
  return Promise.all(
    names.map(async (name) => {
      const { default: reproduction } = await entries[name]!.load();
      return { name, reproduction: reproduction as Reproduction };
    }),
  );
}
