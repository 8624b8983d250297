/**
 * Loaded before the program (`node --import`): kills the process before its n-th call that changes the file system, counted
 * over all threads. Environment: CRASH_COUNTER, a file that grows by a byte with each call; CRASH_AT, n; CRASH_TORN, to
 * leave half of what that call does.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

const original = { ...fs };
const counter = original.openSync(process.env.CRASH_COUNTER, 'a');
const at = Number(process.env.CRASH_AT);
const torn = process.env.CRASH_TORN === '1';

/** @param half does about half of the call */
function before(name, half, changes = () => true) {
  fs[name] = (...args) => {
    if (changes(...args)) {
      original.writeSync(counter, '.');
      // Another thread may be about to be counted: its call is then the one before which the process ends.
      if (original.fstatSync(counter).size >= at) {
        if (torn) half(...args);
        process.kill(process.pid, 'SIGKILL');
      }
    }
    return original[name](...args);
  };
}

const firstHalf = (content) => Buffer.from(content).subarray(0, Buffer.from(content).length >> 1);
const nothing = () => {};

before('writeFileSync', (path, content, options) =>
  original.writeFileSync(path, firstHalf(content), options),
);
before('appendFileSync', (path, content) => original.appendFileSync(path, firstHalf(content)));
before('writeSync', (descriptor, content, offset = 0, length = content.length, position = null) =>
  original.writeSync(descriptor, Buffer.from(content), offset, length >> 1, position),
);
before('rmSync', (path) => {
  if (!original.statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const names = original.readdirSync(path);
  for (const name of names.slice(0, (names.length + 1) >> 1))
    original.rmSync(join(path, name), { recursive: true });
});
before('openSync', nothing, (_path, flags = 'r') => /[wa+]/.test(String(flags)));
for (const name of [
  'renameSync',
  'mkdirSync',
  'rmdirSync',
  'unlinkSync',
  'ftruncateSync',
  'truncateSync',
  'linkSync',
  'symlinkSync',
  'copyFileSync',
])
  before(name, nothing);
syncBuiltinESMExports();
