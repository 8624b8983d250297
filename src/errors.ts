/** C0 and C1 controls, and the marks that turn the direction of writing: a terminal obeys them instead of showing them. */
const controls = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * A text from a file or another program as one line that a terminal only shows: controls become escapes such as `\x1b`.
 * Everything that Burstwise prints of foreign origin passes through here.
 */
export function printable(text: string): string {
  return text.replace(controls, (control) => {
    const code = control.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
}

/** What is wrong with one part of an input. */
export interface Problem {
  /** Where: a field such as `network.tauMembrane`, a tensor, an option; empty for the input as a whole. */
  readonly path: string;
  /** What would have been right, as a noun phrase. */
  readonly expected: string;
  /** What was there instead. */
  readonly received: string;
  /** What to do about it, as a command. */
  readonly remedy?: string | undefined;
}

/** Every error that Burstwise throws on purpose; its message is meant for the person at the command line, and is printable. */
export class BurstwiseError extends Error {
  /** Exit code of the command that ends with this error. */
  readonly exitCode: number = 1;

  constructor(message: string, options?: ErrorOptions) {
    super(message.split('\n').map(printable).join('\n'), options);
    this.name = new.target.name;
  }
}

/** The command cannot do what was asked, e.g. an unknown environment or an output folder that is in use. */
export class UsageError extends BurstwiseError {
  override readonly exitCode: number = 2;
}

/** A configuration that does not fit its schema, or cannot be read at all. Lists all problems at once. */
export class ConfigError extends UsageError {
  /** File or other origin of the configuration. */
  readonly source: string;
  readonly problems: readonly Problem[];

  constructor(source: string, problems: readonly Problem[], options?: ErrorOptions) {
    super(describeProblems(source, problems), options);
    this.source = source;
    this.problems = Object.freeze([...problems]);
  }
}

/** A checkpoint that is damaged, of another kind or version, or of other shapes than the agent asks for. */
export class CheckpointError extends UsageError {
  /** File or other origin of the checkpoint. */
  readonly source: string;
  readonly problem: Problem;

  constructor(source: string, problem: Problem, options?: ErrorOptions) {
    super(describeProblems(source, [problem]), options);
    this.source = source;
    this.problem = problem;
  }
}

/** A simulation or its weights left the finite numbers. */
export class DivergenceError extends BurstwiseError {
  override readonly exitCode: number = 3;
  readonly population: string;
  /** Network step, counted from the start of the run. */
  readonly step: number;

  constructor(population: string, step: number, detail: string) {
    super(
      `population ${population}, step ${step}: expected finite values, received ${detail}; ` +
        'lower the learning rates or raise the ridge',
    );
    this.population = population;
    this.step = step;
  }
}

/** The person at the command line stopped the work; the message says how to continue. */
export class InterruptedError extends BurstwiseError {
  override readonly exitCode: number = 130;
}

/** An error of Burstwise that another thread threw. */
export class RelayedError extends BurstwiseError {
  override readonly exitCode: number;

  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** A message lists no more problems than this. */
const SHOWN_PROBLEMS = 20;

/** The message of an error: what is wrong with a source, a line for each problem. */
export function describeProblems(source: string, problems: readonly Problem[]): string {
  const lines = problems.map(({ path, expected, received, remedy }) => {
    const where = path === '' ? '' : `${path}: `;
    return printable(
      `${where}expected ${expected}, received ${received}${remedy === undefined ? '' : `; ${remedy}`}`,
    );
  });
  const name = printable(source);
  if (lines.length === 1) return `${name}: ${lines[0]}`;
  const shown = lines.slice(0, SHOWN_PROBLEMS).map((line) => `  ${line}`);
  const left = lines.length - shown.length;
  if (left > 0) shown.push(`  and ${left} more`);
  return [`${name}: ${lines.length} problems`, ...shown].join('\n');
}
