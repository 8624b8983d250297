import { z } from 'zod';
import { encodeConfig, parseConfig } from '../../config/config.ts';
import { loadConfigFile } from '../../config/config-file.ts';
import type { AnyAdapter } from '../../task/environment-adapter.ts';

/** One of several experts of a recording, in a form that can be sent to a thread. */
export interface MixedExpert {
  readonly name: string;
  readonly weight: number;
  /** The task's options with this expert's settings, as a file would give them. */
  readonly options: Readonly<Record<string, unknown>>;
}

const schema = z
  .record(
    z.string(),
    z.strictObject({
      weight: z.number().positive().max(1e6).default(1),
      expert: z.record(z.string(), z.unknown()).default({}),
    }),
  )
  .refine((experts) => Object.keys(experts).length > 0, { error: 'at least one expert' });

/**
 * Reads a mixture of experts: by name a weight, and what is different about the expert's settings.
 *
 * @param options the task's options, as a file would give them
 * @throws ConfigError naming what does not fit
 */
export function readMixture(
  path: string,
  adapter: AnyAdapter,
  options: Readonly<Record<string, unknown>>,
): readonly MixedExpert[] {
  const experts = parseConfig(schema, loadConfigFile(path), path);
  return Object.entries(experts).map(([name, { weight, expert }]) => {
    const given = { ...options, expert: { ...(options['expert'] as object), ...expert } };
    const parsed = parseConfig(adapter.options, given, `${path}: ${name}`);
    return { name, weight, options: encodeConfig(adapter.options, parsed) as Record<string, unknown> };
  });
}

/** What is worth remembering of an expert. */
export function expertSettings({ name, weight, options }: MixedExpert) {
  return { name, weight, expert: options['expert'] };
}
