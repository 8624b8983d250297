import type { Analysis } from '../analysis.ts';
import { castName } from '../cast.ts';
import { counts, type Finding, type Remark } from './finding.ts';
import { percent, range } from './wording.ts';

/** Share of the information on what is due below which choices tell nothing of it. */
const NOTHING = 0.05;
/** Share of the steps from which on one subtask is all that is carried out. */
const MOST = 0.9;

/** What is wrong with the agent as a whole, which leaves nothing to say of its parts. */
export function wholeAgentFindings(analysis: Analysis): Finding[] {
  const { success, steps, tested } = analysis;
  if (!counts(tested.success.total)) return [];
  const about = {
    level: 'agent' as const,
    subtasks: [],
    loss: success.total.value,
    steps: steps.total.value,
  };
  if (actsAsBefore(analysis)) {
    const sentence = `The agent acts as it did before it learned anything; against the expert, this costs ${range(success.total)} of success.`;
    return [{ kind: 'untrained', sentence, ...about }];
  }
  return labelsSayNothing(analysis)
    ? [{ kind: 'shuffled-labels', sentence: shuffledSentence(analysis), ...about }]
    : [];
}

/** Choices that tell nothing, in an agent that loses nothing by them. */
export function wholeAgentRemarks(analysis: Analysis): Remark[] {
  if (counts(analysis.tested.success.total) || !uninformative(analysis)) return [];
  const sentence = `The manager’s choices say nothing of what is due, as after training on shuffled labels: they are right in ${percent(agreement(analysis))} of the steps, but workers succeed whatever is chosen.`;
  return [{ kind: 'shuffled-labels', sentence, subtasks: [] }];
}

/** Whether the agent does in every episode what it did untrained. */
function actsAsBefore({ study }: Analysis): boolean {
  const before = study.traces.get(castName({ manager: 'untrained', workers: 'untrained' })) ?? [];
  const now = study.traces.get(castName({ manager: 'learned', workers: 'learned' })) ?? [];
  return (
    before.length > 0 &&
    before.every(
      ({ actions }, k) =>
        actions.length === now[k]!.actions.length && actions.every((a, i) => a === now[k]!.actions[i]),
    )
  );
}

/** Whether an agent that fails has learned nothing of its subtasks from their labels. */
function labelsSayNothing(analysis: Analysis): boolean {
  const { workersAlone, managerAlone } = analysis.tested.success;
  if (!counts(workersAlone) || !choosesAll(analysis)) return false;
  const shares = workForOthers(analysis);
  const alike = shares.length > 1 && shares.every((share) => share >= FOR_OTHERS);
  const oneKnows = shares.some((share) => share < KNOWS);
  // Where only some ways are open, even a manager that knows nothing is often right.
  if (hasWays(analysis)) return alike;
  if (!counts(managerAlone) || oneKnows) return false;
  return analysis.information < NOTHING || (alike && agreementBeyondChance(analysis) < SLIGHT);
}

function hasWays({ study }: Analysis): boolean {
  return study.traces.get('perfect/learned')?.[0]?.ways != null;
}

/** Whether choices tell nothing of what is due, though all subtasks are chosen. */
function uninformative(analysis: Analysis): boolean {
  return choosesAll(analysis) && analysis.information < NOTHING;
}

function choosesAll({ behaviour }: Analysis): boolean {
  const due = behaviour.expert.subtasks.filter(({ attempts }) => attempts > 0).length;
  const carriedOut = behaviour.learned.subtasks.map(({ steps }) => steps);
  const all = carriedOut.reduce((sum, steps) => sum + steps, 0);
  return due > 1 && Math.max(...carriedOut) < MOST * all;
}

/** Cohen's κ up to which agreement is slight, as Landis and Koch (1977) call it. */
const SLIGHT = 0.2;

/** Cohen's κ of what is due and what is carried out. */
function agreementBeyondChance(analysis: Analysis): number {
  const { confusion, subtasks } = analysis.behaviour.learned;
  const all = confusion.flat().reduce((sum, count) => sum + count, 0);
  const chance = subtasks.reduce((sum, { dueSteps, steps }) => sum + (dueSteps / all) * (steps / all), 0);
  return (agreement(analysis) - chance) / (1 - chance);
}

/** Steps in which subtasks ask for different actions from which a worker is compared. */
const ENOUGH = 10;
/** Share of these in which it acts for another subtask: half of them where it knows nothing of its own, none where it does. */
const FOR_OTHERS = 0.2;
/** The same up to which a worker knows its own subtask. */
const KNOWS = 0.05;

/** How often each worker acts for another subtask than its own; none where the expert does the same for all. */
function workForOthers({ behaviour: { perfectManager } }: Analysis): number[] {
  return perfectManager.likeness.flatMap((others) => {
    const nearer = others.reduce((sum, other) => sum + other.nearer, 0);
    const all = others.reduce((sum, other) => sum + other.nearer + other.farther, 0);
    return all < ENOUGH ? [] : [nearer / all];
  });
}

function shuffledSentence(analysis: Analysis): string {
  const right = `right in ${percent(agreement(analysis))} of the steps`;
  const why = hasWays(analysis)
    ? `the workers do the same whatever they are asked for (the manager’s choices are ${right})`
    : `the manager’s choices say nothing of what is due (${right}), and the workers fail under a perfect manager, too`;
  return `The subtask labels carry no information: ${why}, as after training on shuffled labels; this costs ${range(analysis.success.total)} of success.`;
}

function agreement({ behaviour: { learned } }: Analysis): number {
  const steps = learned.confusion.flat().reduce((sum, count) => sum + count, 0);
  return learned.confusion.reduce((sum, row, k) => sum + row[k]!, 0) / steps;
}
