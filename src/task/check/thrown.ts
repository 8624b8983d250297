/** What a part of a task threw. */
export interface Thrown {
  /** The message; of an error from a file of the user's also its class, and the line that threw it. */
  readonly text: string;
  /** The function of the user's that was called, e.g. `reset`; undefined where the error came from elsewhere. */
  readonly called: string | undefined;
}

/** A call in progress when an error was made. */
interface Frame {
  /** Empty for a function without a name. */
  readonly name: string;
  readonly file: string;
  readonly line: string;
}

/**
 * Describes what a function threw.
 *
 * @param caller name of the method that called the function: what lies beyond it in the stack is not looked at
 */
export function describeThrown(thrown: unknown, caller: string): Thrown {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const frames = framesWithin(error, caller).filter(({ file }) => isUsers(file));
    if (frames.length === 0) continue;
    const { file, line } = frames[0]!;
    const text = `${classOf(error)}: ${error.message}, thrown at ${file}:${line}`;
    return { text, called: frames.at(-1)!.name || undefined };
  }
  return { text: thrown instanceof Error ? thrown.message : String(thrown), called: undefined };
}

/** The calls since that of the caller, the latest first. */
function framesWithin({ stack = '' }: Error, caller: string): readonly Frame[] {
  const frames = stack.split('\n').flatMap((text): readonly Frame[] => {
    const [, name = '', file, line] =
      /^\s+at (?:async )?(?:(.+) \()?(?:file:\/\/)?(\/.+?):(\d+):\d+\)?$/.exec(text) ?? [];
    return file === undefined ? [] : [{ name: methodOf(name), file, line: line! }];
  });
  const end = frames.findIndex(({ name }) => name === caller);
  return end === -1 ? frames : frames.slice(0, end);
}

/** `reset` of `World.reset` and of `Object.reset [as first]`; `new World` stays. */
function methodOf(name: string): string {
  return name
    .replace(/ \[as .*$/, '')
    .replace(/^.*[.](?=[^.]+$)/, '')
    .replace('<anonymous>', '');
}

/** Folders of the package that hold its code. */
const ownFolders = ['dist/', 'src/', 'envs/', 'agents/', 'experiments/'];

/** Folder of the package: this file lies in it as source, compiled, or in the bundle of the command. */
function packageFolder(): string {
  return decodeURI(new URL(import.meta.url).pathname).replace(
    /\/(dist\/command(\/parts)?|dist\/src\/task\/check|src\/task\/check)\/[^/]+$/,
    '/',
  );
}

function isUsers(file: string): boolean {
  const root = packageFolder();
  return (
    !file.includes('/node_modules/') && !ownFolders.some((folder) => file.startsWith(`${root}${folder}`))
  );
}

/** The class of an error, also where it inherits its name. */
function classOf(error: Error): string {
  return error.name === 'Error' ? error.constructor.name : error.name;
}
