import { encodeConfig, parseConfig } from '../../config/config.ts';
import type { RawConfig } from '../../config/config-file.ts';
import { UsageError } from '../../errors.ts';
import type { Table } from '../../report/report.ts';
import { readSettings } from '../settings.ts';
import { rangesOf } from '../start-run.ts';
import { curvesOf } from './curves.ts';
import { flatSettings, type Scalar } from './flat.ts';
import { shortText } from './list.ts';
import type { RunEntry } from './run-entry.ts';

/** A run for people, in tables. */
export interface ShownRun {
  readonly tables: readonly { readonly caption: string; readonly table: Table }[];
  /** For people: e.g. that the task is not known here. */
  readonly notes: readonly string[];
}

/** What a run is, what its settings are, what it found, and how it learned. */
export async function showRun(run: RunEntry): Promise<ShownRun> {
  const { settings, isWhole, notes } = await ownSettings(run);
  const curves = curvesOf(run.metrics());
  const tables = [
    { caption: run.path, table: { head: ['', ''], rows: aboutRun(run) } },
    {
      caption: isWhole ? 'Settings' : 'Settings that are not the defaults of the task',
      table: namesAndValues('setting', settings),
    },
    { caption: 'Results', table: namesAndValues('result', Object.entries(run.results)) },
    {
      caption: 'Training, from the first unit of work to the last',
      table: {
        head: ['metric', 'begins with', 'ends with', 'in between'],
        rows: curves.map(({ name, first, last, line }) => [name, shortText(first), shortText(last), line]),
      },
    },
  ];
  return { tables: tables.filter(({ table }) => table.rows.length > 0), notes };
}

function aboutRun(run: RunEntry): readonly (readonly string[])[] {
  const { info, place } = run;
  const seeds = info.seeds.length === 1 ? 'seed' : 'seeds';
  const sweep =
    place === null ? [] : [['sweep', `${place.sweep}, point ${place.point ?? 'not planned any more'}`]];
  return [
    ['task', info.task],
    [seeds, rangesOf(info.seeds)],
    ['state', run.state],
    ['completed', `${run.completed}`],
    ['began', info.startedAt],
    ['by', `Burstwise ${info.burstwise}, Node ${info.node}, ${info.platform}`],
    ['command', info.command],
    ...sweep,
    ['id', run.id],
  ];
}

function namesAndValues(
  head: string,
  entries: readonly (readonly [string, Parameters<typeof shortText>[0]])[],
): Table {
  return { head: [head, ''], rows: entries.map(([name, value]) => [name, shortText(value)]) };
}

/** The settings that are not the defaults; all of them where the task is not known here. */
export async function ownSettings(run: RunEntry): Promise<{
  readonly settings: readonly (readonly [string, Scalar])[];
  readonly isWhole: boolean;
  readonly notes: readonly string[];
}> {
  const all = Object.entries(run.settings).filter(([name]) => name !== 'use' && name !== 'task');
  try {
    const { task, notes } = await readSettings(run.folder);
    const defaults = encodeConfig(task.schema, parseConfig(task.schema, {}, run.path)) as RawConfig;
    const usual = flatSettings(defaults);
    const isOwn = ([name, value]: readonly [string, Scalar]) => usual[name] !== value;
    return { settings: all.filter(isOwn), isWhole: false, notes };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { settings: all, isWhole: true, notes: [`defaults are not known: ${error.message}`] };
  }
}
