import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AtomicFile, writeFileAtomic } from '../../src/files/atomic-file.ts';
import { hostIdentity } from '../../src/files/process-identity.ts';
import { sha256OfText } from '../../src/files/sha256.ts';
import { temporaryFolder } from '../cli/burstwise.ts';

test('readers meet the old content until all of the new one is there', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'report.json');
  writeFileAtomic(path, 'old');
  const file = new AtomicFile(path);
  file.write('new, ');
  expect(readFileSync(path, 'utf8')).toBe('old');
  file.write(Buffer.from('all of it'));
  file.finish();
  expect(readFileSync(path, 'utf8')).toBe('new, all of it');
  new AtomicFile(path).discard();
  expect(readFileSync(path, 'utf8')).toBe('new, all of it');
  expect(readdirSync(folder)).toEqual(['report.json']);
});

test('a failure leaves the old content and nothing else', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'report.json');
  writeFileAtomic(path, 'old');
  // What cannot be written stands for a full disk.
  expect(() => writeFileAtomic(path, { length: 1 } as Uint8Array)).toThrow();
  expect(readdirSync(folder)).toEqual(['report.json']);
  expect(readFileSync(path, 'utf8')).toBe('old');
  const taken = join(folder, 'a folder');
  mkdirSync(taken);
  expect(() => writeFileAtomic(taken, 'new')).toThrow();
  expect(readdirSync(folder).sort()).toEqual(['a folder', 'report.json']);
});

test('what processes of this machine left is removed; that of others, and other files, stay', () => {
  const folder = temporaryFolder();
  // No process has so high a number; the parent of this one runs.
  const here = sha256OfText(hostIdentity()).slice(0, 8);
  const [ended, running] = [`report.json.${here}-4194999.tmp`, `report.json.${here}-${process.ppid}.tmp`];
  const elsewhere = 'report.json.01234567-4194999.tmp';
  const others = ['report.json.tmp', `other.json.${here}-4194999.tmp`, running, elsewhere];
  for (const name of [ended, ...others]) writeFileSync(join(folder, name), 'half');
  writeFileAtomic(join(folder, 'report.json'), 'new');
  expect(readdirSync(folder).sort()).toEqual(['report.json', ...others].sort());
});
