import type { RawConfig } from '../../src/config/config-file.ts';
import type { Measured } from '../../src/run/cells/cell.ts';
import type { Claim } from '../reproduce/claim.ts';
import { smallerThan } from '../reproduce/paired-claim.ts';
import { defineReproduction } from '../reproduce/reproduction.ts';
import {
  clocked,
  clockStores,
  controlAblations,
  disturbed,
  flaglessControls,
  recallAblations,
} from './conditions.ts';
import { type ControlCell, trainAndPlay } from './control.ts';
import { findingsOf } from './findings.ts';
import { type RecallCell, storeAndRecall } from './recall.ts';
import { type AblationCell, type AblationResult, scoreOf } from './score.ts';

const QUICK = { presentations: 2, layouts: 2, imitation: { demonstrations: 4, rounds: 1 } };

/** What bursts, amplification, gating, the rule and its recurrence add: each taken away, on recall and on control. */
export default defineReproduction<AblationCell, AblationResult>({
  title: 'one part taken away at a time, on recall and on control',
  seeds: { full: 5, quick: 1 },
  cells: ({ seeds, quick }) => [
    ...[...recallAblations, ...disturbed, ...clocked].flatMap((condition) =>
      seeds.map((seed): RecallCell => {
        return { ...condition, seed, part: 'recall', presentations: quick ? QUICK.presentations : 100 };
      }),
    ),
    ...[...controlAblations, ...flaglessControls].flatMap(({ config, ...condition }) =>
      seeds.map(
        (seed): ControlCell => ({
          ...condition,
          seed,
          part: 'control',
          config: quick ? shortened(config) : config,
          layouts: quick ? QUICK.layouts : 200,
        }),
      ),
    ),
  ],
  measure: (cell, show) => (cell.part === 'recall' ? storeAndRecall(cell, show) : trainAndPlay(cell, show)),
  report: (measured) => ({ claims: claimsOf(measured), findings: findingsOf(measured) }),
});

function shortened(config: RawConfig): RawConfig {
  const imitation = { ...(config['imitation'] as RawConfig | undefined), ...QUICK.imitation };
  return { ...config, imitation };
}

/** Statements about parts of the network: the first condition fails less than the second, with the same readout. */
interface Statement {
  readonly statement: string;
  readonly part: AblationCell['part'];
  readonly first: string;
  readonly second: string;
}

const statements: readonly Statement[] = [
  {
    statement: 'Learned recurrence is needed for recall: without it the same readout has a larger error',
    part: 'recall',
    first: 'nothing changed',
    second: 'no learned recurrence, burst spikes read',
  },
  ...Object.keys(clockStores)
    .slice(1)
    .map(
      (other): Statement => ({
        statement:
          'Where no clock tells the time, learned recurrence keeps a rhythm for 3000 ms better than another memory',
        part: 'recall',
        first: 'paper’s rule, clock of 1 unit, 3000 ms',
        second: `${other}, clock of 1 unit, 3000 ms`,
      }),
    ),
  {
    statement: 'Forcing bursts to follow the teacher while the recurrence learns makes recall worse',
    part: 'recall',
    first: 'nothing changed',
    second: 'bursts follow the teacher alone while it learns',
  },
  {
    statement: 'Amplification of bursts helps recall',
    part: 'recall',
    first: 'nothing changed',
    second: 'no amplification',
  },
  {
    statement: 'Burst windows help control, where the readout sees coincidences with or without them',
    part: 'control',
    first: 'coincidences read (b)',
    second: 'coincidences read (b), no burst window',
  },
  {
    statement: 'Amplification of bursts helps control',
    part: 'control',
    first: 'bursts alone',
    second: 'no amplification',
  },
  {
    statement: 'Contexts that gate assemblies of their own help control',
    part: 'control',
    first: 'bursts alone',
    second: 'every worker neuron receives every context',
  },
  {
    statement: 'Burst neurons control better than a regression on the same inputs',
    part: 'control',
    first: 'bursts alone',
    second: 'linear',
  },
  {
    statement: 'They do where no flag tells whether the button was pressed',
    part: 'control',
    first: 'no flag: bursts alone',
    second: 'no flag: linear',
  },
];

function claimsOf(measured: readonly Measured<AblationCell, AblationResult>[]): readonly Claim[] {
  return statements.map(({ statement, part, first, second }) => {
    const side = (name: string) => {
      const own = measured.filter(({ cell }) => cell.part === part && cell.name === name);
      return { name, values: own.map(({ cell, result }) => scoreOf(cell, result)) };
    };
    return smallerThan(statement, side(first), side(second), 4);
  });
}
