/** An experiment whose cells take some tenths of a second each, for commands that meet while one of them runs. */
export default {
  script: 'table:sums',
  description: 'sums of many numbers',
  defaults: { seeds: '1-3' },
  cells: ({ seeds }) => seeds.map((seed) => ({ name: 'sum', seed })),
  measure({ seed }) {
    let sum = 0;
    for (let k = 0; k < 5e7; k++) sum = (sum + seed * k) % 1009;
    return sum;
  },
  render: (measured) => ({
    title: 'Sums',
    table: { head: ['sum'], rows: measured.map(({ result }) => [`${result}`]) },
    data: { rows: measured.map(({ result }) => result) },
  }),
};
