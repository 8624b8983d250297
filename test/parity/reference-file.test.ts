import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { readJsonFile } from '../../src/files/json-file.ts';
import { parseReference } from '../../src/parity/reference-file.ts';
import { runReference } from './reference-run.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstwise-parity-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const reference = () => runReference(1, { N: 5, N_E: 4, T: 12, contexts: 2 });

/** The problems found in a reference after a change, which may break its type. */
// biome-ignore lint/suspicious/noExplicitAny: the changes are malformed on purpose
function problemsOf(change: (file: any) => void) {
  const file = reference();
  change(file);
  try {
    parseReference(JSON.parse(JSON.stringify(file)), 'file.json');
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('parseReference', () => {
  test('a good file is read as it is, unknown fields aside', () => {
    const file = reference();
    expect(parseReference(JSON.parse(JSON.stringify({ ...file, about: 'a run' })), 'file.json')).toEqual(
      file,
    );
  });

  // biome-ignore lint/suspicious/noExplicitAny: the changes are malformed on purpose
  const malformed: [string, (file: any) => void, string, RegExp][] = [
    ['no parameters', (file) => delete file.parameters, 'parameters', /mapping/],
    ['no neurons', (file) => (file.parameters.N = 0), 'parameters.N', />= 1/],
    ['too many excitatory neurons', (file) => (file.parameters.N_E = 6), 'parameters.N_E', /at most N/],
    ['a negative rate', (file) => (file.parameters.eta = -1), 'parameters.eta', />= 0/],
    [
      'another readout',
      (file) => (file.parameters.readout = 'burst'),
      'parameters.readout',
      /target, recurrent/,
    ],
    ['a missing matrix', (file) => delete file.initial.w, 'initial.w', /list/],
    ['a missing row', (file) => file.initial.J.pop(), 'initial.J', /list of length 5/],
    ['a short row', (file) => file.initial.J_in[3].pop(), 'initial.J_in[3]', /list of length 4/],
    ['text for a number', (file) => (file.initial.J_out[1][2] = '3'), 'initial.J_out[1][2]', /finite number/],
    ['null for a number', (file) => (file.input[0][7] = null), 'input[0][7]', /finite number/],
    ['too few targets', (file) => file.targets.pop(), 'targets', /list of length 2/],
    ['no stored training', (file) => (file.training = []), 'training', /length >= 1/],
    ['another context', (file) => (file.training[1].context = 2), 'training[1].context', /<= 1/],
    ['another iteration', (file) => (file.training[0].iteration = 3), 'training[0].iteration', /<= 2/],
    ['a missing kind of event', (file) => delete file.training[0].soma, 'training[0].soma', /list/],
    ['events of too few steps', (file) => file.training[0].soma.pop(), 'training[0].soma', /length 12/],
    [
      'a neuron that is not there',
      (file) => file.training[0].burstWindow[4].push(5),
      'training[0].burstWindow[4][0]',
      /<= 4/,
    ],
    ['too few outputs', (file) => file.recall[1].output[0].pop(), 'recall[1].output[0]', /length 9/],
    ['no error', (file) => delete file.recall[0].error, 'recall[0].error', /finite number/],
    ['a missing bias', (file) => file.final.bias.pop(), 'final.bias', /length 2/],
  ];

  test.each(malformed)('%s is refused', (_, change, path, expected) => {
    const problems = problemsOf(change);
    expect(problems.length).toBeGreaterThan(0);
    const problem = problems.find((candidate) => candidate.path === path);
    expect(problem, `${path} among ${problems.map((each) => each.path)}`).toBeDefined();
    expect(problem!.expected).toMatch(expected);
  });

  test('one wrong size does not list every row', () => {
    expect(problemsOf((file) => (file.parameters.T = 40))).toHaveLength(8);
  });

  test.each([null, 3, 'text', [], [1]])('%j is no reference', (value) => {
    expect(() => parseReference(value, 'file.json')).toThrow(ConfigError);
  });
});

describe('a reference file', () => {
  const load = (path: string) =>
    parseReference(readJsonFile(path, 'a readable file of reference data'), path);
  const at = (name: string) => join(folder, name);

  test('reads a file', () => {
    writeFileSync(at('good.json'), JSON.stringify(reference()));
    expect(load(at('good.json'))).toEqual(reference());
  });

  test('names the file and what is wrong with it', () => {
    expect(() => load(at('none.json'))).toThrow(/none\.json: expected a readable file.*ENOENT/);
    expect(() => load(folder)).toThrow(/expected a readable file.*is a folder/);
    writeFileSync(at('cut.json'), JSON.stringify(reference()).slice(0, 1000));
    expect(() => load(at('cut.json'))).toThrow(/cut\.json: expected JSON, received/);
    writeFileSync(at('other.json'), '{"parameters": {}}');
    expect(() => load(at('other.json'))).toThrow(/other\.json: 8 problems\n {2}parameters\.N: /);
    expect(() => load(at('other.json'))).toThrow(ConfigError);
  });
});
