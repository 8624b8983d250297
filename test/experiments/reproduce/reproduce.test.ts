import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeReproductions, namesOf } from '../../../experiments/reproduce/catalogue.ts';
import { documentSchema } from '../../../src/report/document-schema.ts';
import { root, temporaryFolder } from '../../cli/burstwise.ts';

const program = join(root, 'src/cli/bin.js');
const quick = (out: string, ...names: readonly string[]) => ['reproduce', ...names, '--quick', '--out', out];

/** Runs the command to its end, which must be a good one; returns what it printed. */
function reproduce(out: string, ...args: readonly string[]): string {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...quick(out, ...args)], options);
  expect(status, stderr).toBe(0);
  return stdout;
}

/** Files of results, as their names and contents. */
const resultsOf = (out: string) =>
  new Map(
    readdirSync(join(out, 'cells'))
      .filter((file) => file.endsWith('.json'))
      .map((file) => [file, readFileSync(join(out, 'cells', file), 'utf8')]),
  );

it('every experiment runs, and has a page without scripts, data, and its pictures', () => {
  const out = temporaryFolder();
  const documents = JSON.parse(reproduce(out, 'all', '--json')) as unknown[];
  const names = describeReproductions().map(({ name }) => name);
  expect(documents).toHaveLength(names.length);
  names.forEach((name, k) => {
    const data = documentSchema.parse(documents[k]);
    expect(data['experiment']).toBe(name);
    expect(documentSchema.parse(JSON.parse(readFileSync(join(out, name, 'data.json'), 'utf8')))).toEqual(
      data,
    );
    const page = readFileSync(join(out, name, 'page.html'), 'utf8');
    expect(page).toContain('</html>');
    expect(page).not.toMatch(/<script|NaN|undefined/);
    // Published values belong to longer trainings than those of a quick check.
    expect(data['judgements']).not.toContainEqual(expect.objectContaining({ published: expect.any(Number) }));
    expect(page).not.toMatch(/published notebook|published: /);
    const pictures = data.sections.flatMap((section) => section.pictures);
    expect(pictures.length, name).toBeGreaterThan(0);
    for (const { id } of pictures)
      for (const ending of ['svg', 'png'])
        expect(statSync(join(out, name, `${id}.${ending}`)).size, id).toBeGreaterThan(1000);
  });
}, 600_000);

it.each([
  ['SIGKILL', null],
  ['SIGINT', 130],
] as const)(
  'continues after %s, without measuring anything again',
  async (signal, exitCode) => {
    const out = temporaryFolder();
    const child = spawn(process.execPath, [program, ...quick(out, 'fig1', '--jobs', '1')], { cwd: root });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    while (!existsSync(join(out, 'cells')) || resultsOf(out).size < 2)
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill(signal);
    expect(await ended).toBe(exitCode);
    const before = resultsOf(out);
    expect(existsSync(join(out, 'fig1'))).toBe(false);
    reproduce(out, 'fig1');
    const after = resultsOf(out);
    // CPU times tell measurements of the same cell apart.
    for (const [file, content] of before) expect(after.get(file)).toBe(content);
    expect(after.size).toBe(6);
    expect(existsSync(join(out, 'fig1/page.html'))).toBe(true);
  },
  300_000,
);

it('all means every experiment, each is measured once, and unknown names are refused', () => {
  expect(namesOf(['fig1', 'all'])).toEqual(describeReproductions().map(({ name }) => name));
  expect(namesOf(['fig1', 'fig1'])).toEqual(['fig1']);
  expect(() => namesOf(['fig0'])).toThrow(/reproduce: expected all or some of fig1.*received fig0/);
});
