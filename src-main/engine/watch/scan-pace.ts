import type { Clock } from '../ports.ts';
import { scanPauseMs, type WatchTimes } from './times.ts';

/** Lets the regular scans of all watches run one after another, in the order in which they were asked for. */
export class ScanTurns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(scan: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(scan);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

export interface ScanPaceParts {
  readonly clock: Pick<Clock, 'monotonicMs' | 'processorMs'>;
  readonly times: WatchTimes;
  readonly turns: ScanTurns;
}

/**
 * Knows what the regular scans of a watch cost, and how long to rest after one. Only a scan that runs alone can be
 * measured, so those of local folders take turns; a server that does not answer must not hold up other watches.
 */
export class ScanPace {
  readonly #parts: ScanPaceParts;
  #costMs = 0;

  constructor(parts: ScanPaceParts) {
    this.#parts = parts;
  }

  /** Runs a scan of everything. One that was asked for runs at once, and says nothing about the cost. */
  async run<T>(kind: { readonly isRegular: boolean; readonly isLocal: boolean }, scan: () => Promise<T>) {
    if (!kind.isRegular) return scan();
    return kind.isLocal ? this.#parts.turns.take(() => this.#measured(scan)) : this.#measured(scan);
  }

  pauseMs(isToldOfEvents: boolean): number {
    return scanPauseMs(this.#parts.times, isToldOfEvents, this.#costMs);
  }

  /** Waiting for a slow disk or behind other programs costs no processor time. */
  async #measured<T>(scan: () => Promise<T>): Promise<T> {
    const { clock } = this.#parts;
    const startedMs = clock.monotonicMs();
    const spentMs = clock.processorMs?.();
    try {
      return await scan();
    } finally {
      const tookMs = clock.monotonicMs() - startedMs;
      this.#costMs = Math.min(
        tookMs,
        spentMs === undefined ? tookMs : (clock.processorMs?.() ?? 0) - spentMs,
      );
    }
  }
}
