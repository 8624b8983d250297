let isInstalled = false;

/**
 * Keeps work from ending when its output cannot be written: a reader has left, a disk is full, a terminal was closed. The
 * output is lost then. To be called before anything is printed. A program whose results could not
 * be written, other than for a reader that left, says so and fails at its end.
 */
export function surviveLostOutput(): void {
  if (isInstalled) return;
  isInstalled = true;
  process.stderr.on('error', () => {});
  let isLost = false;
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (isLost || code === 'EPIPE') return;
    isLost = true;
    process.stderr.write(`burstwise: standard output: expected to write there, received ${message}\n`);
  });
  process.on('exit', () => {
    if (isLost) process.exitCode ||= 1;
  });
}
