import { Document, isNode, isScalar, isSeq, LineCounter, type Pair, parseDocument, visit } from 'yaml';
import { ConfigError, type Problem } from '../errors.ts';
import { decodeUtf8 } from '../files/json.ts';
import { readStart } from '../files/regular-file.ts';
import { isMapping } from './mapping.ts';
import { inWords } from './schema-problems.ts';

/** A configuration as it was written, before any schema has seen it. */
export type RawConfig = Readonly<Record<string, unknown>>;

/**
 * Reads a configuration from a YAML or JSON file. An empty file is an empty configuration.
 *
 * @throws ConfigError when the file cannot be read, is very long, is not UTF-8 or not YAML (with line and column), is not
 *   a mapping, or has a field twice
 */
export function loadConfigFile(path: string): RawConfig {
  return parseConfigText(readText(path), path);
}

/** As {@link loadConfigFile}, for a text that is already at hand; `source` names it in errors. */
export function parseConfigText(text: string, source: string): RawConfig {
  const value = parseYaml(text, source, 'YAML or JSON');
  if (value === null || value === undefined) return {};
  if (!isMapping(value))
    throw refuse(source, { path: '', expected: 'fields (a mapping)', received: inWords(value) });
  return value;
}

/** The configuration as YAML, for {@link loadConfigFile}; lists of lists, e.g. of cells, take one line each. */
export function formatConfig(config: RawConfig): string {
  const document = new Document(config);
  visit(document, {
    Seq(_key, sequence) {
      const inner = sequence.items.every(
        (item) => isSeq(item) || (isScalar(item) && typeof item.value === 'number'),
      );
      if (sequence.items.length > 0 && inner) sequence.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/**
 * A copy of a configuration with settings of the form `network.size=300` applied in order; values are YAML (`3`,
 * `true`, `20 ms`, `[1, 2]`), or `@` and the path of a YAML or JSON file that holds the value. Fields that do not exist are added: the schema judges them later.
 *
 * @throws ConfigError when a setting has no `=`, an empty or forbidden name, a value that is not YAML, or leads through
 *   a field that has no fields of its own
 */
export function applySettings(config: RawConfig, settings: readonly string[]): RawConfig {
  return settings.reduce(applySetting, config);
}

function applySetting(config: RawConfig, setting: string): RawConfig {
  const source = `--set ${setting}`;
  const split = setting.indexOf('=');
  const names = setting.slice(0, split).trim().split('.');
  if (split < 0 || names.some((name) => name === '' || name === '__proto__')) {
    const remedy = 'write e.g. --set imitation.rounds=8';
    throw refuse(source, { path: '', expected: 'field=value', received: JSON.stringify(setting), remedy });
  }
  const text = setting.slice(split + 1).trim();
  const value = text.startsWith('@')
    ? parseYaml(readText(text.slice(1)), text.slice(1), 'YAML or JSON')
    : parseYaml(text, source, 'a value in YAML');
  return withField(config, names, value, source);
}

/**
 * A copy of a configuration in which a field, e.g. `network.size`, has another value.
 * @throws ConfigError when the name leads through a field that has no fields of its own
 */
export function withSetting(config: RawConfig, name: string, value: unknown, source: string): RawConfig {
  return withField(config, name.split('.'), value, source);
}

/** Copy of `fields` in which the field that `names` lead to is replaced. */
function withField(fields: unknown, names: readonly string[], value: unknown, source: string): RawConfig {
  if (fields !== undefined && !isMapping(fields)) {
    const expected = `a mapping in which to set ${names.join('.')}`;
    throw refuse(source, { path: '', expected, received: inWords(fields) });
  }
  const [name, ...rest] = names as [string, ...string[]];
  const present = fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
  return { ...fields, [name]: rest.length === 0 ? value : withField(present, rest, value, source) };
}

const TOO_DEEP = 'more levels within each other than can be read';

/** What the library says of a file; it takes running out of the stack for an error of the file, and reports that as such. */
function withoutStack(message: string): string {
  return /call stack/.test(message) ? TOO_DEEP : message;
}

function parseYaml(text: string, source: string, expected: string): unknown {
  const lineCounter = new LineCounter();
  const placed = (offset: number, received: string): Problem => {
    const { line, col } = lineCounter.linePos(offset);
    return { path: `line ${line}, column ${col}`, expected, received };
  };
  const problems: Problem[] = [];
  try {
    // The library compares each field with all before it: that takes seconds where there are thousands of fields.
    const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false });
    problems.push(
      ...document.errors.map(({ pos: [offset], message }) => placed(offset, withoutStack(message))),
    );
    visit(document, {
      Map: (_key, { items }) => {
        problems.push(...fieldProblems(items).map(([offset, received]) => placed(offset, received)));
      },
    });
    if (problems.length === 0) return document.toJS();
  } catch (cause) {
    // References are resolved only by toJS: one to nothing, or ones that would fill the memory.
    const received = cause instanceof RangeError ? TOO_DEEP : (cause as Error).message;
    throw new ConfigError(source, [{ path: '', expected, received }], { cause });
  }
  throw new ConfigError(source, problems);
}

/** Fields that are there twice, or that objects take for something else, with their place in the text. */
function fieldProblems(fields: readonly Pair<unknown, unknown>[]): [offset: number, received: string][] {
  const seen = new Set<string>();
  return fields.flatMap(({ key }) => {
    const name = String(isScalar(key) ? key.value : key);
    const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
    if (name === '__proto__') return [[offset, 'a field of the name __proto__']];
    if (seen.has(name)) return [[offset, `the field ${inWords(name)} a second time`]];
    seen.add(name);
    return [];
  });
}

function refuse(source: string, problem: Problem): ConfigError {
  return new ConfigError(source, [problem]);
}

/** A configuration has some thousand bytes, one with ten thousand given mazes this many, which take some seconds to parse. */
const MOST_BYTES = 2 ** 21;

function readText(path: string): string {
  const expected = 'a readable configuration file';
  let bytes: Uint8Array;
  try {
    bytes = readStart(path, MOST_BYTES + 1);
  } catch (cause) {
    throw new ConfigError(path, [{ path: '', expected, received: (cause as Error).message }], { cause });
  }
  if (bytes.length > MOST_BYTES) {
    const expected = `a configuration of at most ${MOST_BYTES} bytes`;
    throw refuse(path, { path: '', expected, received: 'a longer one' });
  }
  try {
    return decodeUtf8(bytes);
  } catch (cause) {
    throw new ConfigError(path, [{ path: '', expected, received: (cause as Error).message }], { cause });
  }
}
