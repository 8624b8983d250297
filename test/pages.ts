import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './cli/burstwise.ts';

/** A block of code on a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

/** The blocks of a page of the repository, in order. */
export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, block]) => ({
    language: language!,
    text: block!,
  }));
}

/** What counts when output is compared: words, in the order in which they are, and where numbers are. */
const words = (text: string) =>
  text
    .replace(/[┌┬┐├┼┤└┴┘│─]/g, ' ')
    .replace(/\d[\d.]*/g, '0')
    .replace(/\s+/g, ' ')
    .trim();

/** The first line of `expected` that is not in `actual`, in that order; undefined where all are. */
export function firstMissing(expected: string, actual: string): string | undefined {
  let rest = words(actual);
  for (const line of expected.split('\n').filter((each) => each.trim() !== '')) {
    const at = rest.indexOf(words(line));
    if (at < 0) return line;
    rest = rest.slice(at + words(line).length);
  }
  return undefined;
}
