import type { DatabaseSync } from 'node:sqlite';
import { translateSqlErrors, transaction } from '../db/database.ts';
import { numberOf } from '../uploads/upload-rows.ts';

/**
 * The message id that the portal named last in each dialog, learnt from our own deliveries and looks. A look into the chat
 * begins there, so an older one only costs more reading. It may go down: a portal that was restored from a backup gives
 * out its ids once more.
 */
export class MessageCursors {
  readonly #db: DatabaseSync;
  readonly #statements;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = translateSqlErrors(() => ({
      get: db.prepare(`SELECT newest, learnt_at FROM dialogs WHERE portal = ? AND dialog = ?`),
      put: db.prepare(
        `INSERT INTO dialogs (portal, dialog, newest, learnt_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET newest = excluded.newest, learnt_at = excluded.learnt_at`,
      ),
    }));
  }

  /** The mark, unless it was learnt before `since`. */
  get(portal: string, dialog: string, since: number): number | undefined {
    const raw = this.#statements.get.get(portal, dialog);
    return raw !== undefined && numberOf(raw, 'learnt_at') >= since ? numberOf(raw, 'newest') : undefined;
  }

  put(portal: string, dialog: string, messageId: number, now: number): void {
    transaction(this.#db, () => this.putInTransaction(portal, dialog, messageId, now));
  }

  /** Like `put`, inside the caller's transaction. */
  putInTransaction(portal: string, dialog: string, messageId: number, now: number): void {
    this.#statements.put.run(portal, dialog, messageId, now);
  }
}
