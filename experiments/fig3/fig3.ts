import { byName, type Cell, type Measured } from '../../src/run/cells/cell.ts';
import type { Claim, NumberClaim } from '../reproduce/claim.ts';
import { defineReproduction } from '../reproduce/reproduction.ts';
import { findingsOf, managersCompared } from './findings.ts';
import type { WorkerSetting } from './networks.ts';
import { runSessions, type SessionsCell, type TestResult } from './session.ts';

/** A way of placing the worker's bursts. */
interface Condition {
  readonly name: string;
  readonly worker: WorkerSetting;
  /** Published means of 10 sessions after `PUBLISHED_EPOCHS`; null where nothing is published. */
  readonly published: Readonly<Record<Measure, number>> | null;
}

type Measure = 'reward' | 'button' | 'food';

/** Epochs after which the sessions of the paper were tested. */
const PUBLISHED_EPOCHS = 100;

const measures: Readonly<Record<Measure, { readonly text: string; readonly standardDeviation: number }>> = {
  reward: { text: 'mean R', standardDeviation: 0.03 },
  button: { text: 'button reached', standardDeviation: 0.015 },
  food: { text: 'button and food reached', standardDeviation: 0.075 },
};

const conditions: readonly Condition[] = [
  {
    name: 'apical context',
    worker: { site: 'apical', learns: false },
    published: { reward: 0.892, button: 0.986, food: 0.714 },
  },
  {
    name: 'basal context',
    worker: { site: 'basal', learns: true },
    published: { reward: 0.247, button: 0.314, food: 0.174 },
  },
];
/** Mean R of one run of the released program, apical context, η = 0 for the worker. */
const released = [
  { epoch: 10, reward: 0.65 },
  { epoch: 50, reward: 0.82 },
];
/** Seeds that also have a worker that learns its recurrence under apical context, as a flag of the first release says. */
const LEARNING_SEEDS = 2;
const learning: Condition = {
  name: 'apical context, the worker’s recurrence learns',
  worker: { site: 'apical', learns: true },
  published: null,
};

/** Name of the cells that hold the sessions of the conditions. */
const SESSIONS = 'sessions';
/** Sessions without a manager: the environment says which subtask is due. */
const told: Condition = { ...conditions[0]!, name: 'told the subtask that is due' };
/** The worker under apical context beside something else than the manager of the later release, to see which of the two falls short. */
const otherManagers = [
  { name: told.name, manager: null, seeds: Number.POSITIVE_INFINITY },
  {
    name: 'manager with the rates of the first release (0.5, 0.03)',
    manager: { recurrence: 0.5, readout: 0.03, bias: 0.0002 },
    seeds: 3,
  },
] as const;

const whole = {
  epochs: PUBLISHED_EPOCHS,
  iterations: 10,
  demonstrations: 120,
  tests: [1, 2, 5, 10, 15, 20, 30, 40, 50, 60, 70, 80, 90, 100],
  layouts: 50,
};
const short = { epochs: 1, iterations: 1, demonstrations: 12, tests: [1], layouts: 1 };

/** Button & Food by the published protocol: manager and worker, context apical or basal (Capone et al. 2022, Fig. 3). */
export default defineReproduction({
  title: 'Button & Food, the published protocol',
  seeds: { full: 10, quick: 2 },
  cells: ({ seeds, quick }) => [
    ...seeds.map((seed, k): SessionsCell => {
      const workers = conditionsOf(k).map(({ worker }) => worker);
      return { name: SESSIONS, seed, workers, ...(quick ? short : whole) };
    }),
    ...otherManagers.flatMap(({ name, manager, seeds: count }) =>
      seeds.slice(0, quick ? 1 : count).map((seed): SessionsCell => {
        const workers = [conditions[0]!.worker];
        return { name, seed, workers, manager, ...(quick ? short : whole) };
      }),
    ),
  ],
  measure: runSessions,
  report: (cells, { quick }) => {
    const measured = sessionsOf(cells.filter(({ cell }) => cell.name === SESSIONS));
    const published = measured.filter(({ cell }) => cell.name === conditions[0]!.name);
    const others = cells
      .filter(({ cell }) => cell.name !== SESSIONS)
      .map(({ cell, result }): Session => ({ cell, result: result[0]! }));
    const claims = [
      ...conditions.flatMap((condition) => claimsOf(condition, measured)),
      ...courseClaims(published),
      ...claimsOf(
        told,
        others,
        'the test function of the release tells the subtask unless it is asked for the manager',
      ),
    ];
    const compared = [...published, ...others];
    const drawn = quick ? [] : conditions;
    return {
      claims,
      findings: [
        ...findingsOf(byName(measured), drawn),
        managersCompared(byName(compared), drawn.slice(0, 1)),
      ],
    };
  },
});

/** The conditions under which the k-th seed is measured. */
function conditionsOf(k: number): readonly Condition[] {
  return k < LEARNING_SEEDS ? [...conditions, learning] : conditions;
}

/** A session: its name is that of its condition. */
type Session = Measured<Cell, readonly TestResult[]>;

function sessionsOf(
  cells: readonly Measured<SessionsCell, readonly (readonly TestResult[])[]>[],
): readonly Session[] {
  return [...conditions, learning].flatMap((condition, place) =>
    cells.flatMap(({ cell, result }) => {
      const tests = result[place];
      return tests === undefined ? [] : [{ cell: { name: condition.name, seed: cell.seed }, result: tests }];
    }),
  );
}

/** The numbers after the last epoch. */
function claimsOf(
  { name, published }: Condition,
  measured: readonly Session[],
  note?: string,
): readonly Claim[] {
  const last = measured.filter(({ cell }) => cell.name === name).map(({ result }) => result.at(-1)!);
  const { epoch } = last[0]!;
  return (Object.keys(measures) as Measure[]).map((measure): NumberClaim => {
    const { text, standardDeviation } = measures[measure];
    return {
      quantity: `${name}: ${text} after ${epoch === 1 ? '1 epoch' : `${epoch} epochs`}`,
      published:
        published === null || epoch !== PUBLISHED_EPOCHS
          ? null
          : { value: published[measure], of: 'sessions', standardDeviation },
      ours: last.map((result) => result[measure]),
      better: 'higher',
      ...(note !== undefined && { note }),
    };
  });
}

/** The paper gives no numbers of earlier epochs; a run of its released program does. */
function courseClaims(sessions: readonly Session[]): readonly Claim[] {
  return released.flatMap(({ epoch, reward }): readonly NumberClaim[] => {
    const ours = sessions.flatMap(({ result }) => result.filter((test) => test.epoch === epoch));
    if (ours.length === 0) return [];
    return [
      {
        quantity: `apical context: mean R after ${epoch} epochs`,
        published: { value: reward, of: 'one run' },
        ours: ours.map((test) => test.reward),
        better: 'higher',
        note: 'a run of the released program, since the paper gives no number',
      },
    ];
  });
}
