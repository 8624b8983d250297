import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  DeprecatedEnv,
  type EnvId,
  type EnvSpec,
  formatEnvId,
  logger,
  make,
  NameNotFound,
  NamespaceNotFound,
  parseEnvId,
  RegistrationError,
  register,
  registry,
  spec,
  UnregisteredEnv,
  VersionNotFound,
} from '../../src/index.ts';
import { closeMatch, similarity } from '../../src/registration/close-match.ts';
import { python, runPython } from '../python.ts';
import { Counter } from '../toys.ts';

const entryPoint = (kwargs: object) => new Counter(kwargs);

let warn: ReturnType<typeof vi.spyOn>;

let kept: [string, EnvSpec][];

beforeEach(() => {
  kept = [...registry];
  registry.clear();
  warn = vi.spyOn(logger, 'warn').mockImplementation(() => {});
});

afterEach(() => {
  registry.clear();
  for (const [id, spec] of kept) registry.set(id, spec);
  warn.mockRestore();
});

describe('ids', () => {
  it.each([
    ['CartPole-v1', null, 'CartPole', 1],
    ['CartPole', null, 'CartPole', null],
    ['toy/Counter-v12', 'toy', 'Counter', 12],
    ['toy/Counter-v1-v2', 'toy', 'Counter-v1', 2],
    ['my.env-v0', null, 'my.env', 0],
  ])('%s is %s / %s / v%s', (id, namespace, name, version) => {
    expect(parseEnvId(id)).toEqual({ namespace, name, version });
  });

  it('are formatted and parsed back', () => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,9}$/);
    const id = fc.record({
      namespace: fc.option(word),
      name: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `${words.join('-')}Env`),
      version: fc.option(fc.nat(999)),
    });
    const check = (parts: EnvId) => {
      expect(parseEnvId(formatEnvId(parts))).toEqual(parts);
    };
    fc.assert(fc.property(id, check));
  });

  it.each(['', 'a/b/c-v0', 'Counter v0', '/Counter-v0', 'ns/'])("rejects '%s'", (id) => {
    expect(() => parseEnvId(id)).toThrow(RegistrationError);
  });
});

describe('close matches', () => {
  // Values of Python's difflib.SequenceMatcher(None, a, b).ratio()
  it.each([
    ['CartPol', 'CartPole', 14 / 15],
    ['Cartpole', 'CartPole', 7 / 8],
    ['abcd', 'bcde', 0.75],
    ['qabxcd', 'abycdf', 2 / 3],
    ['', '', 1],
    ['abc', 'xyz', 0],
  ])('similarity of %s and %s', (a, b, ratio) => {
    expect(similarity(a, b)).toBeCloseTo(ratio, 12);
  });

  it.skipIf(python === null)('is that of Python', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcAB-12'), maxLength: 14 });
    const pairs = fc.sample(fc.tuple(word, word), { numRuns: 300, seed: 4 });
    const program =
      'from difflib import *\nprint(json.dumps([SequenceMatcher(None, *c).ratio() for c in cases]))';
    expect(pairs.map(([a, b]) => similarity(a, b))).toEqual(runPython(program, pairs));
  });

  it('suggests the best candidate, or none', () => {
    expect(closeMatch('Cartpole', ['CartPole', 'Acrobot', 'Carpool'])).toBe('CartPole');
    expect(closeMatch('Taxi', ['CartPole', 'Acrobot'])).toBeUndefined();
  });
});

describe('register', () => {
  it('needs an entry point', () => {
    expect(() => register({ id: 'A-v0' })).toThrow(/A-v0: expected entryPoint or vectorEntryPoint/);
  });

  it('warns when it replaces an environment', () => {
    register({ id: 'A-v0', entryPoint });
    register({ id: 'A-v0', entryPoint, maxEpisodeSteps: 3 });
    expect(warn).toHaveBeenCalledOnce();
    expect(spec('A-v0').maxEpisodeSteps).toBe(3);
  });

  it.each([
    ['A', 'A-v0'],
    ['A-v0', 'A'],
  ])('refuses %s beside %s', (first, second) => {
    register({ id: first, entryPoint });
    expect(() => register({ id: second, entryPoint })).toThrow(RegistrationError);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a limit of %s steps', (maxEpisodeSteps) => {
    expect(() => register({ id: 'A-v0', entryPoint, maxEpisodeSteps })).toThrow(/A-v0\.maxEpisodeSteps/);
  });
});

describe('versions', () => {
  beforeEach(() => {
    register({ id: 'toy/Counter-v1', entryPoint });
    register({ id: 'toy/Counter-v3', entryPoint });
    register({ id: 'Plain', entryPoint });
  });

  it('takes the newest when none is named, and says so', () => {
    expect(make('toy/Counter').spec!.id).toBe('toy/Counter-v3');
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("using the newest, 'toy/Counter-v3'"));
  });

  it('warns of an old version', () => {
    expect(make('toy/Counter-v1').spec!.id).toBe('toy/Counter-v1');
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('out of date'));
  });

  it('says nothing about the newest', () => {
    make('toy/Counter-v3');
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    ['toy/Counter-v4', VersionNotFound, /Registered versions: v1, v3/],
    ['toy/Counter-v2', DeprecatedEnv, /Use 'toy\/Counter-v3'/],
    ['Plain-v0', DeprecatedEnv, /has no versions\. Use 'Plain'/],
    ['toy/Conter-v1', NameNotFound, /in the namespace 'toy'\. Did you mean 'Counter'\?/],
    ['Plaim', NameNotFound, /Did you mean 'Plain'\?/],
    ['Zebra-v0', NameNotFound, /Import the module that registers it/],
    ['toi/Counter-v1', NamespaceNotFound, /Did you mean 'toy'\?/],
    ['zebra/Counter-v1', NamespaceNotFound, /Import the module/],
    ['bad id', RegistrationError, /expected \[namespace\/\]name\[-vN\]/],
  ])('%s gives a %o', (id, error, message) => {
    expect(() => make(id)).toThrow(error);
    expect(() => make(id)).toThrow(message);
  });

  it('finds specs of exactly the id', () => {
    expect(spec('toy/Counter-v1').version).toBe(1);
    expect(() => spec('toy/Counter')).toThrow(UnregisteredEnv);
    expect(() => spec('toy/Counter')).toThrow(/Use 'toy\/Counter-v3'/);
  });
});
