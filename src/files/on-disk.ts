import { UsageError } from '../errors.ts';

/** What can be done about errors of the file system. */
const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'make room on the disk',
  EDQUOT: 'make room on the disk',
  EFBIG: 'make room on the disk',
  EMFILE: 'allow more open files, e.g. ulimit -n 1024',
  ENFILE: 'close other programs',
};

/** What is done with files, and what can be done where that fails. */
export interface Purpose {
  /** What was expected, e.g. `to write there`. */
  readonly expected: string;
  /** What to do where it is not allowed. */
  readonly forbidden: string;
  /** What to do after the remedy, or what is safe meanwhile; follows it in the same sentence. */
  readonly afterwards: string;
}

const purposes = {
  record: {
    expected: 'to read and write there',
    forbidden: 'choose a folder that you may write to with --root',
    afterwards: '; what was recorded until now is safe',
  },
  write: {
    expected: 'to read and write there',
    forbidden: 'choose a folder that you may write to with --root',
    afterwards: ', and repeat the command',
  },
  writeFile: {
    expected: 'to write there',
    forbidden: 'name a file that you may write to',
    afterwards: ', and repeat the command',
  },
  read: {
    expected: 'to read there',
    forbidden: 'ask their owner for leave to read them',
    afterwards: ', and repeat the command',
  },
} as const satisfies Readonly<Record<string, Purpose>>;

/**
 * Does something with files.
 *
 * @throws UsageError saying what the file system refused and what to do about it
 */
export function onDisk<T>(path: string, action: () => T, what: keyof typeof purposes | Purpose = 'write'): T {
  try {
    return action();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined || cause instanceof UsageError) throw cause;
    const { expected, forbidden, afterwards } = typeof what === 'string' ? purposes[what] : what;
    const known = remedies[code] === undefined ? '' : `; ${remedies[code]}${afterwards}`;
    const remedy = ['EACCES', 'EPERM', 'EROFS'].includes(code) ? `; ${forbidden}` : known;
    throw new UsageError(`${path}: expected ${expected}, received ${message}${remedy}`, { cause });
  }
}
