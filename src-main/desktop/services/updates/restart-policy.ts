import type { Clock } from '#engine/ports.ts';

export interface RestartPolicyDeps {
  /** True while an upload is under way. */
  readonly isSending: () => boolean;
  /** True while one of our windows is visible. */
  readonly isWindowVisible: () => boolean;
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

/** An automatic restart waits until no upload has changed for this long. */
const QUIET_MS = 600_000;

/** Decides when an update may restart the program: never during an upload, and automatically only when it is idle. */
export class RestartPolicy {
  readonly #deps: RestartPolicyDeps;
  #lastActivityMs: number;
  /** The user asked for a restart as soon as possible. */
  isRequested = false;

  constructor(deps: RestartPolicyDeps) {
    this.#deps = deps;
    this.#lastActivityMs = deps.clock.monotonicMs();
  }

  /** Records that an upload has changed. */
  recordActivity(): void {
    this.#lastActivityMs = this.#deps.clock.monotonicMs();
  }

  /** @param canAuto whether a restart is allowed without a request of the user */
  canRestart(canAuto: boolean): boolean {
    const { isSending, isWindowVisible, clock } = this.#deps;
    if (isSending()) return false;
    if (this.isRequested) return true;
    return canAuto && !isWindowVisible() && clock.monotonicMs() - this.#lastActivityMs >= QUIET_MS;
  }
}
