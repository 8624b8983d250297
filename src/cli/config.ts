import { Command } from 'commander';
import { formatConfig } from '../config/config-file.ts';
import { encodeSettings, resolveSettings } from '../run/settings.ts';
import { addConfigOptions, type ConfigOptions } from './settings.ts';

export function configCommand(): Command {
  const command = new Command('config')
    .description('print all settings of a task, defaults included, as YAML that train --config reads')
    .argument('<task>', 'a name of `burstwise envs list`, the id of a level, or a module of your own');
  return addConfigOptions(command).action(async (task: string, options: ConfigOptions) => {
    process.stdout.write(formatConfig(encodeSettings(await resolveSettings({ ...options, task }))));
  });
}
