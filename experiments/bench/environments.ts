import { PythonBridgeError } from 'gymnasium-js/python';
import { benchGridworld } from './gridworld.ts';
import { benchGymnasium } from './gymnasium.ts';
import { markdownTable } from './markdown.ts';
import { digits, withSpread } from './speed-table.ts';
import type { BenchResult } from './turns.ts';

const sections = [
  { name: 'Env + OrderEnforcing + TimeLimit, and the bridge to Python', measure: benchGymnasium },
  { name: 'gridworlds beside Python’s minigrid', measure: benchGridworld },
];

/** Steps per second of environments beside Python's, printed; what Python lacks is left out with a line. */
export function measureEnvironments(
  settings: { readonly rounds: number; readonly seconds: number },
  print: (text: string) => void,
) {
  return sections.flatMap(({ name, measure }) => {
    try {
      const result = measure(settings);
      print(`\n${name}\n\n${environmentTable(result)}`);
      return [{ name, ...result }];
    } catch (error) {
      if (!(error instanceof PythonBridgeError)) throw error;
      print(`\n${name}: left out, for Python lacks something: ${error.message.split('\n')[0]}`);
      return [];
    }
  });
}

function environmentTable({ rows, ratios }: BenchResult): string {
  return markdownTable({
    head: ['', 'median [quartiles]', 'goal'],
    rows: [
      ...rows.map((row) => [row.name, `${withSpread(row)} ${row.unit}`, '']),
      ...ratios.map(({ name, value, goal }) => [name, digits(value), `${goal}`]),
    ],
  });
}
