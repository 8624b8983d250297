import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../cli/burstwise.ts';

/** Expressions that readers stumble over, and what to write in their place. */
const dialect: readonly (readonly [RegExp, string])[] = [
  [/\bwhom?ever\b/i, 'a noun: "any policy", "each thread"'],
  [/\b(go|goes|gone|going|went) on with\b/i, '"continue"'],
  [/\bnobody\b/i, 'a positive sentence: "where there is no teacher"'],
  [/\bbe (it|they)\b/i, '"also if it is", "which may be"'],
  [/\bof which (it|they|one|each)\b.*\btakes?\b/i, 'two sentences'],
  [/\bwithout a look\b/i, 'a verb: "does not compare"'],
  [/\bis none of (this|that|these|those)\b/i, '"does not belong to"'],
  [/^(<<<<<<<|>>>>>>>) /, 'what is left when the conflict is resolved'],
];

/** Folders whose sources and pages are read, and files at the top. */
const places = ['src', 'envs', 'agents', 'experiments', 'README.md', 'CHANGELOG.md'];
const isOwn = (path: string) =>
  /[.](ts|mjs|py|md)$/.test(path) && !/(^|\/)(dist|node_modules|test|__pycache__)\//.test(path);

const files = places.flatMap((place) =>
  place.endsWith('.md')
    ? [place]
    : readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
        .map((path) => join(place, path))
        .filter(isOwn),
);

const findings = (text: string) =>
  text
    .split('\n')
    .flatMap((line, index) =>
      dialect
        .filter(([expression]) => expression.test(line))
        .map(([, remedy]) => `${index + 1}: ${line.trim()} (write ${remedy})`),
    );

describe('sources and pages', () => {
  it('say things in words that are read once', () => {
    expect(files.length).toBeGreaterThan(500);
    const found = files.flatMap((path) =>
      findings(readFileSync(join(root, path), 'utf8')).map((finding) => `${path}:${finding}`),
    );
    expect(found).toEqual([]);
  });

  it('are searched line by line', () => {
    expect(findings('// ok\n// It goes on with whoever asks.')).toHaveLength(2);
  });
});
