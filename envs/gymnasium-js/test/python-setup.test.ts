import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { PythonBridgeError, PythonNotFound, setupPython } from '../src/python/index.ts';
import { python } from './python.ts';

describe.skipIf(python === null)('setupPython', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'setup-')));
  afterAll(() => rmSync(folder, { recursive: true }));

  /**
   * An interpreter that makes virtual environments without pip, writes down what pip is to do, lets it do what needs no
   * network, and sees all packages.
   */
  const log = join(folder, 'log');
  const writer = join(folder, 'python');
  /** All packages of the interpreter but the one that is to be installed: pip would find that first. */
  const others = join(folder, 'packages');
  const seen = `PYTHONPATH="${others}"`;
  beforeAll(() => {
    const query = 'import sysconfig; print(sysconfig.get_path("purelib"))';
    const installed = spawnSync(python!, ['-c', query], { encoding: 'utf8' }).stdout.trim();
    mkdirSync(others);
    for (const name of readdirSync(installed))
      if (!/^(__editable__\.)?gymnasium[-_]js/.test(name))
        symlinkSync(join(installed, name), join(others, name));
  });
  const script = (then: string) => `#!/bin/sh
case "$*" in
*'-m venv'*)
  rm -f "$3/bin/python" "$3/bin/real"
  ${python} -m venv --without-pip --system-site-packages "$3"
  mv "$3/bin/python" "$3/bin/real"
  cp "$0" "$3/bin/python";;
*--no-index*|*'pip show'*|*'pip uninstall'*) ${seen} exec "$(dirname "$0")/real" "$@";;
*'-m pip'*) echo "$@" >> ${log}; echo "pip was here"; ${then};;
*) ${seen} exec "$(dirname "$0")/real" "$@";;
esac
`;

  it('makes a virtual environment in which both sides can be imported, and brings it up to date; pip knows them', async () => {
    writeFileSync(writer, script('exit 0'), { mode: 0o755 });
    const directory = join(folder, 'environment');
    const output: string[] = [];
    const onOutput = (text: string) => output.push(text);
    const first = await setupPython({ directory, python: writer, packages: ['stable-baselines3'], onOutput });
    expect(first.python).toBe(join(directory, 'bin/python'));
    expect(first.versions.gymnasium).toMatch(/^1\./);
    expect(output.join('')).toMatch(/^pip was here\n.*Successfully installed gymnasium-js-\d/s);

    const second = await setupPython({ directory, python: '/not/needed' });
    expect(second).toEqual(first);
    const install = '-m pip install --disable-pip-version-check numpy>=1.26,<3 gymnasium>=1.1,<2';
    expect(readFileSync(log, 'utf8')).toBe(`${install} stable-baselines3\n-m pip --version\n${install}\n`);
    expect(existsSync(join(directory, 'setup-unfinished'))).toBe(false);

    // The Python module is a package of pip's.
    const pip = (...args: string[]) =>
      spawnSync(first.python, ['-m', 'pip', ...args], { encoding: 'utf8' }).stdout;
    const program = `import gymnasium_js; print(gymnasium_js.make("test/Walk-v0", "./environments.js").reset(seed=1))`;
    const play = (cwd: string) => spawnSync(first.python, ['-c', program], { encoding: 'utf8', cwd });
    const shown = pip('show', '--files', 'gymnasium_js');
    expect(shown).toContain(`Name: gymnasium-js\nVersion: ${packageJson.version}\n`);
    expect(shown).toContain('Requires: gymnasium, numpy\n');
    expect(shown).toContain('gymnasium_js/environment.py');
    expect(play(fileURLToPath(new URL('./fixtures/python', import.meta.url))).status).toBe(0);
    expect(pip('uninstall', '--yes', 'gymnasium_js')).toContain('Successfully uninstalled');
    expect(play(folder).stderr).toContain("No module named 'gymnasium_js'");
    expect(readdirSync(directory)).toContain(`gymnasium_js-${packageJson.version}-py3-none-any.whl`);
  });

  it('repeats what was interrupted: pip comes as a whole, and installs anew what may be there in part', async () => {
    const directory = join(folder, 'interrupted');
    writeFileSync(writer, script('exit 1'), { mode: 0o755 });
    await expect(setupPython({ directory, python: writer })).rejects.toThrow(PythonBridgeError);
    const part = join(directory, 'lib/python3.9/site-packages/pip');
    mkdirSync(part, { recursive: true });
    writeFileSync(writer, script('exit 0'), { mode: 0o755 });
    writeFileSync(log, '');
    expect((await setupPython({ directory, python: writer })).python).toBe(join(directory, 'bin/python'));
    expect(existsSync(part)).toBe(false);
    expect(readFileSync(log, 'utf8')).toMatch(/^-m pip install .*--ignore-installed numpy/);
  });

  it('tells what pip printed when it fails', async () => {
    writeFileSync(writer, script('exit 1'), { mode: 0o755 });
    const setup = setupPython({ directory: join(folder, 'failing'), python: writer });
    await expect(setup).rejects.toThrow(PythonBridgeError);
    await expect(setup).rejects.toThrow(/pip install .*: expected exit code 0, received 1.*\npip was here$/);
  });

  it('tells when there is no interpreter', async () => {
    const setup = setupPython({ directory: join(folder, 'none'), python: '/no/such/python' });
    await expect(setup).rejects.toThrow(PythonNotFound);
  });
});
