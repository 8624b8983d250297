import { nodeRequire } from '../process/node-require.ts';

type Library = typeof import('mathjs');

let library: Library | undefined;

/**
 * mathjs, loaded when something first needs it: it takes as long as all of our own modules, and most commands need none of
 * it. It is taken as one file, which loads ten times as fast as its module tree.
 */
export function mathLibrary(): Library {
  library ??= nodeRequire('mathjs')('mathjs/lib/browser/math.js') as Library;
  return library;
}
