import { AppError } from '#domain/errors.ts';
import { concerns, type Hold } from '#domain/hold.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { HoldBoard } from './hold-board.ts';
import type { DeliveryParts } from './parts.ts';
import { transition } from './record.ts';

const FIRST_PROBE_MS = 60_000;
const LONGEST_PROBE_MS = 3_600_000;

/**
 * Finds out by itself that the user has mended something: a hold that needs the user is probed with one small
 * request at start and then after 1 min, doubling to an hour. When it answers, what failed for this reason
 * goes out. Where that fails again although the small request works, the pauses go on growing.
 */
export class Probes {
  readonly #parts: DeliveryParts;
  readonly #holds: HoldBoard;
  readonly #plan = new Map<string, { tries: number; at: number; running: boolean }>();

  constructor(parts: DeliveryParts, holds: HoldBoard) {
    this.#parts = parts;
    this.#holds = holds;
  }

  /** Probes what is due; resolves to the moment of the next probe. A hold that is new waits for its first. */
  run(signal: AbortSignal, wake: () => void): number | undefined {
    const now = this.#parts.clock.now();
    let next: number | undefined;
    for (const hold of this.#holds.needingUser) {
      const key = JSON.stringify([hold.portal, hold.bot, hold.dialog]);
      const plan = this.#plan.get(key) ?? { tries: 0, at: now + FIRST_PROBE_MS, running: false };
      this.#plan.set(key, plan);
      if (plan.running) continue;
      if (plan.at <= now) {
        plan.running = true;
        void this.#probe(hold, signal).then(() => {
          plan.running = false;
          plan.tries += 1;
          plan.at = this.#parts.clock.now() + Math.min(FIRST_PROBE_MS * 2 ** plan.tries, LONGEST_PROBE_MS);
          wake();
        });
      } else {
        next = Math.min(next ?? Infinity, plan.at);
      }
    }
    return next;
  }

  /** True while it is being found out whether something was mended. */
  get isBusy(): boolean {
    return [...this.#plan.values()].some((plan) => plan.running);
  }

  /** Everything that needs the user is probed at the next run: at start, or because the user says so. */
  hurry(): void {
    const at = this.#parts.clock.now();
    for (const hold of this.#holds.needingUser) {
      this.#plan.set(JSON.stringify([hold.portal, hold.bot, hold.dialog]), { tries: 0, at, running: false });
    }
  }

  async #probe(hold: Hold, signal: AbortSignal): Promise<void> {
    const portal = this.#parts.portals.get(hold.portal);
    const waiting = this.#parts.ledger.uploads
      .failedWith(hold.code, hold.portal)
      .filter((row) => concerns(hold, row));
    const sample = waiting[0];
    if (portal === undefined) return;
    try {
      if (sample !== undefined) await portal.probe(sample, signal);
      this.#release(hold, waiting);
    } catch (error) {
      this.#note(hold, AppError.from(error));
    }
  }

  #release(hold: Hold, waiting: readonly UploadRow[]): void {
    this.#holds.lift(hold);
    for (const row of waiting) transition(this.#parts, row.id, { type: 'retry' });
  }

  #note(hold: Hold, error: AppError): void {
    this.#parts.log('debug', 'still held', { portal: hold.portal, code: hold.code, probe: error.code });
  }
}
