import type { Clock } from '../ports.ts';

/**
 * When it is safe to look for an upload whose answer was not seen: a look before the portal has surely finished
 * would find nothing and send the file again. Measured by monotonic time in this process, because the wall clock
 * may be set forward meanwhile.
 */
export class LookTimes {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #waitMs: number;
  readonly #safeAtMs = new Map<number, number>();

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
    return (this.#safeAtMs.get(id) ?? -Infinity) > this.#clock.monotonicMs();
  }

  /** Milliseconds until the next upload becomes safe to look for, or `Infinity`. */
  soonestMs(): number {
    const now = this.#clock.monotonicMs();
    const ahead = [...this.#safeAtMs.values()].filter((at) => at > now);
    return Math.min(Infinity, ...ahead) - now;
  }
}
