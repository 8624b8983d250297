export interface Logger {
  warn(message: string): void;
}

/** Receives every warning of the package. Assign `logger.warn` to send them elsewhere; by default to standard error. */
export const logger: Logger = {
  warn(message) {
    console.warn(`gymnasium-js: ${message}`);
  },
};
