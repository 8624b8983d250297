import type { TerminalProgram } from '../../src/terminal/program.ts';
import { type Area, plainText } from '../../src/terminal/styled-text.ts';

/** The screen as text without colours. */
export function screenOf(program: TerminalProgram, room: Area = { columns: 80, rows: 24 }): string {
  return program
    .screen(room)
    .map((line) => plainText(line).trimEnd())
    .join('\n');
}

/** Presses keys, given as words. */
export function press(program: TerminalProgram, keys: string): void {
  for (const key of keys.split(' ')) program.press(key);
}
