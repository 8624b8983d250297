/** Places of stacks that say nothing of the cause: the engine, and the program, which is built, installed or the copy of a sweep. */
const ofProgram = /^node:|\/(dist|node_modules|code\/[0-9a-f]{12})\/|\/src\/cli\/bin\.js/;

/** Why an attempt failed, in one line: the message, and of a stack also the innermost place in code of the user. */
export function reasonText(reason: string): string {
  const lines = reason.trim().split('\n');
  const places = lines.flatMap(
    (line) => /^\s+at (?:.* \()?((?:file|node):[^)]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? [],
  );
  const own = places.find((place) => !ofProgram.test(place));
  return own === undefined ? lines[0]! : `${lines[0]} (at ${own.replace('file://', '')})`;
}
