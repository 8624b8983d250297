/** An experiment of no cost, for the command that runs experiments. */
export default {
  script: 'table:powers',
  description: 'powers of seeds',
  defaults: { seeds: '1-3' },
  cells: ({ seeds }) =>
    [2, 3].flatMap((power) => seeds.map((seed) => ({ name: `power ${power}`, power, seed }))),
  measure: ({ power, seed }) => seed ** power,
  render: (measured, { seeds }) => ({
    title: 'Powers',
    table: { head: ['seed'], rows: [] },
    data: { seeds, rows: measured.map(({ result }) => result) },
  }),
};
