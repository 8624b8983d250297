import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** One import: of a file of the project, as a path from the root, or of a package, as its name. */
interface Import {
  readonly from: string;
  readonly to: string;
}

const imports = ['src', 'envs', 'agents', 'experiments'].flatMap((folder) =>
  sourceFiles(folder).flatMap(importsOf),
);

/** TypeScript and JavaScript files below a folder, as paths from the root; tests and builds aside. */
function sourceFiles(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|js|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !/(^|\/)(node_modules|dist|test)\//.test(path));
}

/** Whatever a file imports, exports from elsewhere, loads on demand or requires; types included. */
function importsOf(from: string): Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, from), 'utf8'), true, true);
  return importedFiles
    .map(({ fileName }) => ({ from, to: targetOf(from, fileName) }))
    .filter(({ to }) => !to.startsWith('node:'));
}

function targetOf(from: string, name: string): string {
  if (!name.startsWith('.')) return name;
  return relative(root, resolve(root, dirname(from), name))
    .split(sep)
    .join('/');
}

/** Imports by files of `layer` of anything that is neither in it nor allowed; paths that end in / are folders. */
function strays(layer: string, allowed: readonly string[]): string[] {
  return listed(imports.filter(({ from, to }) => within(from, layer) && !within(to, layer, ...allowed)));
}

/** Imports by files of `layer` (except some) of what they must not know. */
function trespasses(layer: string, forbidden: readonly string[], except: readonly string[] = []): string[] {
  return listed(
    imports.filter(
      ({ from, to }) => within(from, layer) && !within(from, ...except) && within(to, ...forbidden),
    ),
  );
}

function within(path: string, ...places: readonly string[]): boolean {
  return places.some((place) => path === place || (place.endsWith('/') && path.startsWith(place)));
}

const listed = (found: readonly Import[]) => found.map(({ from, to }) => `${from} → ${to}`);

const gymnasium = ['gymnasium-js', 'gymnasium-js/elementary'];
const everywhere = ['src/', 'envs/', 'agents/'];

describe('dependency direction', () => {
  test('the files and their imports are found', () => {
    const found = listed(imports);
    expect(found).toContain('src/models/burst/plain-population.ts → src/models/burst/plasticity.ts');
    expect(found).toContain('src/models/burst/plasticity.ts → gymnasium-js/elementary');
    // Loaded on demand, through require.
    expect(found).toContain('src/process/logger.ts → pino');
    expect(found.length).toBeGreaterThan(200);
  });

  test('every import of a file names one that there is', () => {
    const files = new Set(['src', 'envs', 'agents', 'experiments'].flatMap(sourceFiles));
    const paths = imports.filter(({ to }) => to.includes('/') && /\.(ts|js|mjs)$/.test(to));
    const missing = paths.filter(({ to }) => within(to, ...everywhere) && !files.has(to));
    expect(listed(missing)).toEqual([]);
  });

  test('numeric knows random numbers and elementary functions only', () => {
    expect(strays('src/numeric/', gymnasium)).toEqual([]);
  });

  test('neurons know numbers only: no task, no configuration, no files', () => {
    expect(strays('src/neuron/', ['src/errors.ts', 'src/numeric/', 'src/kernel/', ...gymnasium])).toEqual([]);
    // Where populations are made, kernels are chosen; the rest of the model knows nothing of them.
    expect(trespasses('src/neuron/', ['src/kernel/'], ['src/models/burst/population.ts'])).toEqual([]);
  });

  test('the kernel knows neurons only', () => {
    const allowed = ['src/errors.ts', 'src/neuron/', 'src/numeric/', ...gymnasium];
    expect(
      strays('src/kernel/', allowed).filter((stray) => !stray.startsWith('src/wasm/build.mjs →')),
    ).toEqual([]);
  });

  test('encoders know numbers only', () => {
    expect(strays('src/encoding/', ['src/numeric/', ...gymnasium])).toEqual([]);
  });

  test('rollouts and datasets know environments and nothing of agents', () => {
    expect(
      strays('src/data/', [
        'src/numeric/',
        'src/errors.ts',
        'src/run/',
        'zod',
        'h5wasm/node',
        'apache-arrow',
        ...gymnasium,
      ]),
    ).toEqual([]);
  });

  test('the library knows no task: only the command line and entry points bring things together', () => {
    const outside = ['agents/', 'envs/', 'experiments/'];
    expect(trespasses('src/', outside, ['src/cli/', 'src/index.ts'])).toEqual([]);
  });

  test('agents meet environments through the adapter only', () => {
    const environments = imports.filter(({ from, to }) => within(from, 'agents/') && within(to, 'envs/'));
    expect(listed(environments.filter(({ to }) => to !== 'src/task/environment-adapter.ts'))).toEqual([]);
    expect(environments.length).toBeGreaterThan(0);
  });

  test('environments know no agent and no neuron', () => {
    expect(
      trespasses('envs/', ['agents/', 'src/neuron/', 'src/kernel/', 'src/sequence/', 'src/parity/']),
    ).toEqual([]);
  });

  test('gymnasium-js stands alone', () => {
    const project = imports.filter(({ from, to }) => within(from, 'envs/gymnasium-js/') && isOurs(to));
    expect(listed(project)).toEqual([]);
  });

  test('nothing imports experiments', () => {
    expect(everywhere.flatMap((layer) => trespasses(layer, ['experiments/']))).toEqual([]);
  });

  test('pino and commander are set up at the edge', () => {
    const all = [...everywhere, 'experiments/'];
    const users = (packages: string[], edge: string[]) =>
      all.flatMap((layer) => trespasses(layer, packages, edge));
    expect(users(['pino', 'pino-pretty'], ['src/cli/', 'src/process/logger.ts'])).toEqual([]);
    // Experiments are programs, too.
    expect(users(['commander'], ['src/cli/', 'experiments/'])).toEqual([]);
  });

  test('no folder imports the one that imports it', () => {
    const folders = new Map<string, Set<string>>();
    for (const { from, to } of imports) {
      if (!within(from, 'src/') || !within(to, 'src/')) continue;
      const [source, target] = [dirname(from), dirname(to)];
      if (source === 'src' || target === 'src' || source === target) continue;
      // Kernels are chosen in `population.ts`, see above.
      if (from === 'src/models/burst/population.ts' && target === 'src/kernel') continue;
      folders.set(source, (folders.get(source) ?? new Set()).add(target));
    }
    const mutual = [...folders].flatMap(([source, targets]) =>
      [...targets]
        .filter((target) => source < target && folders.get(target)?.has(source))
        .map((target) => `${source} ↔ ${target}`),
    );
    expect(mutual).toEqual([]);
  });
});

/** Whether a target is a part of the project outside gymnasium-js. */
function isOurs(to: string): boolean {
  return (
    to.startsWith('burstwise') ||
    (within(to, ...everywhere, 'experiments/') && !within(to, 'envs/gymnasium-js/'))
  );
}
