// What the threads of threads.test.ts do; they run the build.
import { setTimeout } from 'node:timers/promises';
import { ConfigError } from '../../dist/src/errors.js';
import { inThread, threadData } from '../../dist/src/process/threads.js';

export const square = inThread(async ({ x, waitMs }, tell) => {
  for (let k = 1; k <= x; k++) tell(k);
  await setTimeout(waitMs);
  return { square: x * x, data: threadData() };
});

export const refuse = inThread(() => {
  throw new ConfigError('settings', [{ path: 'x', expected: 'a number', received: '"y"' }]);
});

export const fillDisk = inThread(() => {
  throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', syscall: 'write' });
});

export const err = inThread((message) => {
  throw new TypeError(message);
});

export const leave = inThread(() => {
  process.exit(3);
});

export const hang = inThread(() => {
  for (;;);
});
