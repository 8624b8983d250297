import { settingsDigest } from '../../src/config/config.ts';
import { CheckpointError } from '../../src/errors.ts';
import type { Checkpoint } from '../../src/files/checkpoint.ts';
import type { ImitationRunConfig } from './schema.ts';

/**
 * Values of settings that change nothing, as JSON: left out of fingerprints, so that checkpoints from before these settings
 * fit.
 */
const withoutEffect: Readonly<Record<string, string>> = {
  directPath: '0',
  carryState: 'false',
  inputTraces: '[]',
  hindrances: 'false',
  memory: 'false',
  turns: '"continue"',
};

/** Settings with which others may look at what was learned; training continues with its own, since agents practise. */
const ofActing: readonly string[] = ['kernel', 'repeatInhibition'];

/** Fingerprint of all settings but those of the evaluation and of acting: others may look at what was learned. */
export function fingerprint({ evaluation: _, ...settings }: ImitationRunConfig): string {
  return settingsDigest(JSON.parse(JSON.stringify(settings, counted)));
}

/** Leaves out settings of acting, and those without effect, of what is turned into JSON. */
function counted(key: string, value: unknown): unknown {
  if (ofActing.includes(key)) return undefined;
  return key in withoutEffect && JSON.stringify(value) === withoutEffect[key] ? undefined : value;
}

/** Settings of acting by path, as checkpoints keep them; kernels stand in `computedBy`. */
export function actingSettings({ agent }: ImitationRunConfig): Readonly<Record<string, number>> {
  return { 'agent.repeatInhibition': agent.repeatInhibition };
}

/**
 * Refuses a checkpoint whose training acted otherwise than its continuation would.
 *
 * @param trained what the checkpoint keeps; undefined in those from before it was kept, which are accepted
 * @throws CheckpointError
 */
export function expectSameActing(
  { source }: Checkpoint,
  trained: Readonly<Record<string, number>> | undefined,
  config: ImitationRunConfig,
): void {
  for (const [path, value] of Object.entries(actingSettings(config))) {
    const before = trained?.[path] ?? value;
    if (before === value) continue;
    throw new CheckpointError(source, {
      path,
      expected: `${before}, with which it was trained until now`,
      received: `${value}`,
      remedy: 'give config.yaml its old content back',
    });
  }
}
