import type { Pause } from '#domain/pause.ts';
import type { EngineEvent } from '../../events.ts';
import type { Pauses } from '../../store/state/pauses.ts';

/** What the user has paused. Kept in memory for the loop and in the ledger for everybody else. */
export class PauseRegistry {
  readonly #pauses: Pauses;
  readonly #emit: (event: EngineEvent) => void;
  #active: readonly Pause[] = [];

  constructor(pauses: Pauses, emit: (event: EngineEvent) => void) {
    this.#pauses = pauses;
    this.#emit = emit;
  }

  get all(): readonly Pause[] {
    return this.#active;
  }

  /** Reads what the ledger has: at start, and when this or another process has changed it. */
  reload(): void {
    const before = this.#active;
    this.#active = this.#pauses.all();
    for (const pause of before) if (!has(this.#active, pause)) this.#notify(pause, true);
    for (const pause of this.#active) if (!has(before, pause)) this.#notify(pause, false);
  }

  /** @throws AppError `ledger.full` */
  put(pause: Pause): void {
    this.#pauses.put(pause);
    this.reload();
  }

  /** @throws AppError `ledger.full` */
  lift(watch: string | undefined): void {
    this.#pauses.lift(watch);
    this.reload();
  }

  /** Ends what has a time that is over. */
  liftExpired(now: number): void {
    for (const { watch, until } of this.#active) if (until !== undefined && until <= now) this.lift(watch);
  }

  #notify(pause: Pause, over: boolean): void {
    // A pause that was replaced by another one of the same watch is not over.
    if (over && this.#active.some(({ watch }) => watch === pause.watch)) return;
    this.#emit({ type: 'pause', pause, over });
  }
}

function has(pauses: readonly Pause[], { watch, until }: Pause): boolean {
  return pauses.some((other) => other.watch === watch && other.until === until);
}
