/**
 * The site that `npm run docs` builds, from the declarations of both packages and from the READMEs beside the code. A warning,
 * such as a link that leads nowhere or a name without a sentence, is an error.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Converter } from 'typedoc';
import { explainSettings } from './dist/src/config/explain.js';
import { settingsPage } from './dist/src/config/explained-text.js';
import { encodeSettings, resolveSettings } from './dist/src/run/settings.js';

const root = dirname(fileURLToPath(import.meta.url));

/** Pages of settings, written from the schemas: of one task whole, of the others only the settings of their own. */
const settings = [
  {
    file: 'settings',
    title: 'Settings',
    task: 'button-food',
    about:
      'All settings of `button-food`, with every alternative that can be chosen. Other tasks have the same settings but for `options`, and defaults of their own: `burstwise config <task> --explain`.',
  },
  {
    file: 'settings-store-recall',
    title: 'Settings of store-recall',
    task: 'store-recall',
    about: 'All settings of `store-recall`, which learns sequences without an environment.',
  },
  ...['button-chain', 'handwriting', 'rooms-maze', 'craft', 'door-key'].map((task) => ({
    file: `settings-${task}`,
    title: `Options of ${task}`,
    task,
    only: 'options.',
    about: `The settings that \`${task}\` has of its own.`,
  })),
];

/** Writes the pages of settings; returns their files. */
async function settingsPages() {
  const folder = join(root, 'dist/pages');
  mkdirSync(folder, { recursive: true });
  return Promise.all(settings.map((page) => writeSettingsPage(folder, page)));
}

async function writeSettingsPage(folder, { file, title, task, about, only = '' }) {
  const resolved = await resolveSettings({ task });
  const options = { settings: encodeSettings(resolved), alternatives: true };
  const explained = explainSettings(resolved.task.schema, options);
  const page = settingsPage(
    title,
    explained.filter(({ path }) => path.startsWith(only)),
  );
  const path = join(folder, `${file}.md`);
  writeFileSync(path, page.replace('\n\n', `\n\n${about}\n\n`));
  return path;
}

/** Pages are called by their headings: as files, most of them have the name README. */
function callPagesByHeading(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, page) => {
    const heading = /^# (.+)$/m.exec(page.content.map(({ text }) => text).join(''));
    if (heading !== null) page.name = heading[1];
  });
}

/** What users import, by what it is built from. */
const modules = {
  'dist/src': 'burstwise',
  'dist/agents': 'burstwise/agents',
  'dist/envs': 'burstwise/envs',
  'envs/gymnasium-js/dist': 'gymnasium-js',
};

function callModulesByImport(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.children) module.name = modules[module.name] ?? module.name;
  });
}

/** The first page has a heading of its own, the name of the project. */
function dropHeadingOfReadme(app) {
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    const [first] = project.readme;
    first.text = first.text.replace(/^# .+\n/, '');
  });
}

/** In the order of the site's navigation. */
const pages = [
  'src/cli/new/README.md',
  'src/run/README.md',
  'src/data/README.md',
  'agents/README.md',
  'envs/README.md',
  'envs/gridworld/minigrid/README.md',
  'envs/gymnasium-js/README.md',
  'src/models/README.md',
  'src/models/burst/README.md',
  'src/models/readout/README.md',
  'src/models/linear/README.md',
  'src/models/random-relu/README.md',
  'src/models/perceptron/README.md',
  'src/README.md',
  'src/cli/README.md',
  'src/wasm/README.md',
  'experiments/README.md',
  'experiments/bench/README.md',
  'experiments/button-chain/README.md',
  'experiments/motor-programs/README.md',
  'experiments/recurrence/README.md',
  'CHANGELOG.md',
];

export default {
  name: 'Burstwise',
  entryPoints: Object.keys(modules).map((folder) => `${folder}/index.d.ts`),
  readme: 'README.md',
  projectDocuments: [...pages, ...(await settingsPages())],
  plugin: [callPagesByHeading, callModulesByImport, dropHeadingOfReadme],
  out: 'docs',
  tsconfig: 'tsconfig.docs.json',
  sort: ['documents-first', 'kind', 'instance-first', 'alphabetical-ignoring-documents'],
  includeHierarchySummary: false,
  disableSources: true,
  disableGit: true,
  excludePrivate: true,
  excludeExternals: false,
  externalPattern: ['**/node_modules/**'],
  validation: { notExported: true, invalidLink: true, notDocumented: true, invalidPath: true },
  requiredToBeDocumented: ['Variable', 'Function', 'Class', 'Interface', 'TypeAlias', 'Enum'],
  intentionallyNotExported: [
    'decisionsSchema',
    'settingsSchema',
    'notesSchema',
    'envs/navigation/button-food/adapter.ts:options',
    'envs/navigation/button-chain/adapter.ts:options',
    'envs/handwriting/adapter.ts:options',
    'envs/gridworld/craft/adapter.ts:options',
    'envs/gridworld/rooms-maze/adapter.ts:options',
    'Optional',
    'describedTypes',
    'places',
    'pointSchema',
  ],
  highlightLanguages: ['bash', 'javascript', 'json', 'python', 'typescript', 'yaml'],
  treatWarningsAsErrors: true,
};
