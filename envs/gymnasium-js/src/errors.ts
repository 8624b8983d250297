/** Base of every error this package throws on purpose. The message says what was expected, what came, and what to do. */
export class GymnasiumError extends Error {
  override name = this.constructor.name;
}

/** `step` or `render` was called before the first `reset`. */
export class ResetNeeded extends GymnasiumError {}

/** An action does not belong to the action space. */
export class InvalidAction extends GymnasiumError {}

/** A space was constructed or used with values that do not fit it. */
export class InvalidSpace extends GymnasiumError {}

/** An environment or wrapper was used after `close`. */
export class ClosedEnvironment extends GymnasiumError {}
