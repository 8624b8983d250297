import type { ObservationEncoder } from '../../src/encoding/encoder.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import type { AnyAdapter } from '../../src/task/environment-adapter.ts';
import type { Plant } from './planted-agent.ts';

/** Something that is wrong with an agent or its training. */
export interface Fault {
  readonly name: string;
  /** Kinds of findings that name it; none: nothing is to be found. */
  readonly named: readonly string[];
  /** Where it is planted: `env` of tasks; all if not given. */
  readonly only?: readonly string[];
  /** Settings of the training, over those of the task. */
  readonly set?: (names: readonly string[]) => readonly string[];
  /** What the agent is trained and examined in. */
  readonly task?: (adapter: AnyAdapter) => AnyAdapter;
  /** What it is trained in alone. */
  readonly school?: (adapter: AnyAdapter) => AnyAdapter;
  /** What goes wrong when it acts. @param used the subtasks that are ever due */
  readonly plant?: (used: readonly number[]) => Plant;
}

const steps = ['button-food', 'rooms-maze', 'door-key', 'key-corridor', 'babyai-put-next'];
const vectors = ['button-food', 'button-chain'];
const grids = ['door-key', 'key-corridor'];

/** Faults that the report should name, and a healthy agent, for which it should name none. */
export const faults: readonly Fault[] = [
  { name: 'healthy', named: [] },
  {
    name: 'manager 20 steps late',
    named: ['late-switch'],
    only: steps,
    plant: () => ({ choose: (choices) => choices[Math.max(0, choices.length - 21)]! }),
  },
  {
    name: 'worker untrained for one subtask',
    named: ['failing-worker'],
    plant: (used) => ({ untrained: used.at(-1)! }),
  },
  {
    name: 'workers end too early',
    named: ['early-termination'],
    only: ['button-chain'],
    plant: () => ({ ends: (steps, over) => over || steps >= 15 }),
  },
  {
    name: 'workers never end',
    named: ['late-termination'],
    only: ['button-chain'],
    plant: () => ({ ends: () => false }),
  },
  {
    name: 'two subtasks merged in training',
    named: ['merged-subtasks'],
    only: vectors,
    set: ([first, second]) => [`imitation.division={kind: merged, groups: [[${first}, ${second}]]}`],
  },
  {
    name: 'two subtasks taken for one',
    named: ['merged-subtasks'],
    plant: ([first, second]) => ({
      choose: (choices) => (choices.at(-1) === second ? first! : choices.at(-1)!),
      does: (subtask) => (subtask === second ? first! : subtask),
    }),
  },
  { name: 'shuffled labels', named: ['shuffled-labels'], set: () => ['imitation.shuffleSubtasks=true'] },
  {
    name: 'worker that cannot see its object',
    named: ['hidden-object'],
    only: ['button-food', 'button-chain', ...grids],
    task: (adapter) => ({
      ...adapter,
      workerEncoder: (options) => blinded(adapter.workerEncoder(options)),
      workerEncoders: (options) => adapter.workerEncoders?.(options)?.map((encoder) => blinded(encoder)),
    }),
  },
  {
    name: 'manager that cannot see',
    named: ['hidden-object', 'wrong-choice', 'never-chosen'],
    only: ['button-food', 'door-key', 'key-corridor', 'babyai-put-next'],
    task: (adapter) => ({
      ...adapter,
      managerEncoder: (options) => blinded(adapter.managerEncoder(options), /./),
    }),
  },
  {
    name: 'two workers swapped',
    named: ['swapped-workers'],
    plant: ([first, second]) => ({
      does: (subtask) => (subtask === first ? second! : subtask === second ? first! : subtask),
    }),
  },
  {
    name: 'worker that always does the same',
    named: ['failing-worker'],
    plant: ([first]) => ({ rigid: first! }),
  },
  {
    name: 'manager that dithers',
    named: ['dithering', 'wrong-choice'],
    plant: (used) => ({ choose: dither(used) }),
  },
  {
    name: 'manager frozen at one subtask',
    named: ['never-chosen'],
    plant: ([first]) => ({ choose: () => first! }),
  },
  {
    name: 'few labels',
    named: ['failing-worker', 'wrong-choice'],
    only: ['button-food', 'button-chain', 'rooms-maze'],
    set: () => ['imitation.demonstrations=1', 'imitation.rounds=0'],
  },
  {
    name: 'labels of one subtask shuffled',
    named: ['wrong-choice', 'never-chosen', 'failing-worker'],
    school: mislabelled,
  },
  {
    name: 'noise at evaluation',
    named: ['failing-worker', 'wrong-choice', 'early-termination', 'slow', 'dithering'],
    only: vectors,
    plant: () => ({ see: noisy(0.3) }),
  },
  {
    name: 'slow workers',
    named: ['slow', 'failing-worker'],
    only: vectors,
    plant: () => ({ act: (action) => (action as Float64Array).map((value) => 0.25 * value) }),
  },
  {
    name: 'subtask that is never due',
    named: ['unneeded-subtask'],
    only: [...vectors, ...grids],
    task: withIdleSubtask,
  },
  {
    name: 'subtasks halved',
    named: ['unneeded-subtask'],
    only: ['button-food', 'door-key', 'key-corridor'],
    set: () => ['imitation.division={kind: halves, steps: 3}'],
  },
];

