/** A process that claims and releases folders as it is told; runs on the build. */
import { FolderLock } from '../../dist/src/files/folder-lock.js';

let lock;

process.on('message', ({ order, folder }) => {
  let holder = '';
  if (order === 'release') lock?.release();
  lock = undefined;
  if (order === 'claim') {
    try {
      lock = new FolderLock(folder, ({ name }) => new Error(name));
    } catch (error) {
      holder = error.message;
    }
  }
  process.send({ pid: process.pid, owns: lock !== undefined, holder });
});
process.send({ pid: process.pid });
