import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { burstwise, temporaryFolder } from './burstwise.ts';
import { inTerminal } from './pseudo-terminal.ts';

const [UP, RIGHT, ESCAPE] = ['\x1b[A', '\x1b[C', '\x1b'];

describe('new glyphs', () => {
  it('keeps what is drawn as settings that train reads, and adds to what is there', () => {
    const file = join(temporaryFolder(), 'mine', 'glyphs.json');
    const first = inTerminal(
      ['new', 'glyphs', file],
      [
        { await: 'letters so far: none', send: `| ${UP}${UP}${UP} \r` },
        { await: 'Kept |.', send: ESCAPE },
      ],
    );
    expect(first).toMatchObject({ status: 0, stdout: `${file}\n`, restored: true, left: [] });
    expect(first.screen).toMatch(/burstwise train handwriting --config\s+\S*glyphs\.json\s*$/);
    const second = inTerminal(
      ['new', 'glyphs', file],
      [
        { await: 'letters so far: |', send: `- ${RIGHT}${RIGHT} \r` },
        { await: 'Kept -.', send: '\x03' },
      ],
    );
    expect(second).toMatchObject({ status: 0, left: [] });
    expect(readFileSync(file, 'utf8')).toBe(`{
  "task": "handwriting",
  "options": {
    "env": {
      "glyphs": {
        "|": [[[0, 0.5], [0, 0.8]]],
        "-": [[[0, 0.5], [0.2, 0.5]]]
      }
    }
  }
}
`);
    expect(burstwise(['config', 'handwriting', '--config', file]).stdout).toContain('[[0, 0.5], [0.2, 0.5]]');
  });

  it('makes no file where nothing was kept, and refuses other names and a pipe', () => {
    const file = join(temporaryFolder(), 'none.json');
    const left = inTerminal(
      ['new', 'glyphs', file],
      [
        { await: 'letters so far: none', send: `a ${ESCAPE}` },
        { await: 'next letter', send: '\x03' },
      ],
    );
    expect(left.screen).toContain('no letter was kept');
    expect(existsSync(file)).toBe(false);
    expect(burstwise(['new', 'glyphs', 'mine.yaml']).stderr).toContain('a name that ends in .json');
    expect(burstwise(['new', 'glyphs', file])).toMatchObject({ status: 2, stdout: '' });
  });
});
