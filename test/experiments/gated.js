import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder in which a cell says that it has begun; it ends when there is a file `open`. */
const gate = process.env.GATE;

/** An experiment whose cells wait until a test has seen that they have begun. */
export default {
  script: 'table:gated',
  description: 'squares of seeds',
  defaults: { seeds: '1-8' },
  cells: ({ seeds }) => seeds.map((seed) => ({ name: 'square', seed })),
  async measure({ seed }) {
    writeFileSync(join(gate, `${seed}-${process.pid}`), '');
    while (!existsSync(join(gate, 'open'))) await new Promise((look) => setTimeout(look, 10));
    return seed ** 2;
  },
  render: (measured) => ({
    title: 'Squares',
    table: { head: ['square'], rows: measured.map(({ result }) => [`${result}`]) },
    data: { rows: measured.map(({ result }) => result) },
  }),
};
