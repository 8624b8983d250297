/**
 * Who may import whom. `src` is the ground and knows neither environments nor agents, but for its roof, `src/burstwise.ts`;
 * `envs` and `agents` stand side by side on it and meet through the contract in `src/task`; a model of learning is one folder
 * of `src/models`; `experiments` may import everything, and only the roof may import them; `envs/gymnasium-js` stands alone.
 */

/** Files of folders of `src`. */
const rooms = (...names) => `^src/(${names.join('|')})/`;
const roof = '^src/burstwise[.]ts$';
const gymnasium = '^envs/gymnasium-js/';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    forbid(
      'no-circles',
      'Files do not import each other in circles; of gymnasium-js, env, spec and vector-env do, as in Python.',
      { pathNot: `${gymnasium}src/(env|registration/spec|vector/vector-env)[.]ts$` },
      { circular: true },
    ),
    forbid('resolved', 'Every import names a file or package that there is.', {}, { couldNotResolve: true }),
    forbid(
      'declared',
      'Packages are dependencies of package.json.',
      { path: '^(src|agents|envs|experiments)/', pathNot: '^experiments/(bench|soak)/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '^node_modules/@types/' },
    ),
    forbid(
      'gymnasium-alone',
      'gymnasium-js knows nothing of the project.',
      { path: gymnasium },
      { path: '^(src|agents|experiments|envs/(?!gymnasium-js))' },
    ),
    forbid(
      'ground-below',
      'The ground knows no environment, no agent and no experiment; only its roof does.',
      { path: '^src/', pathNot: roof },
      { path: `^(agents|envs|experiments)/`, pathNot: gymnasium },
    ),
    forbid(
      'wings-apart',
      'Environments and agents meet through src/task.',
      { path: '^envs/', pathNot: gymnasium },
      { path: '^(agents|experiments)/' },
    ),
    forbid(
      'wings-apart-too',
      'Agents and environments meet through src/task.',
      { path: '^agents/' },
      { path: '^(envs|experiments)/', pathNot: gymnasium },
    ),
    forbid(
      'envs-know-no-network',
      'Environments know no model of learning, no run and no command line.',
      { path: '^envs/', pathNot: gymnasium },
      { path: rooms('models', 'wasm', 'run', 'cli', 'sequence', 'parity') },
    ),
    forbid(
      'numeric-lowest',
      'Numbers know errors only.',
      { path: rooms('numeric') },
      { path: '^src/', pathNot: '^src/(numeric/|errors[.]ts$)' },
    ),
    forbid(
      'wasm-above-numeric',
      'WebAssembly knows numbers only.',
      { path: rooms('wasm') },
      { path: '^src/', pathNot: '^src/(wasm/|numeric/|errors[.]ts$)' },
    ),
    forbid(
      'models-know-numbers',
      'Models know numbers, configuration schemas and what saves their arrays; no task, no data, no run.',
      { path: rooms('models') },
      { path: '^src/', pathNot: '^src/(models|numeric|wasm|config|files)/|^src/errors[.]ts$' },
    ),
    forbid(
      'models-apart',
      'A model imports no other model but the readouts.',
      { path: '^src/models/([^/]+)/' },
      { path: '^src/models/[^/]+/', pathNot: '^src/models/($1|readout)/' },
    ),
    forbid(
      'ground-rooms-know-no-task',
      'What serves everything knows no model and no task.',
      {
        path: rooms('config', 'files', 'process', 'report', 'figures', 'terminal', 'encoding', 'statistics'),
      },
      { path: rooms('models', 'wasm', 'task', 'data', 'episodes', 'run', 'sequence', 'parity', 'cli') },
    ),
    forbid(
      'task-is-a-contract',
      'The contract knows no model, no data and no run.',
      { path: rooms('task') },
      { path: rooms('models', 'wasm', 'data', 'run', 'sequence', 'parity', 'cli') },
    ),
    forbid(
      'cli-on-top',
      'Nothing imports the command line but the roof, and experiments its option parsers.',
      { path: '^(src|agents|envs)/', pathNot: `^src/cli/|${roof}` },
      { path: rooms('cli') },
    ),
    forbid(
      'node-at-the-edge',
      'Modules of Node are used where files, processes and terminals are; the rest runs in a browser, too.',
      {
        path: '^(src|agents|envs)/',
        pathNot: `${gymnasium}|${rooms('files', 'process', 'terminal', 'data', 'run', 'cli')}|${roof}|^envs/python/|^src/wasm/build[.]mjs$|^src/figures/svg-to-image[.]ts$|^src/config/config-file[.]ts$`,
      },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'pino-at-the-edge',
      'Logs are set up in one place.',
      { path: '^(src|agents|envs)/', pathNot: '^src/process/logger[.]ts$' },
      { path: '^node_modules/pino' },
    ),
    forbid(
      'commander-at-the-edge',
      'Options of the command line are parsed there.',
      { path: '^(src|agents|envs)/', pathNot: rooms('cli') },
      { path: '^node_modules/commander/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|^src/wasm/assembly/|^src/cli/bin[.]js$|/test/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
