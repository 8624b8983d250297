import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { python } from '../../envs/gymnasium-js/test/python.ts';
import { adapters } from '../../envs/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const env = { ...process.env, PYTHONPATH: `${root}envs/gymnasium-js/python`, PYTHONWARNINGS: 'ignore' };

/** The project's own environments; other tests compare MiniGrid's with Python's. */
const ownIds = adapters.flatMap(({ envId }) => (envId.startsWith('burstwise/') ? envId : []));

describe.skipIf(python === null)('environments seen from Python', () => {
  it.each(ownIds)("%s passes Gymnasium's checker", (id) => {
    const command = ['-m', 'gymnasium_js', id, '--module', 'burstwise/envs', '--check', '--episodes', '1'];
    const { status, stdout, stderr } = spawnSync(python!, command, { cwd: root, env, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^check_env: passed\n[\s\S]*\nepisode 0: \d+ steps, return .*\n$/);
  });
});
