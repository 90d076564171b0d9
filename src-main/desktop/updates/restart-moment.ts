import type { Clock } from '#engine/ports.ts';

export interface RestartMomentParts {
  /** True while an upload is under way. */
  readonly isSending: () => boolean;
  /** True while somebody has a window of ours on the screen. */
  readonly isSeen: () => boolean;
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

/** Nothing was sent for so long: a restart disturbs nobody. */
const QUIET_MS = 600_000;

/** When the program may be replaced: never while an upload is under way, unasked only where nobody notices. */
export class RestartMoment {
  readonly #parts: RestartMomentParts;
  #stirredAt: number;
  /** The user wants it, as soon as it can be. */
  isAsked = false;

  constructor(parts: RestartMomentParts) {
    this.#parts = parts;
    this.#stirredAt = parts.clock.monotonicMs();
  }

  /** Something has happened to an upload. */
  stirred(): void {
    this.#stirredAt = this.#parts.clock.monotonicMs();
  }

  /** @param isFree it need not be asked for */
  isNow(isFree: boolean): boolean {
    const { isSending, isSeen, clock } = this.#parts;
    if (isSending()) return false;
    if (this.isAsked) return true;
    return isFree && !isSeen() && clock.monotonicMs() - this.#stirredAt >= QUIET_MS;
  }
}
