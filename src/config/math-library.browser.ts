import mathjs from 'mathjs/lib/browser/math.js';

/** Stands for `math-library.ts` in browsers, which have no `require` (see `browser` in package.json). */
export const mathLibrary = (): typeof import('mathjs') => mathjs;
