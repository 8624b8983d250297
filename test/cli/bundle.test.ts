import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './burstwise.ts';

it('the bundle comes with the licences of the packages that became part of it', () => {
  const parts = join(root, 'dist/command/parts');
  const sources = readdirSync(parts)
    .filter((name) => name.endsWith('.map'))
    .flatMap((name) => JSON.parse(readFileSync(join(parts, name), 'utf8')).sources as string[]);
  const packages = sources.flatMap(
    (source) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? [],
  );
  const licences = readFileSync(join(root, 'dist/command/licences.txt'), 'utf8');
  const named = [...licences.matchAll(/^(\S+) \d+\.\d+\.\d+\S*, \S/gm)].map(([, name]) => name);
  expect(named).toEqual([...new Set(packages)].sort());
  expect(named).toContain('zod');
  const texts = licences.split(/^\S+ \d+\.\d+\.\d+\S*, \S.*$/m).slice(1);
  const short = named.filter((_, k) => texts[k]!.length < 500);
  expect(short, 'packages without a text').toEqual([]);
  expect(licences).toContain('Permission is hereby granted, free of charge');
  expect(licences).toContain('Hershey');
});
