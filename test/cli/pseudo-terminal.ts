import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bin } from './burstwise.ts';

/** What to do as soon as a text has been seen. */
export type TerminalStep = { readonly await: string } & (
  | { readonly send: string }
  | { readonly signals: readonly number[] }
);

export interface TerminalSession {
  /** Negative: ended by that signal. */
  readonly status: number;
  /** Everything that was written to the terminal. */
  readonly screen: string;
  readonly stdout: string;
  /** Whether the terminal takes lines again, as before. */
  readonly restored: boolean;
  /** Texts that were waited for in vain. */
  readonly left: readonly string[];
}

export interface TerminalOptions {
  readonly program?: string;
  readonly columns?: number;
  readonly rows?: number;
  /** Whether standard output is the terminal, too. */
  readonly isOutput?: boolean;
}

/** Runs the command, that of the build or another, in a pseudo-terminal. */
export function inTerminal(
  args: readonly string[],
  steps: readonly TerminalStep[],
  env: Readonly<Record<string, string>> = {},
  { program = bin, columns = 80, rows = 24, isOutput = false }: TerminalOptions = {},
): TerminalSession {
  const helper = fileURLToPath(new URL('pseudo-terminal.py', import.meta.url));
  const request = {
    command: [process.execPath, program, ...args],
    columns,
    rows,
    isOutput,
    env: { TERM: 'xterm-256color', ...env },
    steps,
  };
  // People's terminals are not those of continuous integration, where no colours are the rule.
  const { CI: _, ...inherited } = process.env;
  const { stdout, stderr } = spawnSync('python3', [helper], {
    input: JSON.stringify(request),
    encoding: 'utf8',
    env: inherited,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as TerminalSession;
}

/** What puts the terminal back: line breaks, cursor, and the screen as it was. */
export const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l';
