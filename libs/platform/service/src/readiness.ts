/** Injection token of the service's {@link ReadinessCheck}s. */
export const READINESS_CHECKS = Symbol('READINESS_CHECKS');

/**
 * Injection token of whether `/health/ready` tells its reasons to whoever asks: they name brokers, nodes and topics, so only
 * a service whose port is for its operators does.
 */
export const TELLS_REASONS = Symbol('TELLS_REASONS');

/** One condition without which the service can't do its work. */
export interface ReadinessCheck {
  readonly name: string;
  /** Throws, with a message that says what to do, when the condition does not hold. */
  check(): Promise<void> | void;
}
