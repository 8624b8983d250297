import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  applySettings,
  formatConfig,
  loadConfigFile,
  parseConfigText,
} from '../../src/config/config-file.ts';
import { ConfigError } from '../../src/errors.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstwise-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('loadConfigFile', () => {
  test('reads YAML and JSON', () => {
    const expected = { network: { size: 300, tauMembrane: '20 ms' }, seeds: [1, 2] };
    const yaml = 'network: # small\n  size: 300\n  tauMembrane: 20 ms\nseeds: [1, 2]\n';
    expect(loadConfigFile(file('a.yaml', yaml))).toEqual(expected);
    expect(loadConfigFile(file('a.json', JSON.stringify(expected, null, '\t')))).toEqual(expected);
  });

  test('takes an empty file as an empty configuration', () => {
    expect(loadConfigFile(file('empty.yaml', '# nothing yet\n'))).toEqual({});
  });

  test.each([
    [
      'a syntax error, with its line',
      'size: 3\nseeds: [1, 2\n',
      /line \d+, column \d+: expected YAML or JSON/,
    ],
    ['a field given twice', 'size: 3\nsize: 4\n', /line 2, column 1: .*the field "size" a second time/],
    ['a reference to nothing', 'size: *unknown\n', /expected YAML or JSON, received .*alias/],
    [
      'more levels than fit on the stack',
      `size: ${'['.repeat(20_000)}\n`,
      /received more levels within each other/,
    ],
    ['a list', '- 1\n- 2\n', /expected fields \(a mapping\), received \[1, 2\]/],
    ['a scalar', 'hello', /expected fields \(a mapping\), received "hello"/],
    ['bytes that are not text', new Uint8Array([0x61, 0xff, 0xfe]), /received bytes that are not UTF-8/],
  ])('refuses %s', (_name, content, message) => {
    const path = file('bad.yaml', content);
    expect(() => loadConfigFile(path)).toThrow(ConfigError);
    expect(() => loadConfigFile(path)).toThrow(message);
    expect(() => loadConfigFile(path)).toThrow(path);
  });

  test('refuses a file that is not there', () => {
    expect(() => loadConfigFile(join(folder, 'absent.yaml'))).toThrow(/absent\.yaml: .*ENOENT/);
  });

  test('fails only with ConfigError, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab:-[]{}"\'#&*!|>%@ \n\t12.') }), (text) => {
        try {
          expect(parseConfigText(text, 'text')).toBeTypeOf('object');
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('formatConfig writes what loadConfigFile reads', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (config) => {
      // As JSON, in which −0 is 0.
      const read = parseConfigText(formatConfig(config), 'text');
      expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(config)));
    }),
  );
});

test('formatConfig writes lists of numbers and of cells in one line each', () => {
  const config = { names: ['a', 'b'], mazes: [{ start: [1, 2], doors: [[4, 3]] }], none: [] };
  expect(formatConfig(config)).toBe(
    'names:\n  - a\n  - b\nmazes:\n  - start: [1, 2]\n    doors: [[4, 3]]\nnone: []\n',
  );
});

describe('applySettings', () => {
  test('sets fields, with values in YAML, without touching the original', () => {
    const config = Object.freeze({ network: Object.freeze({ size: 500, context: 'apical' }) });
    const settings = [
      'network.size=300',
      'network.tau=20 ms',
      'seeds=[1, 2]',
      'verbose=true',
      'name="3"',
      'none=',
    ];
    expect(applySettings(config, settings)).toEqual({
      network: { size: 300, context: 'apical', tau: '20 ms' },
      seeds: [1, 2],
      verbose: true,
      name: '3',
      none: null,
    });
    expect(config.network.size).toBe(500);
  });

  test('lets the last one win and keeps an equals sign in the value', () => {
    expect(applySettings({}, ['a=1', 'a=x=y'])).toEqual({ a: 'x=y' });
  });

  test.each([
    ['size', /expected field=value, received "size"; write e\.g\. --set/],
    ['=3', /expected field=value/],
    ['a..b=3', /expected field=value/],
    ['__proto__.polluted=1', /expected field=value/],
    ['size.x=3', /expected a mapping in which to set x, received 500/],
    ['size=[1', /expected a value in YAML/],
  ])('refuses %j', (setting, message) => {
    expect(() => applySettings({ size: 500 }, [setting])).toThrow(message);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('reads a value from a file, lists too', () => {
    const mazes = [{ start: [1, 1], doors: [[4, 3]] }];
    const path = file('mazes.json', JSON.stringify(mazes));
    expect(applySettings({}, [`options.env.mazes=@${path}`])).toEqual({ options: { env: { mazes } } });
    expect(() => applySettings({}, ['mazes=@nowhere.json'])).toThrow(/^nowhere\.json: expected a readable/);
    const broken = file('broken.json', '[[1, 2]');
    expect(() => applySettings({}, [`mazes=@${broken}`])).toThrow(/broken\.json: line 1/);
  });

  test('does not reach inherited properties', () => {
    expect(applySettings({}, ['constructor.name=x'])).toEqual({ constructor: { name: 'x' } });
  });
});

describe('hostile configurations', () => {
  test.each([
    [
      'a field that objects take for their prototype',
      '__proto__: {seed: 77}',
      /line 1, column 1: .*__proto__/,
    ],
    ['the same, inside', 'imitation: {"__proto__": {rounds: 7}}', /a field of the name __proto__/],
    ['levels without end', '['.repeat(50_000), /received more levels|line 1/],
    ['references that fill the memory', bomb(), /Excessive alias count/],
    [
      'more than a configuration has',
      `a: "${'x'.repeat(2_100_000)}"`,
      /at most 2097152 bytes, received a longer one/,
    ],
  ])('are refused: %s', (_, text, message) => {
    const path = file('hostile.yaml', text);
    expect(() => loadConfigFile(path)).toThrow(ConfigError);
    expect(() => loadConfigFile(path)).toThrow(message);
  });

  test.skipIf(!existsSync('/dev/zero'))('are refused: files without an end', () => {
    expect(() => loadConfigFile('/dev/zero')).toThrow(/at most 2097152 bytes, received a longer one/);
  });

  test('settings cannot name a prototype', () => {
    expect(() => applySettings({}, ['a={__proto__: {seed: 7}}'])).toThrow(/__proto__/);
  });

  test('of twenty thousand fields are read', () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `f${i}: 1`).join('\n');
    expect(Object.keys(loadConfigFile(file('many.yaml', text)))).toHaveLength(20_000);
  });

  /** Ten references in each of ten lists, level upon level. */
  function bomb(): string {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(10)}]`);
    return ['l0: &l0 [a, a]', ...levels].join('\n');
  }
});
