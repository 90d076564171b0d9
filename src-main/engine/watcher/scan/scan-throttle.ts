import type { Clock } from '../../ports.ts';
import { scanPauseMs, type WatchTimes } from '../times.ts';

/** Runs the regular scans of all local folders one after another, first come, first served. */
export class ScanMutex {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(scan: () => Promise<T>): Promise<T> {
    const result = this.#last.then(scan);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

export interface ScanThrottleDeps {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly times: WatchTimes;
  readonly mutex: ScanMutex;
}

/**
 * Measures how long the regular scans of a watch take, and stretches the pause between them. Scans of network folders
 * do not take the mutex: a server that does not answer must not hold up other watches.
 */
export class ScanThrottle {
  readonly #deps: ScanThrottleDeps;
  #lastScanMs = 0;

  constructor(deps: ScanThrottleDeps) {
    this.#deps = deps;
  }

  /** Runs a full scan. A requested one runs at once and is not measured. */
  async run<T>(kind: { readonly isRegular: boolean; readonly isLocal: boolean }, scan: () => Promise<T>) {
    if (!kind.isRegular) return scan();
    return kind.isLocal ? this.#deps.mutex.run(() => this.#measure(scan)) : this.#measure(scan);
  }

  /** Milliseconds until the next regular scan. */
  pauseMs(hasEvents: boolean): number {
    return scanPauseMs(this.#deps.times, hasEvents, this.#lastScanMs);
  }

  async #measure<T>(scan: () => Promise<T>): Promise<T> {
    const startedMs = this.#deps.clock.monotonicMs();
    try {
      return await scan();
    } finally {
      this.#lastScanMs = this.#deps.clock.monotonicMs() - startedMs;
    }
  }
}
