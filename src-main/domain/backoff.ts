/**
 * Retry schedule in steps of the base (5 s by default): 5 s, 25 s, 2 min, 10 min, 1 h, 5 h, 24 h
 * (product.md, Delivery; shape taken from ownCloud's per-file back-off).
 */
const STEPS = [1, 5, 24, 120, 720, 3600, 17_280] as const;

/** Attempts after which the user is asked. */
export const MAX_ATTEMPTS = STEPS.length;

/** Attempts after which the user is asked about trouble that seldom heals by itself. */
export const FEW_ATTEMPTS = 3;

const JITTER = 0.2;

/**
 * Delay in milliseconds after the `attempt`-th failure (1 is the first), spread by ±20 % so that the PCs of one
 * office do not come back all at once.
 * @param random 0 to 1
 */
export function backoff(attempt: number, baseMs: number, random: number): number {
  const step = STEPS[Math.min(Math.max(attempt, 1), STEPS.length) - 1] ?? 1;
  return Math.round(baseMs * step * (1 - JITTER + 2 * JITTER * random));
}

/** The longest delay that `backoff` ever gives, in milliseconds. */
export function maxBackoffMs(baseMs: number): number {
  return backoff(MAX_ATTEMPTS, baseMs, 1);
}
