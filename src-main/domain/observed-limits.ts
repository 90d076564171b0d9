/** Limits of a portal that are known only from how uploads to it ended. Plain data: it is stored with the portal. */
export interface ObservedLimits {
  /** Size in bytes of the smallest file that was refused for its size (HTTP 413); undefined while none was. */
  readonly refusedBytes: number | undefined;
}

export const NO_LIMITS_OBSERVED: ObservedLimits = { refusedBytes: undefined };

/** The limits after a file of this size was refused for its size. */
export function afterRefusal({ refusedBytes = Infinity }: ObservedLimits, sizeBytes: number): ObservedLimits {
  return { refusedBytes: Math.min(sizeBytes, refusedBytes) };
}

/** The limits after a file of this size was delivered: the limit that refused a smaller one has been raised since. */
export function afterDelivery(limits: ObservedLimits, sizeBytes: number): ObservedLimits {
  return sizeBytes >= (limits.refusedBytes ?? Infinity) ? NO_LIMITS_OBSERVED : limits;
}

/** Size in bytes of the largest file worth sending: the configured limit, or less if the portal refused less. */
export function effectiveMaxBytes(configured: number, { refusedBytes = Infinity }: ObservedLimits): number {
  return Math.min(configured, refusedBytes - 1);
}
