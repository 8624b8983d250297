import type { Measured } from '../cells/cell.ts';
import type { Competed } from './competed.ts';
import type { ComparisonCell } from './request.ts';

/** A way of learning with a budget of labels: one training a seed. */
type Trained = readonly Measured<ComparisonCell, Competed>[];

/** What a table of success against labels does not show: budgets that were not spent, and ways that taught the same. */
export function remarksOn(groups: readonly Trained[]): readonly string[] {
  return [...unspentBudgets(groups), ...sameAgents(groups)];
}

/** Ways of learning that ended before their budget. */
function unspentBudgets(groups: readonly Trained[]): readonly string[] {
  const unspent = groups.flatMap(([...group]) => {
    const { contender, labels } = group[0]!.cell;
    const given = Math.max(...group.map(({ result }) => result.managerLabels + result.workerLabels));
    return given < labels ? [`${contender} (${given} of ${labels})`] : [];
  });
  if (unspent.length === 0) return [];
  return [`The training was over before the budget of labels was spent: ${unspent.join(', ')}.`];
}

/** Ways of learning with the same weights in every seed, as algorithms have that begin alike. */
function sameAgents(groups: readonly Trained[]): readonly string[] {
  const budgetsOf = new Map<string, number[]>();
  for (const [k, group] of groups.entries()) {
    const { contender, labels } = group[0]!.cell;
    for (const other of groups.slice(k + 1).filter(([one]) => one!.cell.labels === labels)) {
      if (!group.every(({ result: { weights } }, seed) => weights && weights === other[seed]!.result.weights))
        continue;
      const pair = `${contender} and ${other[0]!.cell.contender}`;
      budgetsOf.set(pair, [...(budgetsOf.get(pair) ?? []), labels]);
    }
  }
  return [...budgetsOf].map(
    ([pair, budgets]) =>
      `With ${budgets.join(', ')} labels ${pair} are the same agents: the training ends before the ways part.`,
  );
}
