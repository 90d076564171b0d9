import type { DeliverySpec } from '#config/engine-config.ts';

/**
 * How long a command that ends by itself waits for what is not due yet, in milliseconds: the first three tries
 * of the schedule and one look into the chat. What needs longer stays queued for the next run.
 */
export function patienceMs({ verifyAfterMs, retryBaseMs }: DeliverySpec): number {
  return Math.max(30 * retryBaseMs, 2 * verifyAfterMs);
}
