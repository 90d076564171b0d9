import type { Hold } from '#domain/hold.ts';
import type { EngineEvent } from '../../events.ts';
import type { Holds } from '../../store/state/holds.ts';

/**
 * What must wait and why: whole portals, bots or dialogs. Kept in memory for the loop and in the ledger for
 * everybody else.
 */
export class HoldRegistry {
  readonly #holds: Holds;
  readonly #emit: (event: EngineEvent) => void;
  #active: Hold[] = [];

  constructor(holds: Holds, emit: (event: EngineEvent) => void) {
    this.#holds = holds;
    this.#emit = emit;
  }

  /** Reads what the ledger has: at start, and when another process has changed it. */
  reload(): void {
    const before = this.#active;
    this.#active = [...this.#holds.all()];
    for (const hold of before) {
      if (!this.#active.some((other) => isSame(other, hold))) this.#emit({ type: 'hold', hold, over: true });
    }
  }

  put(hold: Hold, now: number): void {
    const before = this.#active.find((other) => isSame(other, hold));
    this.#holds.put(hold, now);
    this.#active = [...this.#active.filter((other) => other !== before), hold];
    if (before?.code !== hold.code || before.until !== hold.until || before.host !== hold.host) {
      this.#emit({ type: 'hold', hold, over: false });
    }
  }

  /** When the portal was asked about it the last time, by this program or an earlier run of it. */
  lastProbeAt(hold: Hold): number | undefined {
    return this.#holds.askedAt(hold);
  }

  lift(hold: Hold): void {
    this.#holds.lift(hold);
    this.#active = this.#active.filter((other) => !isSame(other, hold));
    this.#emit({ type: 'hold', hold, over: true });
  }

  /** Lifts what has a time that is over. */
  liftExpired(now: number): void {
    for (const hold of this.#active) if (hold.until !== undefined && hold.until <= now) this.lift(hold);
  }

  /** Lifts the timed waits of a portal that has just answered. */
  clearTimed(portal: string): void {
    for (const hold of this.#active) if (hold.portal === portal && hold.until !== undefined) this.lift(hold);
  }

  get all(): readonly Hold[] {
    return this.#active;
  }

  /** Holds that only the user can mend. */
  get manual(): readonly Hold[] {
    return this.#active.filter((hold) => hold.until === undefined);
  }

  portalIsHeld(portal: string): boolean {
    return this.#active.some((hold) => hold.portal === portal && !hold.bot && !hold.dialog);
  }

  dialogIsHeld(portal: string, dialog: string): boolean {
    return this.#active.some((hold) => hold.portal === portal && hold.dialog === dialog);
  }

  heldBots(portal: string): readonly string[] {
    return this.#active.flatMap((hold) =>
      hold.portal === portal && hold.bot && !hold.dialog ? [hold.bot] : [],
    );
  }
}

function isSame(a: Hold, b: Hold): boolean {
  return a.portal === b.portal && a.bot === b.bot && a.dialog === b.dialog;
}
