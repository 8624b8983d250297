import { fileURLToPath } from 'node:url';
import { loadConfigFile, type RawConfig } from '../../src/config/config-file.ts';

/** Settings of a file in a folder of `experiments`, e.g. `button-food/local.yaml`. */
export function settingsOf(path: string): RawConfig {
  return loadConfigFile(fileURLToPath(new URL(`../../../experiments/${path}`, import.meta.url)));
}
