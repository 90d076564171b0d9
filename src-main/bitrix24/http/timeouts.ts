/** How long each part of a request may take, in milliseconds. Tests bring shorter ones. */
export interface Timeouts {
  /** Name lookup, TCP, proxy and TLS together. */
  readonly connectMs: number;
  /** From the last byte of the body to the head of the answer. */
  readonly answerMs: number;
  /** Between two chunks of the answer's body. */
  readonly bodyGapMs: number;
  /** Without a single chunk of the body having been taken over by the system. */
  readonly stallMs: number;
  /** What sending may take in any case, to which comes the size at `slowestBytesPerSecond`. */
  readonly sendBaseMs: number;
  readonly slowestBytesPerSecond: number;
  readonly sendCapMs: number;
}

/**
 * The portal's own limit for a request is 60 s after the body; a slow line must not be cut off by us
 * (reference 5), and one that has died must not hold its dialog for ever.
 */
export const DEFAULT_TIMEOUTS: Timeouts = {
  connectMs: 10_000,
  answerMs: 150_000,
  bodyGapMs: 30_000,
  stallMs: 60_000,
  sendBaseMs: 60_000,
  slowestBytesPerSecond: 32 * 1024,
  sendCapMs: 90 * 60_000,
};

/** How long sending a body of this size may take altogether. */
export function sendDeadlineMs(timeouts: Timeouts, bodyBytes: number): number {
  return Math.min(
    timeouts.sendCapMs,
    timeouts.sendBaseMs + (bodyBytes * 1000) / timeouts.slowestBytesPerSecond,
  );
}
