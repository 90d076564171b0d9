import type { DatabaseSync } from 'node:sqlite';
import { translateSqlErrors, transaction } from '../db/database.ts';
import { numberOf, textOf } from '../uploads/upload-rows.ts';

/**
 * Somebody else posts the files that we post, with our bot into the same dialog: most likely another computer that
 * watches the same share.
 */
export interface DuplicateSender {
  readonly portal: string;
  readonly dialog: string;
  /** The file that gave it away last, and its message. */
  readonly name: string;
  readonly messageId: number;
  readonly noticedAt: number;
}

/** Duplicate senders noticed so far, one a dialog. */
export class DuplicateSenders {
  readonly #db: DatabaseSync;
  readonly #statements;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = translateSqlErrors(() => ({
      all: db.prepare(`SELECT * FROM duplicate_senders ORDER BY portal, dialog`),
      put: db.prepare(
        `INSERT OR REPLACE INTO duplicate_senders (portal, dialog, name, message_id, noticed_at) VALUES (?, ?, ?, ?, ?)`,
      ),
      forget: db.prepare(`DELETE FROM duplicate_senders WHERE portal = ? AND dialog = ?`),
    }));
  }

  all(): readonly DuplicateSender[] {
    return this.#statements.all.all().map((raw) => ({
      portal: textOf(raw, 'portal'),
      dialog: textOf(raw, 'dialog'),
      name: textOf(raw, 'name'),
      messageId: numberOf(raw, 'message_id'),
      noticedAt: numberOf(raw, 'noticed_at'),
    }));
  }

  /** @throws AppError `ledger.full` */
  put({ portal, dialog, name, messageId, noticedAt }: DuplicateSender): void {
    transaction(this.#db, () => this.#statements.put.run(portal, dialog, name, messageId, noticedAt));
  }

  /** The user has seen to it. @throws AppError `ledger.full` */
  forget(portal: string, dialog: string): void {
    transaction(this.#db, () => this.#statements.forget.run(portal, dialog));
  }
}
