import { AppError } from '#domain/errors.ts';

import type { Clock } from '#engine/ports.ts';
import { LeakyBucket, type RateLimit } from './leaky-bucket.ts';
import { OperatingTime } from './operating-time.ts';

/** A portal blocked by hand is asked again once an hour at most (reference 5, OVERLOAD_LIMIT). */
const OVERLOAD_MS = 60 * 60_000;

export interface PortalLimitsDeps {
  readonly clock: Clock;
  readonly random: () => number;
  readonly rate: RateLimit;
}

/** What one portal lets through: shared by every call made to it, whatever for. */
export class PortalLimits {
  readonly #clock: Clock;
  readonly #bucket: LeakyBucket;
  readonly #operating: OperatingTime;
  readonly #listeners = new Set<(limitedUntil: number | undefined) => void>();
  #limitedUntil: number | undefined;

  constructor({ clock, random, rate }: PortalLimitsDeps) {
    this.#clock = clock;
    this.#bucket = new LeakyBucket(clock, random, rate);
    this.#operating = new OperatingTime(() => clock.now());
  }

  /** Wall clock in ms until which the portal holds us back; undefined when it does not. */
  get limitedUntil(): number | undefined {
    return this.#limitedUntil !== undefined && this.#limitedUntil > this.#clock.now()
      ? this.#limitedUntil
      : undefined;
  }

  /** Hears of every new `limitedUntil`. Returns the way to stop listening. */
  onLimited(listener: (limitedUntil: number | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Resolves when a request with this method may leave.
   * @throws AppError `portal.method-limited` with `until` where waiting here would hold everything up
   */
  async pass(method: string, signal: AbortSignal): Promise<void> {
    const until = this.#operating.blockedUntil(method);
    if (until !== undefined) {
      throw new AppError('portal.method-limited', `${method}: blocked until its time budget is refilled`, {
        until,
      });
    }
    await this.#bucket.take(signal);
  }

  /** Learns from a successful answer. */
  succeeded(method: string, time: unknown): void {
    this.#operating.note(method, time);
    if (this.#limitedUntil !== undefined && this.limitedUntil === undefined) this.#setLimited(undefined);
  }

  /** Learns from a refusal; one that is about a limit comes back with the time until which it holds. */
  refused(method: string, error: AppError): AppError {
    const until = this.#limitOf(method, error);
    if (until === undefined) return error;
    if (until > (this.limitedUntil ?? 0)) this.#setLimited(until);
    return new AppError(error.code, error.message, {
      until,
      ...(error.cause === undefined ? {} : { cause: error.cause }),
      ...(error.origin === undefined ? {} : { origin: error.origin }),
    });
  }

  #limitOf(method: string, error: AppError): number | undefined {
    switch (error.code) {
      case 'portal.rate-limited':
        return this.#clock.now() + this.#bucket.slowDown();
      case 'portal.method-limited':
        return this.#operating.block(method);
      case 'portal.overloaded':
        return this.#clock.now() + OVERLOAD_MS;
      default:
        return undefined;
    }
  }

  #setLimited(until: number | undefined): void {
    this.#limitedUntil = until;
    for (const listener of this.#listeners) listener(until);
  }
}
