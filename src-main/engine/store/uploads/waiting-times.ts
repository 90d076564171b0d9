import type { DatabaseSync } from 'node:sqlite';
import { translateSqlErrors, transaction } from '../db/database.ts';
import { TIMED } from './state-groups.ts';

/** The longest that anything can have to wait from now on, by what it waits for; milliseconds. */
export interface LongestWaits {
  /** A look into a chat, or at a file that changed. */
  readonly check: number;
  /** Another try at a file or a folder that is not there, or may not be read. */
  readonly file: number;
  /** Another try after so many, by that number. */
  readonly retries: readonly number[];
  /** A portal that cannot be reached. */
  readonly network: number;
  /** A portal that named the time itself. */
  readonly any: number;
}

/** The moments until which uploads and portals wait, for the time when the wall clock was set. */
export class WaitingTimes {
  readonly #db: DatabaseSync;
  readonly #statements;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = translateSqlErrors(() => ({
      shiftUploads: db.prepare(`UPDATE uploads SET next_at = next_at + ? WHERE ${TIMED}`),
      shiftHolds: db.prepare(`UPDATE holds SET until = until + ? WHERE until IS NOT NULL`),
      capChecks: db.prepare(
        `UPDATE uploads SET next_at = ?1 WHERE state IN ('settling', 'verifying') AND next_at > ?1`,
      ),
      endRetries: db.prepare(
        `UPDATE uploads SET next_at = :now WHERE state = 'waiting' AND next_at > :now +
           CASE WHEN code IN ('file.unreadable', 'file.vanished', 'folder.missing', 'drive.unresponsive') THEN :file
           ELSE (SELECT value FROM json_each(:retries) WHERE key <= attempts ORDER BY key DESC LIMIT 1) END`,
      ),
      endHolds: db.prepare(
        `UPDATE holds SET until = :now
           WHERE until > :now + CASE WHEN code LIKE 'network.%' THEN :network ELSE :any END`,
      ),
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

  /** Checks wait no longer than ever; what else would wait longer than it can have to is due now. */
  cap(now: number, longest: LongestWaits): void {
    const { file, network, any } = longest;
    transaction(this.#db, () => {
      this.#statements.capChecks.run(Math.round(now + longest.check));
      this.#statements.endRetries.run({ now, file, retries: JSON.stringify(longest.retries) });
      this.#statements.endHolds.run({ now, network, any });
    });
  }
}
