import { PythonBridgeError } from 'gymnasium-js/python';
import { formatTable } from '../../src/cli/output.ts';
import { benchGridworld } from './gridworld.ts';
import { type BenchResult, benchGymnasium } from './gymnasium.ts';
import { digits, withSpread } from './speed-table.ts';

const sections = [
  { name: 'Env + OrderEnforcing + TimeLimit, and the bridge to Python', measure: benchGymnasium },
  { name: 'gridworlds beside Python’s minigrid', measure: benchGridworld },
];

/** Steps per second of environments beside Python's, printed; what Python lacks is left out with a line. */
export function measureEnvironments(settings: { readonly rounds: number; readonly seconds: number }) {
  return sections.flatMap(({ name, measure }) => {
    try {
      const result = measure(settings);
      process.stdout.write(`\n${name}\n${environmentTable(result)}\n`);
      return [{ name, ...result }];
    } catch (error) {
      if (!(error instanceof PythonBridgeError)) throw error;
      process.stdout.write(
        `\n${name}: left out, for Python lacks something: ${error.message.split('\n')[0]}\n`,
      );
      return [];
    }
  });
}

function environmentTable({ rows, ratios }: BenchResult): string {
  return formatTable({
    head: ['', 'median [least, most]', 'goal'],
    rows: [
      ...rows.map(({ name, value, low, high, unit }) => [
        name,
        `${withSpread({ median: value, low, high })} ${unit}`,
        '',
      ]),
      ...ratios.map(({ name, value, goal }) => [name, digits(value), `${goal}`]),
    ],
  });
}
