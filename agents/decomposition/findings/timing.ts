import { median } from '../../../src/statistics/median.ts';
import { proportion } from '../../../src/statistics/proportions.ts';
import { type Analysis, outcomeOf } from '../analysis.ts';
import { castName } from '../cast.ts';
import type { Switch } from '../switches.ts';
import type { DecisionTrace } from '../trace.ts';
import { counts, countsAsTime, type Remark, tolerance } from './finding.ts';
import { cost, named, percent, steps } from './wording.ts';

/** What is wrong with when the manager switches: late all along, too often, late or early in the median; null where it costs nothing. */
export function wrongTiming(analysis: Analysis): Remark | null {
  const { success, steps: time } = analysis.tested;
  if (!counts(success.manager) && !countsAsTime(analysis, time.manager)) return null;
  return delay(analysis) ?? dithering(analysis) ?? offInTheMedian(analysis);
}

/** Steps up to which a delay is looked for. */
const LONGEST = 100;
/** Share of the steps in which choices have to be what was due some steps before. */
const DELAYED = 0.9;

/** Choices that are what was due a fixed number of steps before: workers that are asked too late may turn a delay into dithering. */
function delay({ task, study, behaviour, success, steps: time }: Analysis): Remark | null {
  if (behaviour.learned.endsTurns) return null;
  const [own, withExpert] = (['learned', 'expert'] as const).map((workers) => {
    const traces = study.traces.get(castName({ manager: 'learned', workers })) ?? [];
    return Array.from({ length: LONGEST + 1 }, (_, by) => agreementAfter(traces, by));
  }) as [number[], number[]];
  const by = own.indexOf(Math.max(...own));
  const usual = median(study.pace.steps.filter((count) => count > 0));
  // Where workers fail for it, the manager sees states that it does not know; with the expert’s workers it knows them.
  const delayed = [own, withExpert].find(
    (agreement) => agreement[by]! >= DELAYED && 1 - agreement[0]! > 2 * (1 - agreement[by]!),
  );
  if (by < tolerance(usual) || delayed === undefined) return null;
  const { switches } = behaviour.learned;
  const subtasks = task.subtasks.names.filter((_, k) => switches.some(({ after }) => after === k));
  const sentence = `The manager switches too late: to ${named(subtasks)} ${steps(by)} after the expert (in ${percent(delayed[by]!)} of the steps it chooses what was due then, in ${percent(delayed[0]!)} what is due now); ${cost(success.manager, time.manager)}.`;
  return { kind: 'late-switch', sentence, subtasks };
}

/** Share of the steps in which the choice is what was due so many steps before; before an episode, what is due at its start. */
function agreementAfter(traces: readonly DecisionTrace[], by: number): number {
  let [same, all] = [0, 0];
  for (const { due, choices } of traces) {
    if (due === null || choices === null) continue;
    for (let step = 0; step < due.length; step++) if (choices[step] === due[Math.max(0, step - by)]) same++;
    all += due.length;
  }
  return same / Math.max(1, all);
}

/** Times the expert’s number of turns from which a manager dithers. */
const DITHERS = 3;
/** The same, step for step, where failed episodes are longer and have more turns for that. */
const OFTENER = 1.5;

/** A manager that switches to and fro. */
function dithering({ task, behaviour, outcomes, success, steps: time }: Analysis): Remark | null {
  const [own, expert] = (['learned', 'expert'] as const).map((who) => {
    const name = who === 'learned' ? 'learned/learned' : 'perfect/expert';
    const { episodes, meanSteps } = outcomeOf({ outcomes }, name);
    const turns = behaviour[who].subtasks.reduce((sum, one) => sum + one.turns, 0);
    return { turns: turns / episodes, stepsPerTurn: (meanSteps * episodes) / turns };
  }) as [Pace, Pace];
  const rate = expert.stepsPerTurn / own.stepsPerTurn;
  const more = own.turns >= DITHERS * expert.turns && rate >= OFTENER;
  if (!more && rate < DITHERS) return null;
  const most = Math.max(...behaviour.learned.subtasks.map(({ turns }) => turns));
  const between = task.subtasks.names.filter((_, k) => 2 * behaviour.learned.subtasks[k]!.turns > most);
  const every = ({ turns, stepsPerTurn }: Pace) =>
    `${turns.toFixed(0)} times an episode, every ${steps(stepsPerTurn)}`;
  const sentence = `The manager dithers: it chooses anew ${every(own)}, the expert ${every(expert)}, most of all between ${named(between)}; ${cost(success.manager, time.manager)}.`;
  return { kind: 'dithering', sentence, subtasks: between };
}

/** Turns of an episode. */
interface Pace {
  readonly turns: number;
  readonly stepsPerTurn: number;
}

/** Switches that come too late or too early, in the median over a kind of transition. */
function offInTheMedian({ task, study, behaviour, success, steps: time }: Analysis): Remark | null {
  // Where workers end their turns by themselves, the manager switches when they let it.
  if (behaviour.learned.endsTurns) return null;
  const { switches } = behaviour.learned;
  const known = (each: Switch) => each.latency ?? each.due;
  const offBy = (each: Switch, sign: 1 | -1) =>
    sign * known(each) >= tolerance(study.pace.steps[each.before] ?? 0);
  for (const sign of [1, -1] as const) {
    const off = switches.filter((each) => offBy(each, sign));
    if (switches.length < 5 || proportion(off.length, switches.length).low <= 0.4) continue;
    const late = median(off.map((each) => Math.abs(known(each))));
    const to = [...new Set(off.map(({ after }) => task.subtasks.names[after]!))];
    const word = sign > 0 ? 'late' : 'early';
    const sentence = `The manager switches too ${word}: to ${named(to)} ${steps(late)} ${sign > 0 ? 'after' : 'before'} the expert (median of ${off.length} switches, ${percent(off.length / switches.length)} of all); ${cost(success.manager, time.manager)}.`;
    return { kind: `${word}-switch`, sentence, subtasks: to };
  }
  return null;
}
