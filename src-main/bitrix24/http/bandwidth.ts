import type { Clock } from '#engine/ports.ts';

/** Waits until so many bytes may leave. Rejects with the signal's reason. */
export type TakeBandwidth = (bytes: number, signal: AbortSignal) => Promise<void>;

/**
 * Spreads the bytes of all uploads over time. Each chunk is given its turn when it is asked for, so that uploads that
 * go on at the same time share alike, and nothing is kept but the time of the next turn.
 * @param bytesPerSecond asked before each chunk; 0 for no cap
 */
export function bandwidth(clock: Clock, bytesPerSecond: () => number): TakeBandwidth {
  let nextTurnMs = -Infinity;
  return async (bytes, signal) => {
    signal.throwIfAborted();
    const rate = bytesPerSecond();
    if (rate <= 0) return;
    const now = clock.monotonicMs();
    const turnMs = Math.max(now, nextTurnMs);
    nextTurnMs = turnMs + (bytes / rate) * 1_000;
    if (turnMs > now) await pause(clock, turnMs - now, signal);
  };
}

function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      timer.cancel();
      reject(signal.reason instanceof Error ? signal.reason : new Error('broken off'));
    };
    const timer = clock.setTimer(delayMs, () => {
      signal.removeEventListener('abort', end);
      resolve();
    });
    signal.addEventListener('abort', end, { once: true });
  });
}
