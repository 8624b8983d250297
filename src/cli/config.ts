import { Command } from 'commander';
import { encodeConfig } from '../run/config.ts';
import { formatConfig } from '../run/config-file.ts';
import { addConfigOptions, type ConfigOptions, resolveConfig } from './settings.ts';
import { findTask, tasks } from './tasks.ts';

export function configCommand(): Command {
  const command = new Command('config')
    .description('print all settings of a task, defaults included, as YAML that train --config reads')
    .argument('<task>', `one of ${tasks.map(({ name }) => name).join(', ')}`);
  return addConfigOptions(command).action((name: string, options: ConfigOptions) => {
    const task = findTask(name);
    const config = encodeConfig(task.schema, resolveConfig(task, options)) as Record<string, unknown>;
    process.stdout.write(formatConfig(config));
  });
}
