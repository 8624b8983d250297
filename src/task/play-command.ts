import { encodeConfig } from '../config/config.ts';
import { originOf } from '../config/definition.ts';
import { quoted } from '../process/quoted.ts';
import { tasks } from './catalogue.ts';
import type { AnyAdapter, EnvironmentOptions } from './environment-adapter.ts';
import { layoutOptions } from './layouts.ts';
import { taskOptions } from './options.ts';

/** Letters of a value that a command names; a longer one, e.g. drawn glyphs, is read from a file. */
const LONGEST = 200;

/**
 * The command with which a person plays the layouts of a run, but for `--seed`: with the file of a task of the user's own, and the
 * options of its environment that are not the usual ones.
 *
 * @param options of the task, as the run has them
 * @param layout distribution of layouts; undefined for that of the options
 */
export function playCommand(
  adapter: AnyAdapter,
  options: EnvironmentOptions,
  layout: string | undefined,
): string {
  const { id } = options.env;
  // A level by its id has the options of its class, and no named layouts.
  const isLevel = typeof id === 'string' && adapter.levels?.includes(id) === true;
  const place = isLevel || layout === undefined ? [] : ['--layout', layout];
  const own = isLevel ? adapter.registered!(options).kwargs : ownOptions(adapter, options, layout);
  const settings = Object.entries(own).flatMap(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const setting = `options.env.${name}=`;
    return ['--set', text.length > LONGEST ? `${setting}@<its file>` : quoted(`${setting}${text}`)];
  });
  // What `resolve` returns is another object than the one that the file defines.
  const file = originOf(tasks.lookUp(adapter.name)?.entry ?? adapter);
  const use = file === undefined ? [] : ['--use', quoted(file)];
  return ['burstwise', 'play', isLevel ? id : adapter.name, ...use, ...settings, ...place].join(' ');
}

/** Options of the environment, as a file would give them, that neither are the usual ones nor those of the layout. */
function ownOptions(
  adapter: AnyAdapter,
  options: EnvironmentOptions,
  layout: string | undefined,
): Readonly<Record<string, unknown>> {
  const envOf = (some: EnvironmentOptions) =>
    (encodeConfig(adapter.options, some) as { readonly env: Readonly<Record<string, unknown>> }).env;
  const usual = envOf(taskOptions(adapter, []));
  const placed = layoutOptions(adapter, layout);
  const isOwn = ([name, value]: readonly [string, unknown]) =>
    !(name in placed) && JSON.stringify(value) !== JSON.stringify(usual[name]);
  return Object.fromEntries(Object.entries(envOf(options)).filter(isOwn));
}
