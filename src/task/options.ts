import { z } from 'zod';
import { parseConfig } from '../config/config.ts';
import { applySettings } from '../config/config-file.ts';
import type { AnyAdapter, EnvironmentOptions } from './environment-adapter.ts';

/**
 * The options of a task from settings such as `options.env.maxSteps=99`.
 *
 * @param given options that the settings are laid over, as a file would give them
 * @throws ConfigError naming each setting that does not fit
 */
export function taskOptions(
  adapter: AnyAdapter,
  settings: readonly string[],
  given: Readonly<Record<string, unknown>> = {},
) {
  const options = adapter.options as z.ZodType<EnvironmentOptions, Record<string, unknown>>;
  const schema = z.strictObject({ options: options.prefault({}) });
  return parseConfig(schema, applySettings({ options: given }, settings), 'settings').options;
}

/** Settings of an environment that has no adapter, `options.env.…`: its constructor judges them. */
export function envSettings(settings: readonly string[]): Record<string, unknown> {
  const env = z.record(z.string(), z.unknown()).default({});
  const schema = z.strictObject({ options: z.strictObject({ env }).prefault({}) });
  return parseConfig(schema, applySettings({}, settings), 'settings').options.env;
}
