import { Command } from 'commander';
import { encodeConfig } from '../config/config.ts';
import { formatConfig } from '../config/config-file.ts';
import { calledTask, tasks } from '../run/trainables.ts';
import { addConfigOptions, type ConfigOptions, resolveConfig } from './settings.ts';

export function configCommand(): Command {
  const command = new Command('config')
    .description('print all settings of a task, defaults included, as YAML that train --config reads')
    .argument('<task>', `one of ${tasks.map(({ name }) => name).join(', ')}, or the id of a level`);
  return addConfigOptions(command).action((name: string, options: ConfigOptions) => {
    const { task, settings } = calledTask(name);
    const set = [...settings, ...options.set];
    const config = encodeConfig(task.schema, resolveConfig(task, { ...options, set })) as Record<
      string,
      unknown
    >;
    process.stdout.write(formatConfig(config));
  });
}
