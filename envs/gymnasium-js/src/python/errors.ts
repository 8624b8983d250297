import { GymnasiumError } from '../errors.ts';

/** Base of the errors of the bridge to Python. */
export class PythonBridgeError extends GymnasiumError {}

/** No Python interpreter could be started. */
export class PythonNotFound extends PythonBridgeError {}

/** The interpreter lacks a package, or has one of another version, or the environment needs an extra. */
export class PythonPackageMissing extends PythonBridgeError {}

/** Python code raised. The environment can still be used, as it could in Python. */
export class PythonException extends PythonBridgeError {
  /** Qualified name of the Python class, for instance `ValueError` or `gymnasium.error.NameNotFound`. */
  readonly pythonType: string;
  /** The traceback as Python prints it, the exceptions that caused it included. */
  readonly traceback: string;

  constructor(message: string, pythonType: string, traceback: string) {
    super(message);
    this.pythonType = pythonType;
    this.traceback = traceback;
  }
}

/** The interpreter ended while environments lived in it, or does not speak the protocol. */
export class PythonCrashed extends PythonBridgeError {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The end of what the process printed, the traceback of a fatal signal included. */
  readonly output: string;

  constructor(message: string, exitCode: number | null, signal: string | null, output: string) {
    super(message);
    this.exitCode = exitCode;
    this.signal = signal;
    this.output = output;
  }
}

/** A call took longer than `timeout`; the interpreter was ended. `output` ends with where it was. */
export class PythonTimeout extends PythonCrashed {}
