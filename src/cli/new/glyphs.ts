import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { loadConfigFile, type RawConfig, withSetting } from '../../config/config-file.ts';
import { InterruptedError, UsageError } from '../../errors.ts';
import { writeFileAtomic } from '../../files/atomic-file.ts';
import { makeFolder } from '../../files/folders.ts';
import { listenForInterrupt } from '../../process/interrupt.ts';
import { quoted } from '../../process/quoted.ts';
import { openRoof } from '../../run/modules.ts';
import { requireTerminal, runInTerminal } from '../../terminal/terminal.ts';
import { print, tell } from '../output.ts';

/** A person draws letters in the terminal, which are kept as settings of the task `handwriting`. */
export async function newGlyphs(path: string): Promise<void> {
  if (!path.endsWith('.json'))
    throw new UsageError(`file: expected a name that ends in .json, received ${JSON.stringify(path)}`);
  const streams = { input: process.stdin, output: process.stderr };
  requireTerminal(streams);
  const before: RawConfig = existsSync(path) ? loadConfigFile(path) : { task: 'handwriting' };
  const { glyphProgram } = await openRoof();
  let isKept = false;
  const program = await glyphProgram(before, path, (glyphs) => {
    makeFolder(dirname(path));
    writeFileAtomic(path, `${jsonText(withSetting(before, 'options.env.glyphs', glyphs, path))}\n`);
    isKept = true;
  });
  const interrupt = listenForInterrupt();
  try {
    await runInTerminal(program, streams, interrupt.signal);
  } finally {
    interrupt.dispose();
  }
  if (interrupt.signal.aborted)
    throw new InterruptedError(`${path}: interrupted; letters that were kept are there`);
  if (!isKept) {
    tell('no letter was kept');
    return;
  }
  print(path);
  tell(`train it with: burstwise train handwriting --config ${quoted(path)}`);
}

/** JSON with a line for each field, which holds a list as a whole. */
function jsonText(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return `[${value.map((item) => jsonText(item)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const fields = Object.entries(value).map(
    ([name, field]) => `${inner}${JSON.stringify(name)}: ${jsonText(field, inner)}`,
  );
  return `{\n${fields.join(',\n')}\n${indent}}`;
}
