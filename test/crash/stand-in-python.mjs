#!/usr/bin/env node
/**
 * Stands in for python3 where nothing can be downloaded: makes virtual environments and installs packages that consist of a
 * few small files, one call of the file system after the other. Like pip, it takes a package for installed once it is listed,
 * and like venv, it keeps a pip that is there. All else is done by the interpreter REAL_PYTHON, if every file is whole.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [first, second, ...rest] = process.argv.slice(2);
const self = fileURLToPath(import.meta.url);
/** Folder of the virtual environment that this was started from. */
const environment = dirname(dirname(process.argv[1]));
const packagesOf = (directory) => join(directory, 'lib/python3.11/site-packages');
const contentOf = (file) => `All of ${file}.\n`;
const filesOf = (name) => [`${name}-1.0.dist-info/RECORD`, `${name}/__init__.py`, `${name}/core.py`];

function install(name, directory) {
  for (const file of filesOf(name)) {
    const path = join(packagesOf(directory), file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contentOf(file));
  }
}

function isWhole(name) {
  return filesOf(name).every((file) => {
    const path = join(packagesOf(environment), file);
    return existsSync(path) && readFileSync(path, 'utf8') === contentOf(file);
  });
}

function makeEnvironment(directory) {
  mkdirSync(join(directory, 'bin'), { recursive: true });
  const python = join(directory, 'bin/python');
  if (!existsSync(python)) symlinkSync(self, python);
  writeFileSync(join(directory, 'pyvenv.cfg'), contentOf('pyvenv.cfg'));
  if (!existsSync(join(packagesOf(directory), 'pip'))) install('pip', directory);
}

if (first === '-m' && second === 'venv') makeEnvironment(rest[0]);
else if (first === '-m' && second === 'pip') {
  if (!isWhole('pip')) process.exit(1);
  if (rest[0] === 'install') {
    const anew = ['--ignore-installed', '--force-reinstall'].some((option) => rest.includes(option));
    for (const name of rest.at(-1).endsWith('.whl') ? ['gymnasium_js'] : ['numpy', 'gymnasium']) {
      const isListed = existsSync(join(packagesOf(environment), filesOf(name)[0]));
      if (anew || !isListed) install(name, environment);
    }
  }
} else if (first === '-c') console.log(packagesOf(environment));
else {
  if (!['numpy', 'gymnasium', 'gymnasium_js'].every(isWhole)) process.exit(1);
  const { status } = spawnSync(process.env.REAL_PYTHON, process.argv.slice(2), {
    stdio: ['ignore', 'inherit', 'inherit', 3, 4, 5],
  });
  process.exit(status ?? 1);
}