/** The encoder without the units of one object: that of the first unit, or those whose label fits. */
function blinded(encoder: ObservationEncoder<unknown>, hidden?: RegExp): ObservationEncoder<unknown> {
  const pattern =
    hidden ?? (encoder.labels.some((label) => /\bkey\b/.test(label)) ? /\bkey\b/ : firstObject(encoder));
  const units = encoder.labels.flatMap((label, unit) => (pattern.test(label) ? [unit] : []));
  return {
    ...encoder,
    size: encoder.size,
    labels: encoder.labels,
    encode(out, observation) {
      encoder.encode(out, observation);
      for (const unit of units) out[unit] = 0;
    },
  };
}

/** The task with one subtask more, which its expert never has under way. */
function withIdleSubtask(adapter: AnyAdapter): AnyAdapter {
  const { names } = adapter.subtasks;
  return {
    ...adapter,
    subtasks: { ...adapter.subtasks, names: [...names, 'idle'] },
    workerEncoders(options) {
      const own = adapter.workerEncoders?.(options);
      return own && [...own, own.at(-1)!];
    },
    makeExpert(env, options) {
      const expert = adapter.makeExpert(env, options);
      return {
        ...(expert.progress && { progress: (subtask: number) => expert.progress!(ownOf(subtask, expert)) }),
        subtask: () => expert.subtask(),
        action: (subtask) => expert.action(ownOf(subtask, expert)),
      };
    },
  };
  function ownOf(subtask: number, expert: { subtask(): number }): number {
    return subtask === names.length ? expert.subtask() : subtask;
  }
}

function firstObject({ labels }: ObservationEncoder<unknown>): RegExp {
  return new RegExp(`^${labels[0]!.split(' ')[0]!}\\b`);
}

function dither(used: readonly number[]): NonNullable<Plant['choose']> {
  return (choices) => {
    const generator = streamGenerator(Math.floor(choices.length / 2), 'handmade');
    return generator.random() < 0.5 ? choices.at(-1)! : used[generator.integers(0, used.length)]!;
  };
}

/** Observations with noise that the number of the call decides. */
function noisy(deviation: number): NonNullable<Plant['see']> {
  let calls = 0;
  return (observation) => {
    const generator = streamGenerator(calls++, 'handmade');
    return (observation as Float64Array).map((value) =>
      // Whole numbers are names.
      Number.isInteger(value) ? value : value + deviation * (generator.random() - 0.5),
    );
  };
}

/** The task whose expert says at random, in every third of its answers, that another subtask is due than the first. */
function mislabelled(adapter: AnyAdapter): AnyAdapter {
  const { makeDemonstrator: _, ...others } = adapter;
  const count = adapter.subtasks.names.length;
  return {
    ...others,
    makeExpert(env, options) {
      const expert = adapter.makeExpert(env, options);
      let asked = 0;
      return {
        ...(expert.progress && { progress: (subtask: number) => expert.progress!(subtask) }),
        action: (subtask) => expert.action(subtask),
        subtask() {
          const due = expert.subtask();
          if (due !== 0 || count < 2) return due;
          return streamGenerator(asked++, 'handmade').integers(0, count);
        },
      };
    },
  };
}
