import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { root, temporaryFolder } from './cli/burstwise.ts';

/** Addresses in a page of the site that are not of other sites. */
const linksOf = (html: string): string[] =>
  [...html.matchAll(/<[^>]* (?:href|src)="([^"]*)"/g)]
    .map(([, link]) => decodeURI(link!.replaceAll('&amp;', '&')))
    .filter((link) => !/^(https?:|mailto:|data:)/.test(link));

/** Ids of a page, where anchors lead. */
const idsOf = (html: string) => new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));

/** Links of a page that lead nowhere. */
function brokenLinks(page: string, site: ReadonlyMap<string, ReadonlySet<string | undefined>>): string[] {
  return linksOf(readFileSync(page, 'utf8')).filter((link) => {
    const [path = '', anchor = ''] = link.split('#');
    const target = path === '' ? page : resolve(dirname(page), path);
    const ids = site.get(target);
    return ids === undefined ? !existsSync(target) : anchor !== '' && !ids.has(anchor);
  });
}

test('the site is built without a warning, its links lead somewhere, and it knows nothing of this machine', () => {
  const site = temporaryFolder();
  const typedoc = join(root, 'node_modules/typedoc/bin/typedoc');
  const options = ['--out', site, '--logLevel', 'Warn'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [typedoc, ...options], {
    cwd: root,
    encoding: 'utf8',
  });
  // Every exported name has a sentence, and every type that is mentioned is exported: else there would be a warning.
  expect(stdout + stderr).toBe('');
  expect(status).toBe(0);
  const pages = readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    .map((path) => join(site, path));
  expect(pages.length).toBeGreaterThan(100);
  const ids = new Map(pages.map((page) => [page, idsOf(readFileSync(page, 'utf8'))]));
  const broken = pages.flatMap((page) => brokenLinks(page, ids).map((link) => `${page}: ${link}`));
  expect(broken).toEqual([]);
  for (const page of pages) expect(readFileSync(page, 'utf8').includes(root), page).toBe(false);
});
