import { isScalar, type Pair, parseDocument, type Scalar, visit } from 'yaml';
import { formatConfig, type RawConfig } from './config-file.ts';
import type { ExplainedSetting } from './explain.ts';

/** Columns of the longest comment. */
const COMMENT = 92;

/**
 * A configuration as YAML with a comment above each setting that there is something to say of, and below it those that are
 * not set.
 * @param columns that comments may take, with what they stand before
 */
export function commentedYaml(
  config: RawConfig,
  settings: readonly ExplainedSetting[],
  columns = Number.POSITIVE_INFINITY,
): string {
  const bySetting = new Map(settings.map((setting) => [setting.path, setting]));
  const document = parseDocument(formatConfig(config));
  const unset = new Set(settings.filter(({ default: value }) => value === undefined));
  visit(document, {
    Pair(_, pair, ancestors) {
      const path = [...ancestors.filter((node) => 'key' in node), pair].map((each) => nameOf(each as Pair));
      const setting = bySetting.get(path.join('.'));
      if (setting) unset.delete(setting);
      const indent = 2 * (path.length - 1);
      const comment = setting && commentOf(setting, Math.min(columns - indent, COMMENT));
      if (comment) (pair.key as Scalar).commentBefore = comment;
    },
  });
  if (unset.size > 0) document.comment = unsetText([...unset], Math.min(columns, COMMENT));
  return document.toString({ lineWidth: 0 });
}

/** Settings without a value, each by its path. */
function unsetText(settings: readonly ExplainedSetting[], columns: number): string {
  const lines = settings.map((setting) =>
    commentOf({ ...setting, meaning: [setting.path, setting.meaning].filter(Boolean).join(': ') }, columns),
  );
  return [' Not set:', ...lines].join('\n');
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

/** Wrapped, a space before each line. @param columns of the lines, with the mark of a comment */
function commentOf({ meaning, values, source }: ExplainedSetting, columns: number): string {
  const text = [meaning, values === '' ? '' : `[${values}]`, source === '' ? '' : `(${source})`]
    .filter(Boolean)
    .join(' ');
  const line = new RegExp(`.{1,${columns - 2}}(?:\\s|$)|\\S+`, 'g');
  return (text.match(line) ?? []).map((words) => ` ${words.trimEnd()}`).join('\n');
}

/** A page of settings in Markdown: a table for each group of them. */
export function settingsPage(title: string, settings: readonly ExplainedSetting[]): string {
  const groups = new Map<string, ExplainedSetting[]>();
  for (const setting of settings) {
    const group = groupOf(setting);
    groups.set(group, [...(groups.get(group) ?? []), setting]);
  }
  const sections = [...groups].map(([group, rows]) => {
    const table = [
      '| setting | default | values | meaning | source |',
      '|---|---|---|---|---|',
      ...rows.map(rowOf),
    ];
    return [...(group === '' ? [] : [`## ${group}`, '']), ...table, ''].join('\n');
  });
  return [`# ${title}`, '', ...sections].join('\n');
}

/** Settings that are found together, and only under the same condition, stand in one table. */
function groupOf({ path, when }: ExplainedSetting): string {
  const names = path.split('.').slice(0, -1).join('.');
  return when === null || names === '' ? names : `${names} (${when})`;
}

function rowOf({ path, default: value, values, meaning, source }: ExplainedSetting): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const written = value === undefined ? '' : `\`${JSON.stringify(value)}\``;
  return `| \`${path}\` | ${cell(written)} | ${cell(values)} | ${cell(meaning)} | ${cell(source)} |`;
}
