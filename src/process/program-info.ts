import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Versions and platform of a process, for the record. */
export interface ProgramInfo {
  /** Version of Burstwise. */
  readonly burstwise: string;
  /** Version of Node. */
  readonly node: string;
  /** Operating system and processor, e.g. `linux x64`. */
  readonly platform: string;
}

/** Versions and platform of this process. */
export function programInfo(): ProgramInfo {
  return { burstwise: version(), node: process.version, platform: `${process.platform} ${process.arch}` };
}

/** Version in the package's `package.json`. */
export function version(): string {
  const manifest = readFileSync(fileURLToPath(new URL('package.json', packageRoot())), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Folder of the package, which lies above this file both as source and compiled. */
export function packageRoot(): URL {
  let folder = new URL('.', import.meta.url);
  while (!existsSync(new URL('package.json', folder))) folder = new URL('..', folder);
  return folder;
}
