import type { DatabaseSync } from 'node:sqlite';
import { mapping, transaction } from './database.ts';

/** The moments until which uploads and portals wait, for the time when the wall clock was set. */
export class WaitingTimes {
  readonly #db: DatabaseSync;
  readonly #statements;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = mapping(() => ({
      shiftUploads: db.prepare(
        `UPDATE uploads SET next_at = next_at + ? WHERE state IN ('settling', 'waiting', 'unknown')`,
      ),
      shiftHolds: db.prepare(`UPDATE holds SET until = until + ? WHERE until IS NOT NULL`),
      capChecks: db.prepare(
        `UPDATE uploads SET next_at = ?1 WHERE state IN ('settling', 'unknown') AND next_at > ?1`,
      ),
      endRetries: db.prepare(`UPDATE uploads SET next_at = ?1 WHERE state = 'waiting' AND next_at > ?2`),
      endHolds: db.prepare(`UPDATE holds SET until = ?1 WHERE until > ?2`),
    }));
  }

  /** Everything that waits ends `byMs` later, or earlier where that is negative. */
  shift(byMs: number): void {
    const by = Math.round(byMs);
    transaction(this.#db, () => {
      this.#statements.shiftUploads.run(by);
      this.#statements.shiftHolds.run(by);
    });
  }

  /** Checks (of a chat, of a file) wait no longer than `checks`; what would wait beyond `latest` is due now. */
  cap(now: number, until: { readonly checks: number; readonly latest: number }): void {
    transaction(this.#db, () => {
      this.#statements.capChecks.run(Math.round(until.checks));
      this.#statements.endRetries.run(now, Math.round(until.latest));
      this.#statements.endHolds.run(now, Math.round(until.latest));
    });
  }
}
