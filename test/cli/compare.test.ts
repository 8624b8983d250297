import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { burstwise, interruptBurstwise, temporaryFolder } from './burstwise.ts';

const request = [
  ...['compare', 'button-food', '--models', 'linear,random-relu', '--algorithms', 'dagger,flat-dart'],
  ...['--labels', '75,150', '--seeds', '1-2', '--episodes', '5'],
];

const filesOf = (folder: string) => readdirSync(folder).filter((name) => /\.(json|svg|png)$/.test(name));
const contents = (folder: string) =>
  Object.fromEntries(filesOf(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]));

test('killed and repeated, on any number of threads, a comparison ends with the same bytes', async () => {
  const [whole, killed] = [temporaryFolder(), temporaryFolder()];
  const { status, stdout, stderr } = burstwise([...request, '--out', whole, '--jobs', '2', '--json']);
  expect(stderr).toContain('comparison.png');
  expect(status).toBe(0);
  const { rows } = JSON.parse(stdout);
  expect(rows).toHaveLength(8);
  for (const { labels, managerLabels, workerLabels, contender } of rows) {
    managerLabels.forEach((given: number, k: number) => {
      expect(given + workerLabels[k]).toBe(labels);
      if (contender.startsWith('flat')) expect(given).toBe(0);
    });
  }
  const repeated = [...request, '--out', killed, '--jobs', '1'];
  await interruptBurstwise(repeated, /cells [3-9]\/16/, { signals: ['SIGKILL'] });
  expect(filesOf(killed).length).toBeLessThan(filesOf(whole).length);
  expect(burstwise(repeated).status).toBe(0);
  expect(contents(killed)).toEqual(contents(whole));
  rmSync(join(killed, 'comparison.json'));
  const again = burstwise(repeated);
  expect(again.stdout).toContain('exact McNemar, pairs of layouts, Holm\n┌');
  expect(contents(killed)).toEqual(contents(whole));
});
