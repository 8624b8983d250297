import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A SHA-256 checksum in the making. */
export interface Sha256 {
  update(bytes: Uint8Array): Sha256;
  /** The checksum in hexadecimal; nothing can be added after that. */
  digest(): string;
}

/** Begins a checksum, with Node's own code where there is Node: it is ten times as fast as code for every engine. */
export function createSha256(): Sha256 {
  const { process } = globalThis as { process?: { getBuiltinModule?: NodeJS.Process['getBuiltinModule'] } };
  const crypto = process?.getBuiltinModule?.('node:crypto');
  return crypto === undefined ? portable() : native(crypto.createHash('sha256'));
}

/** The checksum of a text in UTF-8, in hexadecimal. */
export function sha256OfText(text: string): string {
  return createSha256().update(utf8ToBytes(text)).digest();
}

function native(hash: ReturnType<typeof import('node:crypto').createHash>): Sha256 {
  return {
    update: (bytes) => native(hash.update(bytes)),
    digest: () => hash.digest('hex'),
  };
}

/** The same without Node. */
export function portable(hash = sha256.create()): Sha256 {
  return {
    update: (bytes) => portable(hash.update(bytes)),
    digest: () => bytesToHex(hash.digest()),
  };
}
