import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bin, burstwise, temporaryFolder } from './burstwise.ts';

/** Where the clone is, whose own path may hold such names. */
const root = new URL('../..', import.meta.url).href;

/** The modules that a command loads, also those that the bundle has joined, by their addresses. */
function loadedBy(args: readonly string[]): readonly string[] {
  const hooks = join(temporaryFolder(), 'hooks.mjs');
  const load =
    'export const load = (url, context, next) => (process._rawDebug("loads " + url), next(url, context));';
  writeFileSync(
    hooks,
    `import { register } from 'node:module';
     register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(load)}));`,
  );
  const { stderr } = spawnSync(process.execPath, ['--import', hooks, bin, ...args], { encoding: 'utf8' });
  return [...stderr.matchAll(/^loads (.*)$/gm)].flatMap(([, url]) => joinedIn(url!));
}

function joinedIn(url: string): readonly string[] {
  const map = new URL(`${url}.map`);
  if (map.protocol !== 'file:' || !existsSync(map)) return [url];
  const { sources } = JSON.parse(readFileSync(fileURLToPath(map), 'utf8')) as { sources: readonly string[] };
  return sources.map((source) => new URL(source, map).href);
}

describe('help', () => {
  it('comes without environments, agents, schemas and libraries but for the one that parses options', () => {
    const modules = loadedBy(['--help']);
    expect(modules).toContain(`${root}src/cli/main.ts`);
    const packages = modules.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
    expect([...new Set(packages)]).toEqual(['commander']);
    const own = modules.map((url) => url.replace(root, '/'));
    expect(own.filter((url) => /\/(envs|agents|models|data|figures)\//.test(url))).toEqual([]);
  });

  it('has examples, and says where names, settings and defaults are', () => {
    expect(burstwise(['--help']).stdout).toContain('burstwise new task my-task');
    const { stdout } = burstwise(['train', '--help']);
    expect(stdout).toContain('burstwise train --resume runs/mine');
    expect(stdout).toContain('(default: 1)');
    expect(stdout).toContain('burstwise config <task> --explain');
    expect(stdout).toContain('burstwise envs list');
    expect(burstwise(['help', 'record']).stdout).toContain('--human');
  });
});

describe('envs', () => {
  it('lists levels, and tasks without an environment', () => {
    const listed = burstwise(['envs', 'list', '--levels']).stdout;
    expect(listed).toContain('\n    MiniGrid-DoorKey-16x16-v0\n');
    expect(listed).toContain('\nstore-recall  (no environment)\n');
    expect(burstwise(['envs', 'show', 'store-recall']).stdout).toContain(
      'burstwise config store-recall --explain',
    );
  });
});
