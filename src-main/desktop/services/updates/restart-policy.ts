import type { Clock } from '#engine/ports.ts';

export interface RestartPolicyDeps {
  /** True while an upload is under way. */
  readonly isSending: () => boolean;
  /** True while somebody has a window of ours on the screen. */
  readonly isWindowVisible: () => boolean;
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

/** Nothing was sent for so long: a restart disturbs nobody. */
const QUIET_MS = 600_000;

/** When the program may be replaced: never while an upload is under way, unasked only where nobody notices. */
export class RestartPolicy {
  readonly #deps: RestartPolicyDeps;
  #lastActivityMs: number;
  /** The user wants it, as soon as it can be. */
  isRequested = false;

  constructor(deps: RestartPolicyDeps) {
    this.#deps = deps;
    this.#lastActivityMs = deps.clock.monotonicMs();
  }

  /** Something has happened to an upload. */
  recordActivity(): void {
    this.#lastActivityMs = this.#deps.clock.monotonicMs();
  }

  /** @param canAuto it need not be asked for */
  canRestart(canAuto: boolean): boolean {
    const { isSending, isWindowVisible, clock } = this.#deps;
    if (isSending()) return false;
    if (this.isRequested) return true;
    return canAuto && !isWindowVisible() && clock.monotonicMs() - this.#lastActivityMs >= QUIET_MS;
  }
}
