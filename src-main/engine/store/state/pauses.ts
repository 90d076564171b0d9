import type { DatabaseSync } from 'node:sqlite';
import type { Pause } from '#domain/pause.ts';
import { translateSqlErrors, transaction } from '../db/database.ts';
import { optionalNumber, textOf } from '../uploads/upload-rows.ts';

/** What the user has paused, kept so that another process and the next start know it too. */
export class Pauses {
  readonly #db: DatabaseSync;
  readonly #statements;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = translateSqlErrors(() => ({
      all: db.prepare(`SELECT * FROM pauses ORDER BY watch`),
      put: db.prepare(
        `INSERT INTO pauses (watch, until) VALUES (?, ?) ON CONFLICT DO UPDATE SET until = excluded.until`,
      ),
      lift: db.prepare(`DELETE FROM pauses WHERE watch = ?`),
    }));
  }

  all(): readonly Pause[] {
    return this.#statements.all.all().map((raw) => ({
      watch: textOf(raw, 'watch') || undefined,
      until: optionalNumber(raw, 'until'),
    }));
  }

  /** A pause of the same watch, or of everything, is replaced. @throws AppError `ledger.full` */
  put({ watch, until }: Pause): void {
    const end = until === undefined ? null : Math.round(until);
    transaction(this.#db, () => this.#statements.put.run(watch ?? '', end));
  }

  /** @throws AppError `ledger.full` */
  lift(watch: string | undefined): void {
    transaction(this.#db, () => this.#statements.lift.run(watch ?? ''));
  }
}
