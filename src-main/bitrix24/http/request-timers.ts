import type { Clock, Timer } from '#engine/ports.ts';
import type { CutOff } from './http-call.ts';

type Reason = CutOff['reason'];

interface Running {
  readonly delayMs: number;
  leftMs: number;
  /** Monotonic; meaningless while held. */
  sinceMs: number;
  timer: Timer | undefined;
}

const SYSTEM: Pick<Clock, 'monotonicMs' | 'setTimer'> = {
  monotonicMs: () => performance.now(),
  setTimer: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** The running limits of one request. While it is held back by ourselves none of them runs. */
export class RequestTimers {
  readonly #running = new Map<Reason, Running>();
  readonly #cut: (reason: Reason) => void;
  readonly #clock: Pick<Clock, 'monotonicMs' | 'setTimer'>;
  #isHeld = false;

  constructor(cut: (reason: Reason) => void, clock = SYSTEM) {
    this.#cut = cut;
    this.#clock = clock;
  }

  /** Starts, in place of one that runs for the same reason. */
  start(reason: Reason, delayMs: number): void {
    this.stop(reason);
    const entry: Running = { delayMs, leftMs: delayMs, sinceMs: 0, timer: undefined };
    this.#running.set(reason, entry);
    if (!this.#isHeld) this.#arm(reason, entry);
  }

  /** The same delay once more, from now. */
  again(reason: Reason): void {
    const entry = this.#running.get(reason);
    if (entry !== undefined) this.start(reason, entry.delayMs);
  }

  /** From now on time does not count. */
  hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    for (const entry of this.#running.values()) {
      entry.timer?.cancel();
      entry.leftMs -= this.#clock.monotonicMs() - entry.sinceMs;
    }
  }

  /** From now on it counts again. */
  goOn(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    for (const [reason, entry] of this.#running) this.#arm(reason, entry);
  }

  stop(reason: Reason): void {
    this.#running.get(reason)?.timer?.cancel();
    this.#running.delete(reason);
  }

  stopAll(): void {
    for (const reason of [...this.#running.keys()]) this.stop(reason);
  }

  #arm(reason: Reason, entry: Running): void {
    entry.sinceMs = this.#clock.monotonicMs();
    entry.timer = this.#clock.setTimer(Math.max(0, entry.leftMs), () => this.#cut(reason));
  }
}
