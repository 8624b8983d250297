import { createRequire } from 'node:module';

/** What the library asks of a logger; pino's loggers are such. */
export interface Logger {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** Where log lines go; standard error outside tests. */
export interface LogStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const require = createRequire(import.meta.url);

/** A logger that writes readable lines to a terminal and JSON Lines to anything else. */
export function createLogger(level: LogLevel, stream: LogStream = process.stderr): Logger {
  const { pino } = require('pino') as typeof import('pino');
  if (stream.isTTY !== true) return pino({ level, base: null }, stream);
  const { prettyFactory } = require('pino-pretty') as typeof import('pino-pretty');
  const format = prettyFactory({ colorize: true, singleLine: true, translateTime: 'SYS:HH:MM:ss' });
  // A progress bar may stand on the line: erase it, it is drawn again below.
  const write = (line: string) => stream.write(`\r\u001b[K${format(line)}`);
  return pino({ level, base: null }, { write });
}
