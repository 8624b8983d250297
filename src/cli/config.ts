import { Command, Option } from 'commander';
import { formatConfig } from '../config/config-file.ts';
import { explainSettings } from '../config/explain.ts';
import { commentedYaml, settingsPage } from '../config/explained-text.ts';
import { encodeSettings, resolveSettings } from '../run/settings.ts';
import { outputColumns, printJson } from './output.ts';
import { addConfigOptions, type ConfigOptions } from './settings.ts';

interface ConfigCommandOptions extends ConfigOptions {
  readonly explain?: true | 'yaml' | 'markdown' | 'json';
}

export function configCommand(): Command {
  const command = new Command('config')
    .argument('<task>', 'a name of `burstwise envs list`, the id of a level, or a module of your own')
    .addOption(
      new Option(
        '--explain [form]',
        'say what each setting does and which values it takes: as comments (yaml), as a page with all alternatives (markdown), or as data (json)',
      ).choices(['yaml', 'markdown', 'json']),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  burstwise config button-food --explain\n  burstwise config door-key > mine.yaml && burstwise train --config mine.yaml',
    );
  return addConfigOptions(command).action(config);
}

async function config(task: string, { explain, ...options }: ConfigCommandOptions): Promise<void> {
  const resolved = await resolveSettings({ ...options, task });
  const settings = encodeSettings(resolved);
  const alternatives = explain === 'markdown' || explain === 'json';
  const explained = () => explainSettings(resolved.task.schema, { settings, alternatives });
  if (explain === undefined) process.stdout.write(formatConfig(settings));
  else if (explain === 'json') printJson(explained());
  else if (explain === 'markdown')
    process.stdout.write(settingsPage(`Settings of ${resolved.task.name}`, explained()));
  else process.stdout.write(commentedYaml(settings, explained(), outputColumns()));
}
