import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument, stringify } from 'yaml';
import { ConfigError, type Problem } from '../errors.ts';
import { inWords } from './schema-problems.ts';

/** A configuration as it was written, before any schema has seen it. */
export type RawConfig = Readonly<Record<string, unknown>>;

/**
 * Reads a configuration from a YAML or JSON file. An empty file is an empty configuration.
 *
 * @throws ConfigError when the file cannot be read, is not UTF-8 or not YAML (with line and column), or is not a mapping
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

/** The configuration as YAML, for {@link loadConfigFile}. */
export function formatConfig(config: RawConfig): string {
  return stringify(config);
}

/**
 * A copy of a configuration with settings of the form `network.size=300` applied in order; values are YAML (`3`,
 * `true`, `20 ms`, `[1, 2]`). Fields that do not exist are added: the schema judges them later.
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
  const value = parseYaml(setting.slice(split + 1), source, 'a value in YAML');
  return withField(config, names, value, source);
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

function parseYaml(text: string, source: string, expected: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const problems = document.errors.map((error) => {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return { path: `line ${line}, column ${col}`, expected, received: error.message };
  });
  if (problems.length > 0) throw new ConfigError(source, problems);
  try {
    return document.toJS();
  } catch (cause) {
    // References are resolved only here: one to nothing, or ones that would fill the memory.
    throw new ConfigError(source, [{ path: '', expected, received: (cause as Error).message }], { cause });
  }
}

function isMapping(value: unknown): value is RawConfig {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function refuse(source: string, problem: Problem): ConfigError {
  return new ConfigError(source, [problem]);
}

function readText(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    const received = cause instanceof TypeError ? 'bytes that are not UTF-8' : (cause as Error).message;
    throw new ConfigError(path, [{ path: '', expected: 'a readable configuration file', received }], {
      cause,
    });
  }
}
