import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './cli/burstwise.ts';

test('every exported name has a sentence, and every type that is mentioned is exported', () => {
  const typedoc = join(root, 'node_modules/typedoc/bin/typedoc');
  const options = ['--emit', 'none', '--logLevel', 'Warn'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [typedoc, ...options], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stdout + stderr).toBe('');
  expect(status).toBe(0);
});
