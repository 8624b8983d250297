import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadConfigFile, type RawConfig } from '../../src/config/config-file.ts';

/** Settings of a file in a folder of `experiments`, e.g. `button-food/local.yaml`. */
export function settingsOf(path: string): RawConfig {
  // Compiled code lies in dist, settings do not.
  let root = new URL('../../', import.meta.url);
  while (!existsSync(new URL('package.json', root))) root = new URL('../', root);
  return loadConfigFile(fileURLToPath(new URL(`experiments/${path}`, root)));
}
