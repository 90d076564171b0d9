import type { DatabaseSync } from 'node:sqlite';
import { translateSqlErrors } from '../db/database.ts';
import { numberOf, textOf } from '../uploads/upload-rows.ts';

/** What was delivered into one dialog on one day. */
export interface DayTotal {
  /** `2026-11-22`, local time of the delivery. */
  readonly day: string;
  readonly portal: string;
  readonly dialog: string;
  readonly files: number;
  readonly bytes: number;
}

/** Totals a day and dialog, counted at the delivery; they stay when the retention removes the uploads. */
export class Days {
  readonly #statements;

  constructor(db: DatabaseSync) {
    this.#statements = translateSqlErrors(() => ({
      add: db.prepare(
        `INSERT INTO days (day, portal, dialog, files, bytes) VALUES (?, ?, ?, 1, ?)
         ON CONFLICT DO UPDATE SET files = files + 1, bytes = bytes + excluded.bytes`,
      ),
      between: db.prepare(`SELECT * FROM days WHERE day BETWEEN ? AND ? ORDER BY day, portal, dialog`),
    }));
  }

  /** Counts one delivery, inside the caller's transaction. */
  addInTransaction(day: string, portal: string, dialog: string, bytes: number): void {
    this.#statements.add.run(day, portal, dialog, bytes);
  }

  /** Days from `first` to `last`, both included, that had deliveries. */
  between(first: string, last: string): readonly DayTotal[] {
    return this.#statements.between.all(first, last).map((raw) => ({
      day: textOf(raw, 'day'),
      portal: textOf(raw, 'portal'),
      dialog: textOf(raw, 'dialog'),
      files: numberOf(raw, 'files'),
      bytes: numberOf(raw, 'bytes'),
    }));
  }
}
