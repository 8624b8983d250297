/** Does something, and drops what it writes to standard output and standard error meanwhile. */
export async function silently<Result>(work: () => Promise<Result>): Promise<Result> {
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write);
  for (const stream of streams) stream.write = () => true;
  try {
    return await work();
  } finally {
    for (const [k, stream] of streams.entries()) stream.write = writes[k]!;
  }
}
