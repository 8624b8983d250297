import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';

/** The root of this package. */
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The packages of Python that the bridge needs, in the versions with which it was tested. */
export const required = ['numpy>=1.26,<3', 'gymnasium>=1.1,<2'];

/** The earliest time that a ZIP archive can hold: the same files give the same archive. */
const EPOCH = new Date(1980, 0, 1);

type Files = Readonly<Record<string, Uint8Array>>;

/**
 * Writes the Python module `gymnasium_js` as a wheel, the form in which pip installs packages (PEP 427), in the place
 * of those of other versions. It remembers this package and the working directory: there Node finds its program, and
 * the packages that register environments.
 *
 * @param directory where the wheel is written
 * @returns its path
 * @throws the error of the file system
 */
export function writeWheel(directory: string): string {
  const { version, description, license } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<'version' | 'description' | 'license', string>;
  const information = `gymnasium_js-${version}.dist-info`;
  const files: Files = {
    ...moduleFiles(),
    'gymnasium_js/origin.json': strToU8(`${JSON.stringify({ package: root, folder: process.cwd() })}\n`),
    [`${information}/METADATA`]: lines([
      'Metadata-Version: 2.1',
      'Name: gymnasium-js',
      `Version: ${version}`,
      `Summary: ${description}`,
      `License: ${license}`,
      'Requires-Python: >=3.10',
      ...required.map((requirement) => `Requires-Dist: ${requirement}`),
    ]),
    [`${information}/WHEEL`]: lines([
      'Wheel-Version: 1.0',
      'Generator: gymnasium-js',
      'Root-Is-Purelib: true',
      'Tag: py3-none-any',
    ]),
  };
  const record = `${information}/RECORD`;
  const archive = zipSync(
    { ...files, [record]: lines([...recordOf(files), `${record},,`]) },
    { mtime: EPOCH },
  );
  for (const name of readdirSync(directory))
    if (/^gymnasium_js-.*\.whl$/.test(name)) rmSync(join(directory, name));
  const path = join(directory, `gymnasium_js-${version}-py3-none-any.whl`);
  writeFileSync(path, archive);
  return path;
}

function moduleFiles(): Files {
  const folder = join(root, 'python', 'gymnasium_js');
  const names = readdirSync(folder).filter((name) => name.endsWith('.py'));
  return Object.fromEntries(
    names.sort().map((name) => [`gymnasium_js/${name}`, readFileSync(join(folder, name))]),
  );
}

/** A line for each file: its name, the hash of its content, its length. */
function recordOf(files: Files): string[] {
  return Object.entries(files).map(([name, content]) => {
    const hash = createHash('sha256').update(content).digest('base64url');
    return `${name},sha256=${hash},${content.length}`;
  });
}

const lines = (texts: readonly string[]): Uint8Array => strToU8(`${texts.join('\n')}\n`);
