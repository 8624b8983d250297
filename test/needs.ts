import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readersInstalled } from './cli/readers.ts';
import { slurmInstalled } from './cli/sweep/slurm-node.ts';
import { chromium } from './packed/chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Python's packages that tests compare with, by the name under which they are imported. */
const packages = {
  gymnasium: '',
  minigrid: 'minigrid',
  minari: 'minari[hdf5,arrow,create]',
  PIL: 'pillow',
  scipy: 'scipy',
  pympi: 'pympi-ling',
};

/** Something that tests need and that is not installed. */
export interface Need {
  readonly missing: string;
  /** The command that installs it. */
  readonly command: string;
}

/** What the tests of this machine have to leave out. */
export function unmetNeeds(): readonly Need[] {
  const nodes = join(root, '.nodes');
  return [
    ...pythonNeeds(),
    ...(chromium === undefined ? [{ missing: 'Chromium', command: 'apt-get install chromium' }] : []),
    ...(slurmInstalled
      ? []
      : [{ missing: 'Slurm, started as root', command: 'apt-get install slurm-wlm munge' }]),
    ...(readersInstalled
      ? []
      : [{ missing: 'MLflow, TensorBoard and huggingface_hub in .readers', command: '.ci/run' }]),
    ...(existsSync(nodes) && readdirSync(nodes).length > 0
      ? []
      : [{ missing: 'other versions of Node', command: '.ci/run' }]),
  ];
}

function pythonNeeds(): readonly Need[] {
  const python = process.env['BURSTWISE_PYTHON'] || join(root, '.venv/bin/python');
  const program = `from importlib.util import find_spec\nprint(*[m for m in ${JSON.stringify(Object.keys(packages))} if find_spec(m) is None])`;
  const { status, stdout } = spawnSync(python, ['-c', program], { encoding: 'utf8' });
  const missing = status === 0 ? stdout.trim().split(' ').filter(Boolean) : Object.keys(packages);
  if (missing.length === 0) return [];
  const options = missing.map((name) => packages[name as keyof typeof packages]).filter(Boolean);
  const command = ['npx burstwise python setup', ...options.map((name) => `--package '${name}'`)].join(' ');
  return [{ missing: `Python with ${missing.join(', ')}`, command }];
}

/** Says once, before the tests, which of them are skipped for want of what, and which command adds it. */
export default function tellNeeds(): void {
  if (process.env['BURSTWISE_NEEDS_TOLD'] !== undefined) return;
  process.env['BURSTWISE_NEEDS_TOLD'] = 'yes';
  for (const { missing, command } of unmetNeeds())
    console.log(`tests that need ${missing} are skipped; to add it: ${command}`);
}
