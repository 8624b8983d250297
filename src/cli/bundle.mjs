/**
 * Joins what tsc has compiled, with the packages that every training loads, into few files: `dist/command`, which `bin.js`
 * runs. Node needs most of a command's start, and of that of each thread, to find and compile hundreds of small modules.
 * Libraries that others import are what tsc wrote; the command alone runs these files.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../..', import.meta.url));
const target = join(root, 'dist/command');

/** Modules that threads begin with. Others name them by a place beside their own, so they lie beside all parts. */
const threads = [
  'src/run/seed-thread',
  'src/run/evaluation-thread',
  'src/run/comparison/comparison-thread',
  'src/run/leases/heartbeat-thread',
  'src/cli/record/thread',
  'src/data/arrow-worker',
  'src/data/hdf5-worker',
  'experiments/reproduce/measuring-thread',
];

/** Packages that become part of the bundle: every training loads them, and they need no files beside their modules. */
const joined =
  /^(gymnasium-js|zod|yaml|commander|fast-png|iobuffer|fflate|@noble\/hashes|@observablehq\/plot|d3(-\w+)*|isoformat|internmap|interval-tree-1d|binary-search-bounds|hershey)(\/|$)/;

const gymnasium = join(root, 'envs/gymnasium-js/dist');

/** A path as addresses have it, also on Windows. */
const slashed = (path) => path.replaceAll('\\', '/');

/** Reads what tsc has compiled, with its maps, so that stack traces can name lines of sources. */
const compiled = {
  name: 'compiled',
  load(id) {
    if (relative(root, id).startsWith('node_modules') || !existsSync(`${id}.map`)) return null;
    const code = readFileSync(id, 'utf8');
    // Python programs and threads of gymnasium-js lie beside its modules, not beside the bundle.
    const place = `new URL('${slashed(relative(gymnasium, id))}', import.meta.resolve('gymnasium-js')).href`;
    return {
      code: id.startsWith(gymnasium) ? code.replaceAll('import.meta.url', place) : code,
      map: readFileSync(`${id}.map`, 'utf8'),
    };
  },
};

const entries = ['src/burstwise', ...threads].map((path) => [
  path === 'src/burstwise' ? 'burstwise' : `parts/${basename(path)}`,
  join(root, 'dist', `${path}.js`),
]);

const bundle = await rolldown({
  input: Object.fromEntries(entries),
  cwd: root,
  platform: 'node',
  external: (id) => !isAbsolute(id) && /^[@\w]/.test(id) && !joined.test(id),
  plugins: [compiled],
});
const { output } = await bundle.generate({
  dir: target,
  format: 'esm',
  sourcemap: true,
  sourcemapExcludeSources: true,
  comments: false,
  chunkFileNames: 'parts/[name].js',
});
await bundle.close();
const files = new Map(output.map((file) => [file.fileName, file.code ?? file.source]));
files.set('licences.txt', licencesOf(output.flatMap(({ moduleIds = [] }) => moduleIds)));
checkPlaces();
writeChanged();

/** The licences of the packages whose modules became part of the bundle. @throws Error where one has none */
function licencesOf(ids) {
  const folders = new Set(
    ids.map((id) => /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(slashed(id))?.[0]).filter(Boolean),
  );
  return [...folders].sort().map(licenceIn).join('\n');
}

function licenceIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const entries = readdirSync(folder, { withFileTypes: true });
  const texts = entries
    .filter((entry) => entry.isFile() && /licen[cs]e|copying|notice/i.test(entry.name))
    .map((entry) => `\n${readFileSync(join(folder, entry.name), 'utf8').trim()}\n`);
  if (texts.length === 0)
    throw new Error(
      `${folder}: expected a file with the licence of ${name}, received none; take the package out of \`joined\``,
    );
  return `${name} ${version}, ${license}\n${texts.join('')}`;
}

/** @throws Error where a part names a file beside itself that is not in the bundle */
function checkPlaces() {
  for (const [name, code] of files)
    for (const [, place] of code.matchAll(/new URL\(["'`](\.[^"'`$]*\.js)["'`], import\.meta\.url\)/g))
      if (!files.has(posix.join(posix.dirname(name), place)))
        throw new Error(
          `${name}: expected ${place} beside it in the bundle, received nothing; list its thread in bundle.mjs`,
        );
}

/** Leaves files as they are that would not change: a command may be running. */
function writeChanged() {
  mkdirSync(join(target, 'parts'), { recursive: true });
  for (const [name, content] of files) {
    const path = join(target, name);
    if (!existsSync(path) || readFileSync(path, 'utf8') !== content) writeFileSync(path, content);
  }
  for (const name of readdirSync(target, { recursive: true, encoding: 'utf8' }))
    if (name !== 'parts' && !files.has(slashed(name))) rmSync(join(target, name));
}
