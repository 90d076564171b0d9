import { AppError } from '#domain/errors.ts';

import type { Clock, Timer } from '#engine/ports.ts';

/** The portal's rate limit: so many requests at once, so many a second after that (reference 5). */
export interface RateLimit {
  readonly burst: number;
  readonly requestsPerSecond: number;
}

const USUAL_RATE_LIMIT: RateLimit = { burst: 50, requestsPerSecond: 2 };

/** Others behind the same address share the portal's bucket, so ours can be emptier than we count. */
const SLOWEST_SHARE = 1 / 8;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 10_000;
/** Quiet for this long, the speed doubles again. */
const RECOVERY_MS = 30_000;

interface Waiter {
  readonly go: () => void;
}

/** Lets requests through in the order in which they asked, never faster than the portal takes them. */
export class LeakyBucket {
  readonly #clock: Pick<Clock, 'monotonicMs' | 'setTimer'>;
  readonly #random: () => number;
  readonly #limit: RateLimit;
  readonly #waiting: Waiter[] = [];
  #level = 0;
  #levelAt: number;
  #pausedUntil = -Infinity;
  #pauseMs = FIRST_PAUSE_MS;
  #share = 1;
  #slowedAt = -Infinity;
  #timer: Timer | undefined;

  /** `random` gives 0 to 1 and spreads the pauses of several machines behind one address. */
  constructor(
    clock: Pick<Clock, 'monotonicMs' | 'setTimer'>,
    random: () => number,
    limit: RateLimit = USUAL_RATE_LIMIT,
  ) {
    this.#clock = clock;
    this.#random = random;
    this.#limit = limit;
    this.#levelAt = clock.monotonicMs();
  }

  /** Resolves when one request may leave. @throws AppError `network.interrupted` when told to stop first */
  take(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(stopped(signal));
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(stopped(signal));
        this.#serve();
      };
      const waiter: Waiter = {
        go: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiter);
      this.#serve();
    });
  }

  /** The portal refused a request: everything pauses, then goes on at half the speed. Returns the pause in ms. */
  slowDown(): number {
    this.#leak();
    const pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * (1 + 0.2 * this.#random()));
    const now = this.#clock.monotonicMs();
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pauseMs);
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
    this.#share = Math.max(SLOWEST_SHARE, this.#share / 2);
    this.#slowedAt = this.#pausedUntil;
    this.#level = this.#limit.burst;
    this.#levelAt = this.#pausedUntil;
    this.#serve();
    return pauseMs;
  }

  #serve(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    for (;;) {
      const head = this.#waiting[0];
      if (head === undefined) return;
      this.#leak();
      const waitMs = this.#waitMs();
      if (waitMs > 0) {
        this.#timer = this.#clock.setTimer(waitMs, () => this.#serve());
        return;
      }
      this.#level += 1;
      this.#waiting.shift();
      head.go();
    }
  }

  #waitMs(): number {
    const pause = this.#pausedUntil - this.#clock.monotonicMs();
    if (pause > 0) return Math.ceil(pause);
    if (this.#rate() === Infinity) return 0;
    const excess = this.#level + 1 - this.#limit.burst;
    // Rounding must not end in a timer of 0 ms that finds the bucket a hair too full.
    return excess <= 1e-9 ? 0 : Math.max(1, Math.ceil((excess * 1000) / this.#rate()));
  }

  #leak(): void {
    const now = this.#clock.monotonicMs();
    if (now > this.#levelAt) {
      this.#level = Math.max(0, this.#level - ((now - this.#levelAt) * this.#rate()) / 1000);
      this.#levelAt = now;
    }
    while (this.#share < 1 && now - this.#slowedAt >= RECOVERY_MS) {
      this.#share = Math.min(1, this.#share * 2);
      this.#slowedAt += RECOVERY_MS;
      this.#pauseMs = FIRST_PAUSE_MS;
    }
  }

  #rate(): number {
    return this.#limit.requestsPerSecond * this.#share;
  }
}

function stopped(signal: AbortSignal): AppError {
  return new AppError('network.interrupted', 'told to stop while waiting for the rate limit', {
    cause: signal.reason,
  });
}
