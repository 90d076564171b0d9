import type { Clock } from '#engine/ports.ts';

interface Pending {
  readonly at: number;
  readonly run: () => void;
}

/** Time that moves only when a test says so. Timers run in the order in which they are due. */
export class ManualClock implements Clock {
  #wall: number;
  #monotonic = 0;
  #pending: Pending[] = [];

  constructor(wall = 1_800_000_000_000) {
    this.#wall = wall;
  }

  now(): number {
    return this.#wall;
  }

  monotonicMs(): number {
    return this.#monotonic;
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#pending.length;
  }

  setTimer(delayMs: number, run: () => void) {
    const entry = { at: this.#monotonic + Math.max(0, delayMs), run };
    this.#pending.push(entry);
    return {
      cancel: () => {
        this.#pending = this.#pending.filter((other) => other !== entry);
      },
    };
  }

  /** Lets time pass, running what falls due, with everything promised after each timer. */
  async advance(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    await settled();
    for (;;) {
      const next = this.#pending.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) break;
      this.#moveTo(next.at);
      this.#pending = this.#pending.filter((other) => other !== next);
      next.run();
      await settled();
    }
    this.#moveTo(end);
  }

  /** Sets the wall clock, as a user or a time server does; the monotonic one goes on unmoved. */
  jumpTo(wall: number): void {
    this.#wall = wall;
  }

  #moveTo(at: number): void {
    this.#wall += at - this.#monotonic;
    this.#monotonic = at;
  }
}

/** Everything that was already promised has run. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
