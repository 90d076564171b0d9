import type { DatabaseSync } from 'node:sqlite';
import type { Hold } from '../../events.ts';
import { translateSqlErrors, transaction } from '../db/database.ts';
import { codeOf, optionalNumber, optionalText, textOf } from '../uploads/upload-rows.ts';

/** Why portals, bots or dialogs wait, kept so that another process and the next start know it too. */
export class Holds {
  readonly #db: DatabaseSync;
  readonly #statements;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = translateSqlErrors(() => ({
      all: db.prepare(`SELECT * FROM holds ORDER BY since`),
      put: db.prepare(
        `INSERT INTO holds (portal, bot, dialog, code, until, host, since) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET code = excluded.code, until = excluded.until, host = excluded.host,
           since = excluded.since`,
      ),
      since: db.prepare(`SELECT since FROM holds WHERE portal = ? AND bot = ? AND dialog = ?`),
      lift: db.prepare(`DELETE FROM holds WHERE portal = ? AND bot = ? AND dialog = ?`),
    }));
  }

  all(): readonly Hold[] {
    return this.#statements.all.all().map((raw) => ({
      portal: textOf(raw, 'portal'),
      bot: textOf(raw, 'bot') || undefined,
      dialog: textOf(raw, 'dialog') || undefined,
      code: codeOf(raw, 'code') ?? 'internal',
      until: optionalNumber(raw, 'until'),
      host: optionalText(raw, 'host'),
    }));
  }

  /** When it was put the last time, wall clock in milliseconds: the portal was asked then. */
  askedAt({ portal, bot = '', dialog = '' }: Hold): number | undefined {
    const raw = this.#statements.since.get(portal, bot, dialog);
    return raw === undefined ? undefined : optionalNumber(raw, 'since');
  }

  put(hold: Hold, now: number): void {
    const until = hold.until === undefined ? null : Math.round(hold.until);
    const { portal, bot = '', dialog = '', code, host = null } = hold;
    transaction(this.#db, () => this.#statements.put.run(portal, bot, dialog, code, until, host, now));
  }

  lift(hold: Hold): void {
    transaction(this.#db, () => this.#statements.lift.run(hold.portal, hold.bot ?? '', hold.dialog ?? ''));
  }
}
