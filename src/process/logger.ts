import { nodeRequire } from './node-require.ts';

/** A logger for the library, e.g. one of pino. */
export interface Logger {
  /** Logs a detail for developers. */
  debug(details: object, message: string): void;
  /** Logs an event of normal work. */
  info(details: object, message: string): void;
  /** Logs an event that may need attention. */
  warn(details: object, message: string): void;
  /** Logs a failure. */
  error(details: object, message: string): void;
}

/** Levels from the most to the least talkative; a level includes those after it. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
/** Least level of the lines to log. */
export type LogLevel = (typeof logLevels)[number];

/** Logs nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** Where log lines go; standard error outside tests. */
export interface LogStream {
  /** Whether it is a terminal. */
  readonly isTTY?: boolean;
  /** Whether it shows colours; see NO_COLOR. */
  hasColors?(): boolean;
  /** Writes text as it is. */
  write(text: string): unknown;
}

/** A logger that writes readable lines to a terminal and JSON Lines to anything else. */
export function createLogger(level: LogLevel, stream: LogStream = process.stderr): Logger {
  const require = nodeRequire('createLogger');
  const { pino } = require('pino') as typeof import('pino');
  if (stream.isTTY !== true) return pino({ level, base: null }, stream);
  const { prettyFactory } = require('pino-pretty') as typeof import('pino-pretty');
  const colorize = stream.hasColors?.() ?? false;
  const format = prettyFactory({ colorize, singleLine: true, translateTime: 'SYS:HH:MM:ss' });
  // Erases a progress bar on this line, which is drawn again below.
  const write = (line: string) => stream.write(`\r\u001b[K${format(line)}`);
  return pino({ level, base: null }, { write });
}
