import { backoff, maxBackoffMs, MAX_ATTEMPTS } from '#domain/backoff.ts';
import { MAX_FILE_RETRY_MS, maxPortalWaitMs } from '#domain/next-step.ts';
import { WaitingTimes } from '../../store/uploads/waiting-times.ts';
import type { DeliveryDeps } from '../deps.ts';

/** Less than this is the clock being trimmed, not set. */
const MIN_SKEW_MS = 1_000;

/**
 * Keeps waiting times true when the wall clock is set back: what was to wait five seconds waits five seconds, not
 * an hour more. Set forward, the clock looks like a machine that slept, so what is due by it is due.
 */
export class ClockSkewGuard {
  readonly #deps: DeliveryDeps;
  readonly #times: WaitingTimes;
  /** Wall clock less monotonic time. */
  #offsetMs: number;

  constructor(deps: DeliveryDeps) {
    this.#deps = deps;
    this.#times = new WaitingTimes(deps.ledger.db);
    this.#offsetMs = this.#offset();
  }

  /** At the start nobody knows what happened to the clock; so nothing waits longer than it ever could. */
  start(): void {
    const { clock, settings, watches } = this.#deps;
    this.#offsetMs = this.#offset();
    const now = clock.now();
    const { retryBaseMs } = settings;
    this.#times.cap(now, {
      check: settings.verifyAfterMs,
      file: MAX_FILE_RETRY_MS + Math.max(0, ...[...watches.values()].map(({ quietMs }) => quietMs)),
      // One that was put off before it began has not been counted yet.
      retries: Array.from({ length: MAX_ATTEMPTS }, (_, tries) => backoff(tries + 1, retryBaseMs, 1)),
      network: maxPortalWaitMs(retryBaseMs),
      any: maxBackoffMs(retryBaseMs),
    });
  }

  /** Moves what waits along with a clock that was set back; true when it was. @throws AppError `ledger.full` */
  adjust(): boolean {
    const byMs = this.#offset() - this.#offsetMs;
    if (byMs < -MIN_SKEW_MS) this.#times.shift(byMs);
    this.#offsetMs += byMs;
    return byMs < -MIN_SKEW_MS;
  }

  #offset(): number {
    return this.#deps.clock.now() - this.#deps.clock.monotonicMs();
  }
}
