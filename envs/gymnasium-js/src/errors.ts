/** Base of every error this package throws on purpose. The message says what was expected, what came, and what to do. */
export class GymnasiumError extends Error {
  override name = this.constructor.name;
}

/** `step` or `render` was called before the first `reset`. */
export class ResetNeeded extends GymnasiumError {}

/** An action does not belong to the action space. */
export class InvalidAction extends GymnasiumError {}

/** A function was called with arguments it cannot use. */
export class InvalidArgument extends GymnasiumError {}

/** A space was constructed or used with values that do not fit it. */
export class InvalidSpace extends GymnasiumError {}

/** An environment or wrapper was used after `close`. */
export class ClosedEnvironment extends GymnasiumError {}

/** An environment breaks the contract of `Env`: spaces, return types, seeding, rendering. */
export class InvalidEnv extends GymnasiumError {}

/** A wrapper was given settings, or an environment, that it cannot work with. */
export class InvalidWrapper extends GymnasiumError {}

/** Something that only Node can do was asked for in a browser. */
export class UnsupportedPlatform extends GymnasiumError {}

/** A render mode that the environment does not have. */
export class UnsupportedMode extends GymnasiumError {}

/** An environment was registered under an id that is malformed or in conflict with another. */
export class RegistrationError extends GymnasiumError {}

/** The registry has no such environment. */
export class UnregisteredEnv extends GymnasiumError {}

/** The registry has no environment in this namespace. */
export class NamespaceNotFound extends UnregisteredEnv {}

/** The namespace has no environment of this name. */
export class NameNotFound extends UnregisteredEnv {}

/** The environment exists, but not in so high a version. */
export class VersionNotFound extends UnregisteredEnv {}

/** The environment exists, but this version has been superseded and removed. */
export class DeprecatedEnv extends GymnasiumError {}

/** An asynchronous call was begun while another was under way. */
export class AlreadyPendingCall extends GymnasiumError {}

/** The result of an asynchronous call was asked for, but none is under way. */
export class NoAsyncCall extends GymnasiumError {}

/** An environment in a worker thread threw, or its thread ended. `cause` is what it threw. */
export class WorkerError extends GymnasiumError {}

/** A worker thread did not answer in time. */
export class WorkerTimeout extends WorkerError {}
