/**
 * Loaded before the program (`NODE_OPTIONS=--import …`): kills the process, and all others of its group, before their n-th
 * call that changes the file system, counted over all threads and processes. Environment: CRASH_COUNTER, a file that grows
 * with each call by a letter: `t` where half of it can be done, else `w`; CRASH_AT, n; CRASH_TORN, to do that half.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

const original = { ...fs };
const counter = original.openSync(process.env.CRASH_COUNTER, 'a');
const at = Number(process.env.CRASH_AT);
const torn = process.env.CRASH_TORN === '1';

/**
 * @param half does about half of the call
 * @param kind of call: `t`, `w`, or null where it changes nothing
 */
function before(name, half, kind) {
  fs[name] = (...args) => {
    const letter = kind(...args);
    if (letter !== null) {
      original.writeSync(counter, letter);
      // Another thread may be about to be counted: its call is then the one before which the process ends.
      if (original.fstatSync(counter).size >= at) {
        if (torn && letter === 't') half(...args);
        process.kill(0, 'SIGKILL');
      }
    }
    return original[name](...args);
  };
}

const firstHalf = (content) => Buffer.from(content).subarray(0, Buffer.from(content).length >> 1);
const isFolder = (path) => original.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
const tearable = (_, content) => (content.length > 1 ? 't' : 'w');
const whole = () => 'w';

before(
  'writeFileSync',
  (path, content, options) => original.writeFileSync(path, firstHalf(content), options),
  tearable,
);
before('appendFileSync', (path, content) => original.appendFileSync(path, firstHalf(content)), tearable);
before(
  'writeSync',
  (descriptor, content, offset = 0, length = content.length, position = null) =>
    original.writeSync(descriptor, Buffer.from(content), offset, length >> 1, position),
  tearable,
);
before(
  'rmSync',
  (path) => {
    const names = original.readdirSync(path);
    for (const name of names.slice(0, (names.length + 1) >> 1))
      original.rmSync(join(path, name), { recursive: true });
  },
  (path) => (isFolder(path) ? 't' : 'w'),
);
before('openSync', undefined, (_path, flags = 'r') => (/[wa+]/.test(String(flags)) ? 'w' : null));
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
  before(name, undefined, whole);
syncBuiltinESMExports();
