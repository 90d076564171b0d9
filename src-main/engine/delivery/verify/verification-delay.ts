import type { Clock } from '../../ports.ts';

/**
 * When it is safe to look for an upload whose answer was not seen: a look before the portal has surely finished
 * would find nothing and send the file again. Measured by monotonic time in this process, because the wall clock
 * may be set forward meanwhile.
 */
export class VerificationDelay {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #waitMs: number;
  readonly #safeAtMs = new Map<number, number>();
  #refusedUntilMs = Infinity;

  constructor(clock: Pick<Clock, 'monotonicMs'>, waitMs: number) {
    this.#clock = clock;
    this.#waitMs = waitMs;
  }

  /** The answer of an upload was not seen, or nobody knows how long ago that was. */
  begin(id: number): void {
    this.#safeAtMs.set(id, this.#clock.monotonicMs() + this.#waitMs);
  }

  end(id: number): void {
    this.#safeAtMs.delete(id);
  }

  isTooEarly(id: number): boolean {
    const safeAtMs = this.#safeAtMs.get(id) ?? -Infinity;
    if (safeAtMs <= this.#clock.monotonicMs()) return false;
    this.#refusedUntilMs = Math.min(this.#refusedUntilMs, safeAtMs);
    return true;
  }

  /** Milliseconds until the first of those that were too early since the last call is not, or `Infinity`. */
  msUntilNext(): number {
    const leftMs = this.#refusedUntilMs - this.#clock.monotonicMs();
    this.#refusedUntilMs = Infinity;
    return Math.max(0, leftMs);
  }
}
